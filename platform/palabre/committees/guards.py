"""What was said in a committee is hidden only by two keys, judged by others, and paused by others."""

from palabre.core.guards import goes_not
from palabre.moderation.guards import (
    BY_NUMBER,
    BY_UUID,
    not_by_author,
    of_nobody,
    state_follows,
    stays_while_judged,
    written_by_author,
)
from palabre.moderation.guards_of_words import STAYS, is_said_anew_openly, stays_in_its_place
from palabre.moderation.talk_guards import not_by_who_reported, not_by_who_spoke

NAMED = ("committees_contribution", "committees.contribution")
NAMELESS = ("committees_namelesscontribution", "committees.namelesscontribution")
TALK, INSIDE = "committees.discussion", "discussion_id"

GUARDS = [
    state_follows(*NAMED),
    not_by_author(*NAMED),
    written_by_author(*NAMED),
    stays_while_judged(*NAMED),
    # Of what is said without a name nothing of the kind: whoever said it takes it back.
    *goes_not(
        NAMED[0],
        STAYS,
        unlike="(o.discussion_id = NEW.discussion_id AND o.number = NEW.number)",
    ),
    is_said_anew_openly(NAMED[0]),
    stays_in_its_place(NAMED[0], INSIDE),
    of_nobody(*NAMELESS),
    state_follows(*NAMELESS, BY_UUID),
    not_by_who_spoke(NAMED[0], TALK, inside=INSIDE),
    not_by_who_reported(*NAMED, TALK, inside=INSIDE, same=BY_NUMBER),
    not_by_who_reported(*NAMELESS, TALK, inside=INSIDE, same=BY_UUID),
]
