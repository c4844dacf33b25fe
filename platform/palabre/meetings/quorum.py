"""How many of each side are in the room, and how many it takes to adopt anything."""

from __future__ import annotations

from dataclasses import dataclass

from palabre.committees.models import Meeting
from palabre.meetings.models import AT_THE_TABLE, BOTH_SIDES

A_WHOLE = 100


@dataclass(frozen=True)
class SideQuorum:
    """One side: its members, those in the room, and how many must be. A side in which nobody sits
    never has its quorum."""

    side: str
    seated: int
    present: int
    needed: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.present)

    @property
    def is_reached(self) -> bool:
        return not self.missing

    @property
    def share(self) -> int:
        """Of what is needed, in percent, for a bar."""
        return min(A_WHOLE, self.present * A_WHOLE // max(self.needed, 1))


@dataclass(frozen=True)
class Quorum:
    sides: tuple[SideQuorum, ...]

    def of(self, side: str) -> SideQuorum:
        return next(one for one in self.sides if one.side == side)

    @property
    def deciding(self) -> list[SideQuorum]:
        return [self.of(side) for side in BOTH_SIDES]

    @property
    def is_reached(self) -> bool:
        return all(one.is_reached for one in self.deciding)

    @property
    def present(self) -> int:
        return sum(one.present for one in self.sides)


def needed_of(seated: int, percent: int) -> int:
    """`percent` of them, rounded up, and always somebody."""
    return max(1, -(-seated * percent // A_WHOLE))


def quorum_of(meeting: Meeting) -> Quorum:
    """As it is at this instant: a seat counts while somebody holds it and it is taken in the room."""
    members = meeting.committee.members
    there = set(meeting.attendances.values_list("seat", flat=True))
    percent = meeting.rules.quorum
    found = []
    for side in AT_THE_TABLE:
        seats = [seat for seat in members if seat.side == side]
        present = sum(seat.pk in there for seat in seats)
        needed = needed_of(len(seats), percent) if side in BOTH_SIDES else 0
        found.append(SideQuorum(side.value, len(seats), present, needed))
    return Quorum(tuple(found))


def quorum_kept(meeting: Meeting) -> Quorum:
    """As it was when the session was closed, from the numbers that were kept."""
    session = meeting.session
    found = []
    for side in AT_THE_TABLE:
        seated, present = (
            getattr(session, f"{what}_{side.value}") or 0 for what in ("seated", "present")
        )
        needed = needed_of(seated, meeting.rules.quorum) if side in BOTH_SIDES else 0
        found.append(SideQuorum(side.value, seated, present, needed))
    return Quorum(tuple(found))
