"""A committee with years of meetings, minutes and motions, to measure with. Never for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from palabre.committees.models import Charter, Committee, Meeting, Rules, Seat, Stage
from palabre.core.days import today
from palabre.forums.bulk import Writer
from palabre.meetings.models import (
    AgendaItem,
    Answer,
    Attendance,
    Decision,
    Kind,
    Minutes,
    Passage,
    Progress,
    Reply,
    Session,
    Standing,
)
from palabre.meetings.services.minutes import keep_version
from palabre.motions.models import Amendment, Motion, State
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role, Space

SEATS_A_SIDE, ITEMS, MOTIONS_A_MEETING, AMENDMENTS = 15, 8, 3, 4
TO_COME = 2  # meetings that are not held yet
SIDES = (Side.CIVILIAN, Side.FORCES)
THERE = {
    f"{what}_{side}": 0 if side == Side.PARLIAMENT else SEATS_A_SIDE
    for what in ("present", "seated")
    for side in (*SIDES, Side.PARLIAMENT)
}


@transaction.atomic
def load_committee(*, meetings: int) -> Committee:
    """One meeting a month; the last ones are to come, and the one before them is in session."""
    writer = Writer()
    committee = _committee()
    seats = _seats(committee)
    made = _meetings(committee, meetings)
    items = AgendaItem.objects.bulk_create(_items(made, writer), batch_size=500)
    in_session = made[-TO_COME - 1 : -TO_COME]
    held = made[: -TO_COME - 1]
    Session.objects.bulk_create(Session(meeting=meeting) for meeting in in_session)
    Session.objects.bulk_create(Session(meeting=meeting, **THERE) for meeting in held)
    _write(held, items, writer)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, seat=seat) for meeting in in_session for seat in seats[:-4]
    )
    Reply.objects.bulk_create(
        Reply(meeting=meeting, seat=seat, answer=Answer.COMING)
        for meeting in made[-TO_COME:]
        for seat in seats
    )
    _move(committee, meetings * MOTIONS_A_MEETING, seats, writer)
    return committee


def _committee() -> Committee:
    number = Committee.objects.filter(space__slug__startswith="bulk-").count() + 1
    space = Space.objects.create(slug=f"bulk-{number}", name_fr=f"Mesure {number}")
    committee = Committee.objects.create(
        space=space, name=f"Mesure {number}", kind_fr="Comité", territory="Mesure",
        purpose_fr="Mesurer.", charter_fr="1. On mesure.\n" * 10, founded_on=date(2020, 1, 1),
    )  # fmt: skip
    day = committee.founded_on
    Rules.objects.create(committee=committee, number=1, announced_on=day, in_force_from=day)
    Charter.objects.create(
        committee=committee, number=1, announced_on=day, in_force_from=day, began_on=day,
        purpose_fr=committee.purpose_fr, charter_fr=committee.charter_fr,
    )  # fmt: skip
    return committee


def _seats(committee: Committee) -> list[Seat]:
    """Of each side, the first is co-chair."""
    seats = []
    for side in SIDES:
        people = User.objects.filter(username__startswith="bulk-", side=side, seats=None)
        seats += [
            Seat(
                committee=committee, user=user, side=side, function_fr=f"Siège {number}",
                is_chair=number == 0, until_on=today() + timedelta(days=300),
            )
            for number, user in enumerate(people.order_by("username")[:SEATS_A_SIDE])
        ]  # fmt: skip
    Membership.objects.bulk_create(
        Membership(space=committee.space, user=seat.user, side=seat.side, role=role)
        for seat in seats
        for role in ([Role.MEMBER, Role.CHAIR] if seat.is_chair else [Role.MEMBER])
    )
    return Seat.objects.bulk_create(seats)


def _meetings(committee: Committee, number: int) -> list[Meeting]:
    last = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=35)
    return Meeting.objects.bulk_create(
        Meeting(
            committee=committee, rules=committee.rules, place_fr="Mairie", place_en="Town hall",
            starts_at=last - timedelta(days=30) * (number - each - 1), stage=_stage(number - each),
        )
        for each in range(number)
    )  # fmt: skip


def _stage(from_the_end: int) -> Stage:
    if from_the_end <= TO_COME:
        return Stage.CONVENED
    return Stage.OPEN if from_the_end == TO_COME + 1 else Stage.CLOSED


def _items(meetings: list[Meeting], writer: Writer) -> Iterator[AgendaItem]:
    for meeting in meetings:
        for position in range(1, ITEMS + 1):
            yield AgendaItem(
                meeting=meeting, standing=Standing.ACCEPTED, position=position,
                title_fr=writer.title("fr"), title_en=writer.title("en"),
            )  # fmt: skip


def _write(held: list[Meeting], items: list[AgendaItem], writer: Writer) -> None:
    """Minutes of each, approved and public, with a passage and a decision for each item."""
    minutes = Minutes.objects.bulk_create(_minutes_of(meeting) for meeting in held)
    by_meeting = {each.meeting_id: each for each in minutes}
    talked = [item for item in items if item.meeting_id in by_meeting]
    Passage.objects.bulk_create(
        (
            Passage(
                minutes=by_meeting[item.meeting_id], item=item, position=item.position or 0,
                title_fr=item.title_fr, title_en=item.title_en,
                text_fr=writer.body("fr").text, text_en=writer.body("en").text,
            )
            for item in talked
        ),
        batch_size=500,
    )  # fmt: skip
    Decision.objects.bulk_create(
        (
            Decision(
                meeting_id=item.meeting_id, item=item, number=item.position or 0, kind=Kind.DECISION,
                text_fr=writer.body("fr").text, text_en=writer.body("en").text,
                present_civilian=SEATS_A_SIDE, present_forces=SEATS_A_SIDE,
                needed_civilian=1, needed_forces=1,
            )
            for item in talked
        ),
        batch_size=500,
    )  # fmt: skip
    for each in minutes:
        keep_version(each, is_final=True, on=each.approved_on)


def _minutes_of(meeting: Meeting) -> Minutes:
    day = meeting.starts_at.date()
    return Minutes(
        meeting=meeting, progress=Progress.APPROVED, is_public=True,
        published_on=day + timedelta(days=3), contest_until=day + timedelta(days=13),
        approved_on=day + timedelta(days=14),
    )  # fmt: skip


def _move(committee: Committee, number: int, seats: list[Seat], writer: Writer) -> None:
    """Two of three are adopted; each of the others has amendments that wait."""
    motions = Motion.objects.bulk_create(
        _motion(committee, each, seats[each % len(seats)], writer) for each in range(number)
    )
    Amendment.objects.bulk_create(
        Amendment(
            motion=motion, number=place, base=motion.text, text=f"{motion.text} {place}",
            proposed_by_id=motion.moved_by_id,
        )
        for motion in motions
        if motion.is_open
        for place in range(1, AMENDMENTS + 1)
    )  # fmt: skip


def _motion(committee: Committee, number: int, seat: Seat, writer: Writer) -> Motion:
    text, adopted = writer.body("fr").text, number % 3 != 0
    day = (datetime.now(tz=timezone.get_current_timezone()) - timedelta(days=number)).date()
    return Motion(
        committee=committee, title=writer.title("fr"), first_text=text, text=text, lang="fr",
        moved_by_id=seat.user_id or 0, moved_on=day, decided_on=day if adopted else None,
        state=State.ADOPTED if adopted else State.MOVED,
    )  # fmt: skip
