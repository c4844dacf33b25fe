"""Every write of the committees. Whoever acts in an office is on the record; whoever speaks is not."""

from palabre.committees.services.founding import (
    change_committee,
    found_committee,
    name_chair,
    seat_member,
    vacate_seat,
)
from palabre.committees.services.meetings import call_meeting, change_meeting
from palabre.committees.services.nameless import (
    open_namelessly,
    publish_at_once,
    publish_waiting,
    speak_namelessly,
    withdraw,
)
from palabre.committees.services.talk import (
    close_discussion,
    edit_contribution,
    mark_read,
    open_discussion,
    speak,
)

__all__ = [
    "call_meeting",
    "change_committee",
    "change_meeting",
    "close_discussion",
    "edit_contribution",
    "found_committee",
    "mark_read",
    "name_chair",
    "open_discussion",
    "open_namelessly",
    "publish_at_once",
    "publish_waiting",
    "seat_member",
    "speak",
    "speak_namelessly",
    "vacate_seat",
    "withdraw",
]
