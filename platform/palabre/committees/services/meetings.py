"""Calling a committee together."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from palabre.audit.services import record
from palabre.committees import rules
from palabre.committees.actions import Action
from palabre.committees.models import Committee, Meeting
from palabre.core.verdict import require
from palabre.people.models import User


class MeetingWords(TypedDict, total=False):
    starts_at: datetime
    place_fr: str
    place_en: str
    is_chatham: bool
    agenda_fr: str
    agenda_en: str


@transaction.atomic
def call_meeting(committee: Committee, *, by: User, **words: Unpack[MeetingWords]) -> Meeting:
    require(rules.can_run(by, committee))
    meeting = Meeting.objects.create(committee=committee, rules=committee.rules, **words)
    record(Action.MEETING_CALLED, by=by, on=meeting, committee=committee.slug)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: User, **words: Unpack[MeetingWords]) -> Meeting:
    require(rules.can_run(by, meeting.committee))
    for field, value in words.items():
        setattr(meeting, field, value)
    meeting.save()
    record(Action.MEETING_CHANGED, by=by, on=meeting, fields=sorted(words))
    return meeting
