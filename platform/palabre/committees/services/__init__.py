"""Every write of the committees. Whoever acts in an office is on the record; whoever speaks is not."""

from palabre.committees.services.catalogue import (
    keep_kind,
    keep_template,
    keep_territory,
    remove_territory,
)
from palabre.committees.services.founding import (
    address_for,
    change_committee,
    found_committee,
)
from palabre.committees.services.nameless import (
    open_namelessly,
    publish_at_once,
    publish_waiting,
    speak_namelessly,
)
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
from palabre.committees.services.rule_changes import announce_rules, withdraw_rules
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
)

__all__ = [
    "accept",
    "address_for",
    "agree_removal",
    "announce_rules",
    "ask_removal",
    "change_committee",
    "change_place",
    "check_point",
    "choose_how_shown",
    "close_discussion",
    "decline",
    "edit_contribution",
    "found_committee",
    "invite",
    "keep_kind",
    "keep_template",
    "keep_territory",
    "let_deputy_sit",
    "mark_read",
    "name_chair",
    "nominate",
    "open_discussion",
    "open_namelessly",
    "publish_at_once",
    "publish_waiting",
    "refuse_removal",
    "remove_territory",
    "renew_term",
    "resign",
    "seat_member",
    "seat_who_waits",
    "speak",
    "speak_namelessly",
    "vacate_seat",
    "withdraw",
    "withdraw_rules",
]
