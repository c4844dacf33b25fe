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
    name_chair,
    seat_member,
    vacate_seat,
)
from palabre.committees.services.nameless import (
    open_namelessly,
    publish_at_once,
    publish_waiting,
    speak_namelessly,
)
from palabre.committees.services.rule_changes import announce_rules, withdraw_rules
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
    "address_for",
    "announce_rules",
    "attach",
    "begin_draft",
    "change_attachments",
    "change_committee",
    "close_discussion",
    "describe",
    "drop_draft",
    "edit_contribution",
    "forget_old_drafts",
    "found_committee",
    "keep_draft",
    "keep_kind",
    "keep_template",
    "keep_territory",
    "leave_out",
    "make_anew",
    "mark_read",
    "name_chair",
    "open_discussion",
    "open_namelessly",
    "publish_at_once",
    "publish_waiting",
    "remove_territory",
    "seat_member",
    "speak",
    "speak_from_draft",
    "speak_namelessly",
    "vacate_seat",
    "withdraw_rules",
]
