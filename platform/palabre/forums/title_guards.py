"""A title is taken from view as its case says, and given back as it was: nobody writes another."""

from palabre.core.guards import Guard
from palabre.moderation.guards import state_follows

STAYS = "a title is taken from view only as its case says, and given back as it was"

SAME = "NEW.title = OLD.title AND NEW.title_kept = OLD.title_kept AND NEW.title_state = OLD.title_state"
WAITS = "OLD.state = 'held' AND NEW.title_kept = '' AND NEW.title_state = 'published'"
TAKEN = """OLD.title_state = 'published' AND NEW.title_state <> 'published'
    AND OLD.title_kept = '' AND NEW.title_kept = OLD.title"""
FOR_GOOD = """OLD.title_state = 'veiled' AND NEW.title_state = 'removed'
    AND NEW.title_kept = OLD.title_kept"""
GIVEN_BACK = """NEW.title_state = 'published' AND OLD.title_kept <> ''
    AND NEW.title = OLD.title_kept AND NEW.title_kept = ''"""
FORGOTTEN = """OLD.title_state = 'removed' AND NEW.title_state = 'removed'
    AND NEW.title = OLD.title AND NEW.title_kept = '' AND NOT EXISTS (
      SELECT 1 FROM moderation_case c WHERE c.label = 'forums.topic'
        AND c.item_pk = CAST(NEW.id AS text) AND c.outcome = '')"""
ALLOWED = " OR ".join(f"({each})" for each in (SAME, WAITS, TAKEN, FOR_GOOD, GIVEN_BACK, FORGOTTEN))

TITLES = [
    state_follows("forums_topic", "forums.topic", column="title_state"),
    Guard(
        "title_stays",
        "forums_topic",
        "UPDATE OF title, title_kept, title_state",
        f"NOT ({ALLOWED})",
        STAYS,
    ),
    Guard(
        "topic_stays_with_what_is_said_in_it",
        "forums_topic",
        "UPDATE OF state",
        "OLD.state = 'published' AND NEW.state <> 'published'",
        "what people said stays: a topic is hidden only as its case says, for its title",
    ),
]
