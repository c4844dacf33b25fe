"""A meeting as its pages show it to one reader."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from palabre.committees.models import Meeting, Seat, Shown
from palabre.meetings.models import AT_THE_TABLE, AgendaItem, Answer, Reply, Standing
from palabre.meetings.services.floor import seconds_of
from palabre.people.models import Side
from palabre.spaces.models import Anyone

A_MINUTE = 60
A_WHOLE = 100


@dataclass(frozen=True)
class Agenda:
    accepted: list[AgendaItem]
    proposed: list[AgendaItem]
    dropped: list[AgendaItem]


def agenda_of(meeting: Meeting, *, inside: bool) -> Agenda:
    """In one look at the database. Strangers see what is on the agenda, and not for members only."""
    if not inside:
        return Agenda(list(meeting.items.accepted().filter(for_members=False)), [], [])
    every = list(meeting.items.order_by("position", "title_fr", "title_en", "pk"))
    return Agenda(*([item for item in every if item.standing == each] for each in _STANDINGS))


_STANDINGS = (Standing.ACCEPTED, Standing.PROPOSED, Standing.DROPPED)


@dataclass(frozen=True)
class SideReplies:
    """What one side answered: how many, and for those inside, who."""

    side: str
    coming: list[Seat]
    deputies: list[Seat]
    cannot: list[Seat]
    seated: int

    @property
    def expected(self) -> int:
        return len(self.coming) + len(self.deputies)

    @property
    def silent(self) -> int:
        return self.seated - self.expected - len(self.cannot)


def replies_of(meeting: Meeting) -> list[SideReplies]:
    answers = dict(meeting.replies.values_list("seat", "answer"))
    found = []
    for side in AT_THE_TABLE:
        seats = [seat for seat in meeting.committee.members if seat.side == side]
        by_answer = {
            answer: [seat for seat in seats if answers.get(seat.pk) == answer] for answer in Answer
        }
        if seats:
            found.append(
                SideReplies(
                    side.value,
                    by_answer[Answer.COMING],
                    by_answer[Answer.DEPUTY],
                    by_answer[Answer.NOT],
                    len(seats),
                )
            )
    return found


def answer_of(meeting: Meeting, user: Anyone) -> str:
    seat = meeting.committee.acts_for(user)
    if seat is None:
        return ""
    found = Reply.objects.filter(meeting=meeting, seat=seat).values_list("answer", flat=True)
    return found.first() or ""


@dataclass(frozen=True)
class Place:
    """A seat in the room, under the name that this reader may know."""

    seat: Seat
    name: str
    is_there: bool
    by_deputy: bool


Places = list[tuple[str, list[Place]]]


def places_of(meeting: Meeting, *, user: Anyone) -> Places:
    there = dict(meeting.attendances.values_list("seat", "by_deputy"))
    runs = meeting.committee.standing_of(user).runs
    found = []
    for side in AT_THE_TABLE:
        seats = [seat for seat in meeting.committee.members if seat.side == side]
        named = zip(seats, _names_of(seats, runs=runs), strict=True)
        places = [
            Place(seat, name, seat.pk in there, there.get(seat.pk, False)) for seat, name in named
        ]
        if places:
            found.append((side.value, places))
    return found


def awaited(places: Places) -> Places:
    """Those who are not in the room, of the sides that have not all come."""
    away = ((side, [one for one in seats if not one.is_there]) for side, seats in places)
    return [(side, seats) for side, seats in away if seats]


def _names_of(seats: list[Seat], *, runs: bool) -> list[str]:
    """The secretariat knows everybody. Co-chairs read what members show them, and a number for each
    who shows their side only."""
    if runs:
        return [str(seat.user) for seat in seats]
    shy = [seat for seat in seats if seat.shown_to(inside=True) == Shown.SIDE]
    return [
        f"{seat.among_members} {shy.index(seat) + 1}" if seat in shy else seat.among_members
        for seat in seats
    ]


@dataclass(frozen=True)
class Voice:
    """A side in the queue: how many of it wait, and how long it has spoken."""

    side: str
    waiting: int
    seconds: int
    share: int  # of the longest, in percent, for a bar
    speaks: bool

    @property
    def minutes(self) -> int:
        return self.seconds // A_MINUTE

    @property
    def rest(self) -> int:
        return self.seconds % A_MINUTE


def queue_of(meeting: Meeting) -> list[Voice]:
    waiting = Counter(meeting.wishes.values_list("side", flat=True))
    seconds = seconds_of(meeting.session)
    if meeting.session.floor and meeting.session.floor_since:  # whoever speaks is still counted
        spent = timezone.now() - meeting.session.floor_since
        seconds[meeting.session.floor] += int(spent.total_seconds())
    longest = max(*seconds.values(), 1)
    return [
        Voice(
            side.value,
            waiting[side.value],
            seconds[side.value],
            seconds[side.value] * A_WHOLE // longest,
            meeting.session.floor == side,
        )
        for side in AT_THE_TABLE
        if meeting.committee.number_of(side) or side != Side.PARLIAMENT
    ]


def with_committee(items: Iterable[AgendaItem], meeting: Meeting) -> list[AgendaItem]:
    found = list(items)
    for item in found:
        item.meeting = meeting
    return found
