"""Every write of the committees. Whoever acts in an office is on the record; whoever speaks is not."""

from palabre.committees.services.founding import (
    change_committee,
    found_committee,
)
from palabre.committees.services.meetings import call_meeting, change_meeting
from palabre.committees.services.nominations import (
    accept,
    check_point,
    decline,
    invite,
    nominate,
    seat_who_waits,
    withdraw,
)
from palabre.committees.services.places import change_place, renew_term
from palabre.committees.services.seats import (
    agree_removal,
    ask_removal,
    choose_how_shown,
    let_deputy_sit,
    name_chair,
    refuse_removal,
    resign,
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
    "accept",
    "agree_removal",
    "ask_removal",
    "call_meeting",
    "change_committee",
    "change_meeting",
    "change_place",
    "check_point",
    "choose_how_shown",
    "close_discussion",
    "decline",
    "edit_contribution",
    "found_committee",
    "invite",
    "let_deputy_sit",
    "mark_read",
    "name_chair",
    "nominate",
    "open_discussion",
    "refuse_removal",
    "renew_term",
    "resign",
    "seat_member",
    "seat_who_waits",
    "speak",
    "speak_namelessly",
    "vacate_seat",
    "withdraw",
]
