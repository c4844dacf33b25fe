"""Members answer a convocation. Nothing of it is on the record of offices."""

from django.db import transaction

from palabre.committees.models import Meeting
from palabre.core.verdict import require
from palabre.meetings import rules
from palabre.meetings.models import Reply
from palabre.meetings.services.session import lock
from palabre.people.models import User


@transaction.atomic
def answer_convocation(meeting: Meeting, answer: str, *, by: User) -> None:
    locked = lock(meeting)
    require(rules.can_answer(by, locked))
    seat = locked.committee.acts_for(by)
    Reply.objects.update_or_create(meeting=locked, seat=seat, defaults={"answer": answer})
