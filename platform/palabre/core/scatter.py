"""Rows laid anew in random order, so that where they lie tells nothing of when they came (ADR 16).

Taken out and put back: an update leaves entries of indexes, and large values, where they were.
"""

import time
from collections.abc import Callable, Iterable
from secrets import SystemRandom
from typing import Any

from django.db import OperationalError, connection, models, transaction

AT_ONCE = 200  # rows; of parts of files, some 13 MB
TRIES = 10
PAUSE = 3.0  # seconds at most between two tries, and half of them on the average

# PostgreSQL looks for deadlocks once somebody has waited for a second (`deadlock_timeout`), and ends
# whoever looked first. We are gone by then, so that it is never a writer or a reader.
ONE_LOCK, ALL_LOCKS = "300ms", "700ms"
OWN_TURN = 0x5CA77E5  # two of us at once would make others wait for longer than that
# A lock that did not come, a statement that took too long, a deadlock; SQLite's has a name.
IN_THE_WAY = {"55P03", "57014", "40P01", "SQLITE_BUSY"}


def give_way(work: Callable[[], object]) -> bool:
    """Try until nobody is in the way, a number of times; False if somebody always was."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                work()
        except OperationalError as error:
            if not _was_in_the_way(error):
                raise
            if left:
                pause(PAUSE)
        else:
            return True
    return False


def _was_in_the_way(error: OperationalError) -> bool:
    cause = error.__cause__
    said = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return said in IN_THE_WAY


def pause(most: float) -> None:
    time.sleep(SystemRandom().uniform(0, most))


def lots(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def keep_others_out(taken: list[type[models.Model]]) -> None:
    """Whoever comes meanwhile waits here, and not at a row that is taken out. SQLite has one writer.
    The tables are taken in this order: that of people's deeds."""
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(map(_table, taken))
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{ONE_LOCK}'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OWN_TURN])
        cursor.execute(f"SET LOCAL statement_timeout = '{ALL_LOCKS}'")
        cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT")


def look_at_keys() -> None:
    """Now, and not when the transaction ends: whoever must be waited for is still given way to."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


def lay_anew(model: type[models.Model], rows: list[Any]) -> None:
    """Past the ORM, to the byte. What other rows say of these is looked at when all are back."""
    columns = ", ".join(_quoted(field) for field in model._meta.concrete_fields)
    values = ", ".join("%s" for _field in model._meta.concrete_fields)
    table, key = _table(model), _quoted(model._meta.pk)
    these = [model._meta.pk.get_db_prep_value(row, connection) for row in rows]
    among = ", ".join("%s" for _row in these)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} WHERE {key} IN ({among})", these)  # noqa: S608
        kept = list(cursor.fetchall())
        SystemRandom().shuffle(kept)
        cursor.execute(f"DELETE FROM {table} WHERE {key} IN ({among})", these)  # noqa: S608
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", kept)  # noqa: S608


def sweep(scattered: list[type[models.Model]]) -> None:
    """What was there before is taken off the pages, or out of the journal, too; not from within
    somebody's transaction."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in scattered:
                cursor.execute(f"VACUUM {_table(model)}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _table(model: type[models.Model]) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


def _quoted(field: Any) -> str:
    return str(connection.ops.quote_name(field.column))
