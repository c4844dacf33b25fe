"""Calling a committee together: both sides at once, in time, and with every change told to all."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from palabre.audit.services import record
from palabre.committees.models import Committee, Meeting, Stage
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.meetings import rules
from palabre.meetings.actions import Action
from palabre.meetings.services.session import lock
from palabre.notifications.services import tell
from palabre.people.models import User

TOLD = ("starts_at", "duration", "place_fr", "place_en", "is_chatham")


class MeetingWords(TypedDict, total=False):
    starts_at: datetime
    duration: int
    place_fr: str
    place_en: str
    is_chatham: bool
    agenda_fr: str
    agenda_en: str
    urgency_fr: str
    urgency_en: str


@transaction.atomic
def call_meeting(
    committee: Committee, *, by: User, on: date | None = None, **words: Unpack[MeetingWords]
) -> Meeting:
    """`on`: the day on which it was called, for what is brought along from before Palabre."""
    require(rules.can_call(by, committee))
    called = on or today()
    meeting = Meeting(committee=committee, rules=committee.rules, announced_on=called, **words)
    if on is None:
        require(rules.lies_ahead(meeting.starts_at))
    _require_time(meeting, on=called)
    meeting.save()
    record(Action.MEETING_CALLED, by=by, on=meeting, committee=committee.slug)
    announce(meeting, "meetings.called")
    return meeting


def _require_time(meeting: Meeting, *, on: date) -> None:
    require(
        rules.is_in_time(
            meeting.starts_at, rules=meeting.rules, urgent=bool(meeting.urgency), on=on
        )
    )


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: User, **words: Unpack[MeetingWords]) -> Meeting:
    """What changes for those who come is told to all of them; another day or an earlier hour needs its
    notice again."""
    locked = lock(meeting)
    require(rules.can_change(by, locked))
    before = Meeting.objects.get(pk=locked.pk)
    for field, value in words.items():
        setattr(locked, field, value)
    require(rules.lies_ahead(locked.starts_at))
    if _needs_notice_again(before.starts_at, locked.starts_at):
        _require_time(locked, on=today())
    is_news = any(getattr(locked, field) != getattr(before, field) for field in TOLD)
    if is_news:
        locked.revision += 1
        locked.announced_on = today()
    locked.save()
    record(Action.MEETING_CHANGED, by=by, on=locked, fields=sorted(words))
    if is_news:
        announce(locked, "meetings.changed")
    return locked


def _needs_notice_again(before: datetime, after: datetime) -> bool:
    """On another day, or earlier than they were told. Later on the same day, they only wait."""
    return after < before or after.date() != before.date()


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: User) -> Meeting:
    locked = lock(meeting)
    require(rules.can_change(by, locked))
    locked.stage, locked.cancelled_because = Stage.CANCELLED, reason
    locked.revision += 1
    locked.announced_on = today()
    locked.save()
    locked.replies.all().delete()
    record(Action.MEETING_CANCELLED, by=by, on=locked, committee=locked.committee.slug)
    announce(locked, "meetings.cancelled")
    return locked


def announce(meeting: Meeting, kind: str) -> None:
    """To every member of every side, in one go. Nobody is told of what lies behind us."""
    if meeting.starts_at < timezone.now():
        return
    for seat in meeting.committee.speakers:
        if seat.user:
            tell(
                seat.user,
                kind,
                link=meeting.get_absolute_url(),
                committee=meeting.committee.name,
                day=meeting.starts_at.date().isoformat(),
            )
