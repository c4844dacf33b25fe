"""The two databases' ways to find the newest entries that hold some stems."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from palabre.search.models import Entry
from palabre.spaces.models import Anyone, Space

Alternatives = Sequence[frozenset[str]]
COLUMNS = (
    "e.id, e.title, e.text, e.url, e.lang, e.day,"
    " s.name_fr AS space_name_fr, s.name_en AS space_name_en"
)
# CROSS JOIN holds SQLite to this order: the list of words, backwards, until enough are found.
FTS5 = (
    "search_words w CROSS JOIN search_entry e ON e.id = w.rowid"
    " JOIN spaces_space s ON s.id = e.space_id WHERE w.search_words MATCH %s AND {readable}",
    "w.rowid",
)
TSVECTOR = (
    "search_entry e JOIN spaces_space s ON s.id = e.space_id"
    " WHERE e.words @@ %s::tsquery AND {readable}",
    "e.id",
)


def newest(alternatives: Alternatives, user: Anyone, *, first: int, most: int) -> list[Entry]:
    source, order, given = _found_by(alternatives, user)
    sql = f"SELECT {COLUMNS} FROM {source} ORDER BY {order} DESC LIMIT %s OFFSET %s"  # noqa: S608 (no word of a person is in it)
    return list(Entry.objects.raw(sql, [*given, most, first]))


def how_many(alternatives: Alternatives, user: Anyone, *, at_most: int) -> int:
    source, _, given = _found_by(alternatives, user)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT %s) AS capped"  # noqa: S608 (no word of a person is in it)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, at_most])
        return int(cursor.fetchone()[0])


def _found_by(alternatives: Alternatives, user: Anyone) -> tuple[str, str, list[Any]]:
    readable, whose = _readable_by(user)
    on_postgresql = connection.vendor == "postgresql"
    source, order = TSVECTOR if on_postgresql else FTS5
    asked = _as_tsquery(alternatives) if on_postgresql else _as_match(alternatives)
    return source.format(readable=readable), order, [asked, *whose]


def _readable_by(user: Anyone) -> tuple[str, list[Any]]:
    """In a space they may look into; and what is for those inside, where they are."""
    visible, seen = Space.objects.visible_to(user).values("pk").query.sql_with_params()
    if not user.is_authenticated:
        return f"e.space_id IN ({visible}) AND NOT e.for_members", [*seen]
    inside, lived = Space.objects.lived_in_by(user).values("pk").query.sql_with_params()
    return (
        f"e.space_id IN ({visible}) AND (NOT e.for_members OR e.space_id IN ({inside}))",
        [*seen, *lived],
    )


def _as_match(alternatives: Alternatives) -> str:
    """Stems are ASCII letters and digits, so between quotes nothing in them is an operator."""
    return " AND ".join(
        "(" + " OR ".join(f'"{stem}"' for stem in sorted(stems)) + ")" for stems in alternatives
    )


def _as_tsquery(alternatives: Alternatives) -> str:
    return " & ".join(
        "(" + " | ".join(f"'{stem}'" for stem in sorted(stems)) + ")" for stems in alternatives
    )
