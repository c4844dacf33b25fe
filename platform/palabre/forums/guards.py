"""What the database refuses of what was said in the forum (ADR 25)."""

from palabre.core.guards import Guard
from palabre.moderation.guards import (
    BY_NUMBER,
    not_by_author,
    state_follows,
    stays_while_judged,
    written_by_author,
)
from palabre.moderation.guards_of_words import (
    STAYS,
    case_waits_with,
    earlier_words_stay,
    goes_only_taken_back,
    is_said_anew_openly,
    stays_in_its_place,
)
from palabre.moderation.talk_guards import not_by_who_reported, not_by_who_spoke

POST, TOPIC = ("forums_post", "forums.post"), ("forums_topic", "forums.topic")

ITS_CASE = "(c.label = '{label}' AND c.item_pk = CAST(OLD.{key} AS text))"
OF_TOPIC = ITS_CASE.format(label="forums.topic", key="id")
# A first post comes with its topic, and goes with it.
OF_POST = " OR ".join(
    ITS_CASE.format(label=label, key=key)
    for label, key in (("forums.post", "id"), ("forums.topic", "topic_id"))
)

WAITING_TOPIC = """forums_topic t JOIN forums_category g ON g.id = t.category_id
    WHERE t.state = 'held' AND g.space_id = NEW.space_id"""
WAITING_POST = """forums_post t JOIN forums_topic o ON o.id = t.topic_id
    JOIN forums_category g ON g.id = o.category_id
    WHERE t.state = 'held' AND g.space_id = NEW.space_id"""

SAID_BEFORE = """EXISTS (
    SELECT 1 FROM forums_postrevision r WHERE r.post_id = NEW.id AND r.body = OLD.body)"""


def is_imported_once(table: str, source: str, *, within: str = "") -> Guard:
    """SQLite's REPLACE again. Asked apart: an index knows what was imported, and it alone."""
    there = f"AND o.{within} = NEW.{within}" if within else ""
    found = f"""SELECT 1 FROM {table} o
    WHERE o.{source} = NEW.{source} AND NOT (o.{source} = '') {there}"""  # noqa: S608 (constants)
    when = f"NEW.{source} <> '' AND EXISTS ({found})"
    return Guard(f"{table}_is_imported_once", table, "INSERT", when, STAYS)


GUARDS: list[Guard] = [
    *(
        guard
        for (table, label), inside in ((POST, "topic_id"), (TOPIC, "id"))
        for guard in (
            not_by_who_spoke(table, TOPIC[1], inside=inside),
            not_by_who_reported(table, label, TOPIC[1], inside=inside, same=BY_NUMBER),
        )
    ),
    *(
        make(*kind)
        for kind in (POST, TOPIC)
        for make in (state_follows, not_by_author, written_by_author)
    ),
    stays_while_judged(*POST),
    case_waits_with("forums.post", WAITING_POST),
    case_waits_with("forums.topic", WAITING_TOPIC),
    *goes_only_taken_back(
        "forums_post", OF_POST, unlike="(o.topic_id = NEW.topic_id AND o.number = NEW.number)"
    ),
    *goes_only_taken_back("forums_topic", OF_TOPIC),
    is_imported_once("forums_post", "source_id", within="topic_id"),
    is_imported_once("forums_topic", "source"),
    is_said_anew_openly("forums_post", kept=SAID_BEFORE),
    stays_in_its_place("forums_post", "topic_id"),
    *earlier_words_stay("forums_postrevision", "post_id"),
]
