"""What a committee did in a quarter, as this reader may know it. All of it is counted, none typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from palabre.committees.models import (
    Committee,
    Contribution,
    Discussion,
    Meeting,
    NamelessContribution,
    State,
)
from palabre.committees.models.meeting import Stage
from palabre.meetings.models import AT_THE_TABLE, AgendaItem, Kind
from palabre.meetings.quorum import Quorum, SideQuorum, quorum_kept
from palabre.motions.counting import Outcome
from palabre.motions.models import Motion, Vote
from palabre.reports.models import MessageCount
from palabre.reports.quarters import Quarter
from palabre.reprisals.numbers import Told
from palabre.reprisals.selectors import numbers_of

A_WHOLE = 100
FEWEST_MESSAGES, FEWEST_NAMELESS = 3, 5  # a smaller number could point at somebody


@dataclass(frozen=True)
class Few:
    """A number that is told only if it is not too small; below that, not even whether it is nought."""

    number: int
    fewest: int

    @property
    def is_told(self) -> bool:
        return self.number >= self.fewest


@dataclass(frozen=True)
class Sitting:
    """A meeting of the quarter: held, called and not held, or cancelled."""

    meeting: Meeting
    day: date
    quorum: Quorum | None  # of one that was held: who was there when it was closed, by number
    titles: list[str]

    @property
    def sides(self) -> list[SideQuorum]:
        return [one for one in self.quorum.sides if one.seated] if self.quorum else []


@dataclass(frozen=True)
class Adopted:
    """A decision, advice or measure of both sides."""

    kind: str  # a value of meetings.models.Kind
    day: date
    text: str
    lang: str
    responsible: str = ""
    due_on: date | None = None

    @property
    def kind_in_words(self) -> str:
        return str(Kind(self.kind).label)


@dataclass(frozen=True)
class SideSeats:
    side: str
    seats: int
    present: int  # of all seats in all meetings that were held, so many were taken
    called: int

    @property
    def share(self) -> int:
        return self.present * A_WHOLE // self.called if self.called else 0


@dataclass(frozen=True)
class Talk:
    opened: int
    named: int
    nameless: Few


@dataclass(frozen=True)
class Messages:
    """Without an account."""

    received: Few
    answers: Few
    through: date


@dataclass(frozen=True)
class Report:
    committee: Committee
    quarter: Quarter
    inside: bool
    sittings: list[Sitting]
    adopted: list[Adopted]
    sides: list[SideSeats]
    talk: Talk
    messages: Messages | None
    reprisals: Told | None  # in the numbers that the public is told, and once they are told

    @property
    def held(self) -> list[Sitting]:
        return [one for one in self.sittings if one.meeting.stage == Stage.CLOSED]

    @property
    def cancelled(self) -> int:
        return sum(one.meeting.stage == Stage.CANCELLED for one in self.sittings)

    @property
    def with_quorum(self) -> int:
        return sum(bool(one.quorum and one.quorum.is_reached) for one in self.held)

    def number_of(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.adopted)

    @property
    def is_over(self) -> bool:
        return self.quarter.last_day < timezone.localdate()


def report_of(committee: Committee, quarter: Quarter, *, inside: bool) -> Report:
    meetings = _meetings(committee, quarter, inside=inside)
    sittings = [_sitting(one, inside=inside) for one in meetings]
    adopted = _decisions(meetings) if inside else []
    adopted += _motions(committee, quarter, inside=inside)
    return Report(
        committee,
        quarter,
        inside,
        sittings,
        sorted(adopted, key=lambda one: one.day),
        _sides(committee, quarter, sittings),
        _talk(committee, quarter, inside=inside),
        _messages(committee, quarter),
        _reprisals(committee, quarter),
    )


def _meetings(committee: Committee, quarter: Quarter, *, inside: bool) -> list[Meeting]:
    first, after = quarter.moments
    found = committee.meetings.filter(starts_at__gte=first, starts_at__lt=after)
    accepted = Prefetch("items", AgendaItem.objects.accepted(), to_attr="agenda_told")
    told = found.select_related("session", "rules").prefetch_related(accepted)
    return list(
        (told.prefetch_related("decisions") if inside else told).order_by("starts_at", "pk")
    )


def _sitting(meeting: Meeting, *, inside: bool) -> Sitting:
    items: list[AgendaItem] = getattr(meeting, "agenda_told", [])
    was_held = meeting.stage == Stage.CLOSED and hasattr(meeting, "session")
    return Sitting(
        meeting,
        timezone.localtime(meeting.starts_at).date(),
        quorum_kept(meeting) if was_held else None,
        [item.title for item in items if inside or not item.for_members],
    )


def _decisions(meetings: list[Meeting]) -> list[Adopted]:
    return [
        Adopted(one.kind, one.adopted_on, one.text, "", one.responsible, one.due_on)
        for meeting in meetings
        for one in meeting.decisions.all()
    ]


def _motions(committee: Committee, quarter: Quarter, *, inside: bool) -> list[Adopted]:
    """Inside, those that are not among the decisions of a meeting. The public reads motions alone, and
    those that were moved for it."""
    rows = Motion.objects.adopted().filter(committee=committee, decided_on__range=quarter.days)
    won = Vote.objects.filter(motion=OuterRef("pk"), amendment=None, outcome=Outcome.ADOPTED)
    told = Q(Exists(won.filter(decision=None))) if inside else Q(is_public=True)
    return [
        Adopted(one.kind, one.decided_on, one.title, one.lang)
        for one in rows.filter(told)
        if one.decided_on
    ]


def _sides(committee: Committee, quarter: Quarter, sittings: list[Sitting]) -> list[SideSeats]:
    """Seats as they were on its last day, or are today."""
    day = min(quarter.last_day, timezone.localdate())
    held = [
        seat
        for seat in committee.seats_ever
        if seat.user_id
        and seat.since_on <= day
        and (seat.left_on is None or seat.left_on > day)
        and not getattr(seat, "is_deputy", False)
    ]
    found = []
    for side in AT_THE_TABLE:
        there = [one.quorum.of(side) for one in sittings if one.quorum]
        present, called = sum(one.present for one in there), sum(one.seated for one in there)
        seats = sum(seat.side == side for seat in held)
        if seats or called:
            found.append(SideSeats(side.value, seats, present, called))
    return found


def _talk(committee: Committee, quarter: Quarter, *, inside: bool) -> Talk:
    """The public counts what it can read."""
    seen = Discussion.objects.filter(committee=committee)
    if not inside:
        seen = seen.filter(is_public=True)
    first, after = quarter.moments
    named = Contribution.objects.filter(
        discussion__in=seen, state=State.PUBLISHED, posted_at__gte=first, posted_at__lt=after
    )
    nameless = NamelessContribution.objects.filter(
        discussion__in=seen, state=State.PUBLISHED, day__range=quarter.days
    )
    return Talk(
        seen.filter(opened_on__range=quarter.days).count(),
        named.count(),
        Few(nameless.count(), FEWEST_NAMELESS),
    )


def _messages(committee: Committee, quarter: Quarter) -> Messages | None:
    """Once the quarter is over: a number that grows tells the day on which one came."""
    if quarter.last_day >= timezone.localdate():
        return None
    counted = MessageCount.objects.filter(space=committee.space_id, first_day=quarter.first_day)
    found = counted.first()
    if found is None:
        return None
    received, answers = (Few(one, FEWEST_MESSAGES) for one in (found.received, found.answers))
    return Messages(received, answers, found.through)


def _reprisals(committee: Committee, quarter: Quarter) -> Told | None:
    if quarter.last_day >= timezone.localdate():
        return None
    told = numbers_of(committee.space)
    return next((one for one in told if one.quarter == quarter.first_day), None)
