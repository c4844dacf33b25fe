"""What the database refuses of what was said in a committee (ADR 25)."""

from palabre.core.guards import goes_not
from palabre.moderation.guards import (
    BY_UUID,
    not_by_author,
    of_nobody,
    state_follows,
    written_by_author,
)
from palabre.moderation.guards_of_words import STAYS, is_said_anew_openly, stays_in_its_place

NAMED = ("committees_contribution", "committees.contribution")
NAMELESS = ("committees_namelesscontribution", "committees.namelesscontribution")

GUARDS = [
    *(make(*NAMED) for make in (state_follows, not_by_author, written_by_author)),
    *goes_not(
        NAMED[0],
        STAYS,
        unlike="(o.discussion_id = NEW.discussion_id AND o.number = NEW.number)",
    ),
    is_said_anew_openly(NAMED[0]),
    stays_in_its_place(NAMED[0], "discussion_id"),
    # Of what is said without a name it may go and be emptied: whoever said it takes it back.
    of_nobody(*NAMELESS),
    state_follows(*NAMELESS, BY_UUID),
]
