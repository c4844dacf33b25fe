"""The door to what only those do who lead a meeting: its co-chairs and its secretariat."""

from palabre.committees.models import Meeting
from palabre.core.verdict import require
from palabre.meetings.rules import can_lead
from palabre.meetings.selectors import get_meeting
from palabre.people.models import User


def meeting_to_lead(slug: str, pk: int, *, for_user: User) -> Meeting:
    """Missing to whoever may not look in; refused, with the reason, to whoever only may look in."""
    found = get_meeting(slug, pk, for_user=for_user)
    require(can_lead(for_user, found.committee))
    return found
