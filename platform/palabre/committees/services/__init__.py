"""Every write of the committees. Whoever acts in an office is on the record; whoever speaks is not."""

from palabre.committees.services.founding import (
    change_committee,
    found_committee,
    name_chair,
    seat_member,
    vacate_seat,
)
from palabre.committees.services.talk import (
    close_discussion,
    edit_contribution,
    mark_read,
    open_discussion,
    speak,
    speak_namelessly,
)

__all__ = [
    "change_committee",
    "close_discussion",
    "edit_contribution",
    "found_committee",
    "mark_read",
    "name_chair",
    "open_discussion",
    "seat_member",
    "speak",
    "speak_namelessly",
    "vacate_seat",
]
