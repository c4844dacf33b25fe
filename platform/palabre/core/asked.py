"""A question that the database is asked all the time, in the same words: they are found once."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Row = tuple[Any, ...]
Thing = TypeVar("Thing", bound=Model)

# Stand for who asks, when and about what, while the words are looked for. Nobody has this number, and
# nothing is asked about that year.
SOMEBODY = -987_654_321
SOMETIME = datetime(3333, 3, 3, tzinfo=UTC)
SOMETHING = "-something-of-987654321-"
WORD = re.compile("[a-z_]*")


class Question:
    """Django makes the SQL of a query each time, which here costs more than the database's answer.
    Only the words are remembered: each time it is asked anew, and the rows are what is there."""

    def __init__(self, rows: Callable[[], Any]) -> None:
        """`rows`: makes a query, or asks for aggregates, of which nothing depends on who asks,
        when and about what, but for SOMEBODY, SOMETIME and SOMETHING."""
        self._rows = rows
        self._words: _Words | None = None

    def ask(self, *, by: int | str = SOMEBODY, at: datetime = SOMETIME) -> list[Row]:
        """As the database gives them: SQLite has no truth values, and no zones of time (as_instant)."""
        with connection.cursor() as cursor:
            cursor.execute(*self._said(by, at))
            rows: list[Row] = cursor.fetchall()
        return rows

    def is_so(self, *, by: int | str = SOMEBODY, at: datetime = SOMETIME) -> bool:
        """Whether there is any row."""
        return bool(self.ask(by=by, at=at))

    def things(
        self, model: type[Thing], *, by: int | str = SOMEBODY, about: str = SOMETHING
    ) -> list[Thing]:
        """Where `rows` are things: these, with what was annotated as the database gives it."""
        return list(model._base_manager.raw(*self._said(by, SOMETIME, about)))

    def _said(self, by: int | str, at: datetime, about: str = SOMETHING) -> tuple[str, list[Any]]:
        if self._words is None:
            self._words = _Words(*_words_of(self._rows))
        words, said = self._words, list(self._words.given)
        for place in words.by:
            said[place] = by
        for place in words.about:
            said[place] = about
        if words.at:
            instant = _as_asked(at)
            for place in words.at:
                said[place] = instant
        return words.sql, said


class _Words:
    """`given`: what is not said in the words themselves. `by`, `about`, `at`: which of it says who asks,
    about what, and when."""

    def __init__(self, sql: str, given: Row) -> None:
        somebody, sometime = (SOMEBODY, str(SOMEBODY)), _as_asked(SOMETIME)
        stands_for = (*somebody, SOMETHING, sometime)
        self.sql, self.given = _with_constants(sql, given, but=stands_for)
        self.by = [place for place, each in enumerate(self.given) if each in somebody]
        self.about = [place for place, each in enumerate(self.given) if each == SOMETHING]
        self.at = [place for place, each in enumerate(self.given) if each == sometime]


def _with_constants(sql: str, given: Row, *, but: Row) -> tuple[str, list[Any]]:
    """Numbers and plain words are written out. SQLite looks for its way anew at each asking where an
    index hangs on something given, which took longer than to walk it."""
    first, *rest = sql.split("%s")
    words, stays = [first], []
    for each, after in zip(given, rest, strict=True):
        if each in but or not _is_plain(each):
            stays.append(each)
            words += ["%s", after]
        else:
            words += [f"'{each}'" if isinstance(each, str) else str(each), after]
    return "".join(words), stays


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return WORD.fullmatch(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


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
