"""Which sanction may follow which. A ladder: from one step to the next, within twelve months."""

from dataclasses import dataclass

from palabre.moderation.models import Case, Sanction, SanctionKind
from palabre.people.models import User
from palabre.spaces.models import Role, Space


@dataclass(frozen=True)
class Step:
    kind: SanctionKind
    shortest: int
    longest: int
    # Whoever holds a seat speaks there for others: for a week at most, and never for months.
    longest_seated: int

    def most(self, *, seated: bool) -> int:
        return self.longest_seated if seated else self.longest


LADDER = (
    Step(SanctionKind.NOTICE, 0, 0, 0),
    Step(SanctionKind.SLOW, 1, 14, 7),
    Step(SanctionKind.READ_ONLY, 1, 30, 7),
    Step(SanctionKind.BAN, 31, 180, 0),
)
SEATS = (Role.MEMBER, Role.CHAIR)


def is_seated(person: User, space: Space) -> bool:
    return space.has_role(person, *SEATS)


def height_of(person: User, space: Space) -> int:
    """How many steps they have been led up here in the last twelve months."""
    theirs = Sanction.objects.remembered().filter(person=person, space=space)
    kinds = set(theirs.values_list("kind", flat=True))
    return max((number for number, step in enumerate(LADDER, 1) if step.kind in kinds), default=0)


def steps_after(case: Case) -> list[Step]:
    """Those that may be put on whoever wrote what was removed. Danger may skip one."""
    if case.writer is None:
        return []
    seated = is_seated(case.writer, case.space)
    reach = height_of(case.writer, case.space) + (2 if case.rule.veils else 1)
    return [step for step in LADDER[:reach] if step.most(seated=seated) >= step.shortest]
