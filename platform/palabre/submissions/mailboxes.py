"""Where a message may go now, and whose keys it is sealed to there.

Each page of somebody who writes asks for it, so what is read for it is read in two questions and a
small file for each space, and what follows from these is worked out once. It is remembered under all
that was read, to the byte, never for a time: whatever changes, the next page knows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from palabre.core.asked import Question, Row
from palabre.people.models import Side
from palabre.sealing import endorsement
from palabre.sealing.endorsement import Claim
from palabre.sealing.vault import PublicKeys
from palabre.spaces.models import Membership, Role, Space
from palabre.submissions.models import Readers
from palabre.vaults.founding import founders_in, what_is_written
from palabre.vaults.models import Endorsement
from palabre.vaults.trust import EPOCH, Ground, with_keys

BOTH = {Side.CIVILIAN.value, Side.FORCES.value}
Keys = dict[UUID, bytes]
Reader = tuple[str, UUID, bytes]  # of this side, with this key, which is this

SPACE = ("space", "space__slug", "space__name_fr", "space__name_en")
HELD = ("user__username", "side", *(f"user__vault_key__{it}" for it in ("pk", "x_pk", "ed_pk")))
SEATS = Question(
    lambda: (
        with_keys(Membership.objects.filter(space__is_public=True))
        .order_by("space__slug", "pk")
        .values_list(*SPACE, *HELD)
    )
)
SIGNED = Question(
    lambda: (
        Endorsement.objects.filter(space__is_public=True, role=Role.READER)
        .order_by("pk")
        .values_list(
            "space", "username", "side", "key__x_pk", "key__ed_pk", "by_key__ed_pk", "signature"
        )
    )
)


@dataclass(frozen=True)
class Intake:
    """Where a message may go, and to how many readers of each side it would be sealed."""

    space: Space
    keys: Keys
    civilian: Keys

    def keys_for(self, readers: str) -> Keys:
        return self.civilian if readers == Readers.CIVILIAN else self.keys

    @property
    def others(self) -> int:
        return len(self.keys) - len(self.civilian)


def open_intakes() -> dict[str, Intake]:
    """By the space's slug: those with at least one trusted reader of each side. A space that
    strangers may not know of is not among them: its name would stand in their form."""
    signed = _grouped(SIGNED.ask(), 1)
    found = {
        space: _readers(space[1], what_is_written(space[1]), seats, signed.get(space[:1], ()))
        for space, seats in _grouped(SEATS.ask(), len(SPACE)).items()
    }
    return {
        slug: Intake(Space(pk=pk, slug=slug, name_fr=name_fr, name_en=name_en), *by_side(readers))
        for (pk, slug, name_fr, name_en), readers in found.items()
        if {side for side, _key, _x_pk in readers} >= BOTH
    }


def by_side(readers: Iterable[Reader]) -> tuple[Keys, Keys]:
    """The keys of all, and of the civilian ones."""
    every, civilian = Keys(), Keys()
    for side, key, x_pk in readers:
        every[key] = x_pk
        if side == Side.CIVILIAN:
            civilian[key] = x_pk
    return every, civilian


@lru_cache(maxsize=100)  # spaces
def _readers(
    slug: str, founders: bytes, seats: tuple[Row, ...], signed: tuple[Row, ...]
) -> tuple[Reader, ...]:
    """A function of these values alone. Whoever reads for neither side is not among the readers:
    the writer is told of « civilian and of the forces »."""
    ground = Ground(founders_in(founders), (_signature(slug, *row) for row in signed))
    return tuple(
        (side, _uuid(key), x_pk)
        for user, side, key, x_pk, ed_pk in seats
        if side in BOTH and ground.counts(_claim(slug, user, side, x_pk, ed_pk))
    )


def _claim(slug: str, user: str, side: str, x_pk: bytes, ed_pk: bytes) -> Claim:
    return Claim(slug, user, side, PublicKeys(x_pk, ed_pk), EPOCH)


def _signature(slug: str, *row: Any) -> tuple[Claim, endorsement.Endorsement]:
    *claimed, by_ed_pk, signature = row
    return _claim(slug, *claimed), endorsement.Endorsement(by_ed_pk, signature)


def _uuid(kept: UUID | str) -> UUID:
    """SQLite keeps them as text."""
    return kept if isinstance(kept, UUID) else UUID(kept)


def _grouped(rows: Iterable[Row], width: int) -> dict[Row, tuple[Row, ...]]:
    """By their first so many columns."""
    groups = defaultdict[Row, list[Row]](list)
    for row in rows:
        groups[row[:width]].append(row[width:])
    return {first: tuple(rest) for first, rest in groups.items()}
