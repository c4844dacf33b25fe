"""Every write of the committees. Whoever acts in an office is on the record; whoever speaks is not."""

from palabre.committees.services.attachments import (
    LeftOut,
    Made,
    attach,
    change_attachments,
    describe,
    leave_out,
    make_anew,
)
from palabre.committees.services.catalogue import (
    keep_kind,
    keep_template,
    keep_territory,
    remove_territory,
)
from palabre.committees.services.drafts import (
    begin_draft,
    drop_draft,
    forget_old_drafts,
    keep_draft,
    speak_from_draft,
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
    withdraw,
)
from palabre.committees.services.nominations import (
    accept_seat,
    check_point,
    decline_seat,
    invite_nominee,
    nominate,
    seat_who_waits,
    withdraw_nomination,
)
from palabre.committees.services.opening import (
    agree_to_opening,
    ask_opening,
    end_links,
    found_in,
    refuse_opening,
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
    "LeftOut",
    "Made",
    "accept_seat",
    "address_for",
    "agree_removal",
    "agree_to_opening",
    "announce_rules",
    "ask_opening",
    "ask_removal",
    "attach",
    "begin_draft",
    "change_attachments",
    "change_committee",
    "change_place",
    "check_point",
    "choose_how_shown",
    "close_discussion",
    "decline_seat",
    "describe",
    "drop_draft",
    "edit_contribution",
    "end_links",
    "forget_old_drafts",
    "found_committee",
    "found_in",
    "invite_nominee",
    "keep_draft",
    "keep_kind",
    "keep_template",
    "keep_territory",
    "leave_out",
    "let_deputy_sit",
    "make_anew",
    "mark_read",
    "name_chair",
    "nominate",
    "open_discussion",
    "open_namelessly",
    "publish_at_once",
    "publish_waiting",
    "refuse_opening",
    "refuse_removal",
    "remove_territory",
    "renew_term",
    "resign",
    "seat_member",
    "seat_who_waits",
    "speak",
    "speak_from_draft",
    "speak_namelessly",
    "vacate_seat",
    "withdraw",
    "withdraw_nomination",
    "withdraw_rules",
]
