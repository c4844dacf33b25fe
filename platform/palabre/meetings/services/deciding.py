"""Recording what a meeting adopts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from palabre.audit.services import record
from palabre.committees.models import Meeting
from palabre.core.verdict import require
from palabre.meetings import rules
from palabre.meetings.actions import Action
from palabre.meetings.models import AgendaItem, Decision, Minutes
from palabre.meetings.quorum import quorum_of
from palabre.meetings.services.minutes import keep_version
from palabre.meetings.services.session import lock
from palabre.people.models import Side, User

Room = Mapping[str, Sequence[int]]  # by side: present, needed


class DecisionWords(TypedDict, total=False):
    kind: str
    text_fr: str
    text_en: str
    responsible: str
    due_on: date | None
    for_members: bool


@transaction.atomic
def record_decision(
    meeting: Meeting, *, by: User, item: AgendaItem | None = None, **words: Unpack[DecisionWords]
) -> Decision:
    """Adopt it, if both sides have their quorum in the room now: attendance and seats stand still
    from here to the end of the transaction. Raises PermissionDenied, which says who is missing."""
    locked = lock(meeting)
    require(rules.can_record(by, locked))
    return _adopt(locked, item, room_of(locked), by=by, words=words)


@transaction.atomic
def record_vote(
    meeting: Meeting, room: Room, *, by: User | None, **words: Unpack[DecisionWords]
) -> Decision | None:
    """What a vote adopted in the room: by whoever counted it, who need not lead the meeting.

    `room`: as it was when the vote was closed, with both quorums. It may be counted after the session:
    then it joins the minutes as long as they are not approved, and both co-chairs look at them again.
    """
    locked = lock(meeting)
    if not rules.can_still_record(locked):
        return None
    adopted = _adopt(locked, None, room, by=by, words=words)
    if locked.is_closed:
        _bring_into_minutes(locked)
    return adopted


def _bring_into_minutes(meeting: Meeting) -> None:
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if minutes is None:
        return
    minutes.meeting = meeting
    minutes.begin_edition()
    minutes.save()
    if minutes.is_in_contest:
        keep_version(minutes)


def room_of(meeting: Meeting) -> Room:
    """By side, how many are there now and how many it takes."""
    return {one.side: (one.present, one.needed) for one in quorum_of(meeting).deciding}


def _adopt(
    locked: Meeting, item: AgendaItem | None, room: Room, *, by: User | None, words: DecisionWords
) -> Decision:
    civilian, forces = room[Side.CIVILIAN.value], room[Side.FORCES.value]
    adopted = Decision.objects.create(
        meeting=locked,
        item=item if item and item.meeting_id == locked.pk else None,
        number=locked.decisions.count() + 1,
        present_civilian=civilian[0],
        needed_civilian=civilian[1],
        present_forces=forces[0],
        needed_forces=forces[1],
        **words,
    )
    record(Action.DECISION_ADOPTED, by=by, on=adopted, committee=locked.committee.slug)
    return adopted
