"""A question that the database is asked all the time, in the same words: they are found once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django.db import connection

Row = tuple[Any, ...]

# Stand for who asks and when, while the words are looked for. Nobody has this number, and nothing is
# asked about that year.
SOMEBODY = -987_654_321
SOMETIME = datetime(3333, 3, 3, tzinfo=UTC)


class Question:
    """Django makes the SQL of a query each time, which here costs more than the database's answer.
    Only the words are remembered: each time it is asked anew, and the rows are what is there."""

    def __init__(self, rows: Callable[[], Any]) -> None:
        """`rows`: makes a `values_list`, or asks for aggregates, of which nothing depends on who asks,
        and when, but for SOMEBODY and SOMETIME."""
        self._rows = rows
        self._words: tuple[str, Row] | None = None

    def ask(self, *, by: int = SOMEBODY, at: datetime = SOMETIME) -> list[Row]:
        """As the database gives them: SQLite has no truth values, and no zones of time (as_instant)."""
        if self._words is None:
            self._words = _words_of(self._rows)
        sql, given = self._words
        said = {SOMEBODY: by, _as_asked(SOMETIME): _as_asked(at)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [said.get(each, each) for each in given])
            rows: list[Row] = cursor.fetchall()
        return rows


class _HeardError(Exception):
    """The words are known: nothing need be asked for them."""


def _words_of(rows: Callable[[], Any]) -> tuple[str, Row]:
    """What Django would ask, heard on its way to the database, where it does not arrive."""
    heard: list[tuple[str, Row]] = []

    def hear(_execute: Any, sql: str, given: Any, *_more: Any) -> None:
        heard.append((sql, tuple(given or ())))
        raise _HeardError

    is_counted, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        with suppress(_HeardError), connection.execute_wrapper(hear):
            list(rows())
    finally:
        connection.force_debug_cursor = is_counted
    return heard[0]


def _as_asked(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def as_instant(value: datetime) -> datetime:
    """Of a row: SQLite says no zone, and means UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
