"""Recording what a meeting adopts."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from palabre.audit.services import record
from palabre.committees.models import Meeting
from palabre.core.verdict import require
from palabre.meetings import rules
from palabre.meetings.actions import Action
from palabre.meetings.models import AgendaItem, Decision
from palabre.meetings.quorum import quorum_of
from palabre.meetings.services.session import lock
from palabre.people.models import Side, User


class DecisionWords(TypedDict, total=False):
    kind: str
    text_fr: str
    text_en: str
    responsible: str
    due_on: date | None


@transaction.atomic
def record_decision(
    meeting: Meeting, *, by: User, item: AgendaItem | None = None, **words: Unpack[DecisionWords]
) -> Decision:
    """Adopt it, if both sides have their quorum in the room now: attendance and seats stand still
    from here to the end of the transaction. Raises PermissionDenied, which says who is missing."""
    locked = lock(meeting)
    require(rules.can_record(by, locked))
    return _adopt(locked, item, by, words)


@transaction.atomic
def record_vote(meeting: Meeting, *, by: User, **words: Unpack[DecisionWords]) -> Decision:
    """What a vote adopted in the room: by whoever counted it, who need not lead the meeting."""
    locked = lock(meeting)
    require(rules.can_adopt(locked))
    return _adopt(locked, None, by, words)


def _adopt(locked: Meeting, item: AgendaItem | None, by: User, words: DecisionWords) -> Decision:
    quorum = quorum_of(locked)
    civilian, forces = quorum.of(Side.CIVILIAN), quorum.of(Side.FORCES)
    adopted = Decision.objects.create(
        meeting=locked,
        item=item if item and item.meeting_id == locked.pk else None,
        number=locked.decisions.count() + 1,
        present_civilian=civilian.present,
        needed_civilian=civilian.needed,
        present_forces=forces.present,
        needed_forces=forces.needed,
        **words,
    )
    record(Action.DECISION_ADOPTED, by=by, on=adopted, committee=locked.committee.slug)
    return adopted
