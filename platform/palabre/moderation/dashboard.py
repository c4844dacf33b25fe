"""What waits, how the sides agree, and how the promise is kept: numbers for those who do the work.

By side and never by person, except to that person. What a side with fewer than three moderators decided
is not written here. That keeps nothing from whoever counts: each case needs both sides, and stands in the
register. Of two moderators each can know the other's number, and the page says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.core.days import today
from palabre.moderation.models import (
    JUDGES,
    Case,
    CaseQuerySet,
    Choice,
    Decision,
    Round,
    Rule,
)
from palabre.moderation.models.procedure import PROMISE
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role, Space

LATELY = 30  # days
FEWEST_MODERATORS = 3
A_WHOLE = 100


@dataclass(frozen=True)
class Line:
    words: str
    number: int
    share: int


@dataclass(frozen=True)
class OfSide:
    side: str
    waiting: int
    moderators: int
    decided: int | None  # lately; None where it would say what one person did


@dataclass(frozen=True)
class Lately:
    """The cases that were closed in the last days."""

    closed: int
    in_time: int
    looked_at_by_both: int
    agreed: int

    @property
    def in_time_share(self) -> int:
        return share(self.in_time, self.closed)

    @property
    def agreed_share(self) -> int:
        return share(self.agreed, self.looked_at_by_both)


@dataclass(frozen=True)
class Dashboard:
    waiting: int
    late: int
    hidden: int
    second_looks: int
    panels: int
    promises: list[int]  # hours, as these spaces promise today
    by_rule: list[Line]
    by_age: list[Line]
    sides: list[OfSide]
    lately: Lately
    own: int | None  # decided lately by whoever looks; None for who moderates nowhere


@dataclass(frozen=True)
class Waiting:
    rule: int
    opened_at: datetime
    round: int
    is_veiled: bool
    promise: int
    civilian: bool  # has decided in this round
    forces: bool

    @property
    def age(self) -> timedelta:
        return timezone.now() - self.opened_at

    @property
    def is_late(self) -> bool:
        return self.age > timedelta(hours=self.promise)

    def waits_for(self, side: str) -> bool:
        """A panel waits for people, not for a side."""
        return self.round < Round.PANEL and not getattr(self, side)


def share(number: int, whole: int) -> int:
    return number * A_WHOLE // whole if whole else 0


def spaces_of(user: User) -> QuerySet[Space]:
    """Where this person moderates, or runs things."""
    if user.is_superuser:
        return Space.objects.all()
    offices = [Role.MODERATOR, Role.SECRETARIAT]
    held = Membership.objects.filter(user=user, role__in=offices)
    return Space.objects.filter(pk__in=held.values("space"))


def dashboard_of(user: User) -> Dashboard:
    cases = Case.objects.filter(space__in=spaces_of(user))
    waiting = _waiting(cases.open())
    closed = cases.decided().filter(closed_on__gt=today() - timedelta(days=LATELY))
    return Dashboard(
        waiting=len(waiting),
        late=sum(one.is_late for one in waiting),
        hidden=sum(one.is_veiled for one in waiting),
        second_looks=sum(one.round == Round.SECOND for one in waiting),
        panels=sum(one.round == Round.PANEL for one in waiting),
        promises=_promises(spaces_of(user)),
        by_rule=_by_rule(waiting),
        by_age=_by_age(waiting),
        sides=_sides(user, waiting, closed),
        lately=_lately(closed),
        own=_own(user, closed),
    )


def _waiting(cases: CaseQuerySet) -> list[Waiting]:
    said = Decision.objects.filter(case=OuterRef("pk"), round=OuterRef("round"))
    rows = cases.annotate(
        civilian=Exists(said.filter(side=Side.CIVILIAN)),
        forces=Exists(said.filter(side=Side.FORCES)),
    )
    fields = ("rule", "opened_at", "round", "is_veiled", "promise_hours", "civilian", "forces")
    return [Waiting(*row) for row in rows.order_by().values_list(*fields)]


def _promises(spaces: QuerySet[Space]) -> list[int]:
    hours = Coalesce(F("procedure__promise_hours"), PROMISE)
    return sorted(set(spaces.values_list(hours, flat=True)))


def _by_rule(waiting: list[Waiting]) -> list[Line]:
    numbers = Counter(one.rule for one in waiting)
    rules = Rule.objects.in_bulk(list(numbers))
    return [
        Line(str(rules[pk]), number, share(number, len(waiting)))
        for pk, number in sorted(numbers.items(), key=lambda one: (-one[1], rules[one[0]].number))
    ]


def _by_age(waiting: list[Waiting]) -> list[Line]:
    day = timedelta(days=1)
    ages = [
        (_("less than 24 hours"), 0 * day, day),
        (_("24 to 48 hours"), day, 2 * day),
        (_("2 to 7 days"), 2 * day, 7 * day),
        (_("more than 7 days"), 7 * day, timedelta.max),
    ]
    numbers = [
        (words, sum(least <= max(one.age, 0 * day) < most for one in waiting))
        for words, least, most in ages
    ]
    return [Line(words, number, share(number, len(waiting))) for words, number in numbers]


def _sides(user: User, waiting: list[Waiting], closed: CaseQuerySet) -> list[OfSide]:
    seats = Membership.objects.filter(space__in=spaces_of(user), role=Role.MODERATOR)
    people = _by_side(seats, "user")
    decided = _by_side(Decision.objects.filter(case__in=closed), "pk")
    return [
        OfSide(
            side,
            sum(one.waits_for(side) for one in waiting),
            people.get(side, 0),
            decided.get(side, 0) if people.get(side, 0) >= FEWEST_MODERATORS else None,
        )
        for side, _name in JUDGES
    ]


def _by_side(rows: QuerySet[Any], what: str) -> dict[str, int]:
    counted = rows.order_by().values_list("side").annotate(number=Count(what, distinct=True))
    return dict(counted)


def _lately(closed: CaseQuerySet) -> Lately:
    first = Decision.objects.filter(case=OuterRef("pk"), round=Round.FIRST)
    by = {
        f"{side}_{choice}": Exists(first.filter(side=side, choice=choice))
        for side, _name in JUDGES
        for choice in Choice.values
    }
    keep = Q(civilian_keep=True, forces_keep=True)
    remove = Q(civilian_remove=True, forces_remove=True)
    differ = Q(civilian_keep=True, forces_remove=True) | Q(civilian_remove=True, forces_keep=True)
    numbers = closed.annotate(**by).aggregate(
        closed=Count("pk"),
        in_time=Count("pk", filter=Q(hours_open__lte=F("promise_hours"))),
        looked_at_by_both=Count("pk", filter=keep | remove | differ),
        agreed=Count("pk", filter=keep | remove),
    )
    return Lately(**numbers)


def _own(user: User, closed: CaseQuerySet) -> int | None:
    if not user.memberships.filter(role=Role.MODERATOR).exists():
        return None
    return Decision.objects.filter(case__in=closed, moderator=user).count()
