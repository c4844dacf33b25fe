"""Rows of messages lie in no order, so that whoever reads the tables learns the day and no hour.

A database remembers more than its columns: SQLite numbers rows as they come in, PostgreSQL keeps
the transaction of each row and numbers large values, and the pages of both keep rows and entries
of an index where they were first put. Laid beside a table that keeps times, such an order dates a
message to the minute (ADR 16).
"""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from secrets import SystemRandom
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection, models, transaction
from django.db.models import Q, QuerySet

from palabre.core.days import today
from palabre.submissions.models import Submission
from palabre.vaults.models import VaultKey

LARGE = {"piecechunk"}  # too much to be written anew every few minutes, or in one transaction
DAYS = 2  # a day's rows are laid anew until the day after is over
AT_ONCE = 200  # rows; of parts of files, some 13 MB
TRIES = 10
PAUSE = 3.0  # seconds at most between two tries, and half of them on the average
BREATH = 0.2  # seconds at most between two lots of parts, in which others write

# PostgreSQL looks for deadlocks once somebody has waited for a second (`deadlock_timeout`), and ends
# whoever looked first. We are gone by then, so that it is never a writer or a reader.
ONE_LOCK, ALL_LOCKS = "300ms", "700ms"
# Deeds take the submission first, then files, then whatever hangs on them. In the same order we wait
# for who is half-way, and hold nothing that they need to come to an end.
TAKEN_FIRST = ["submission", "piece"]
OWN_TURN = 0x5CA77E5  # two of us at once would make others wait for longer than that
# A lock that did not come, a statement that took too long, a deadlock; SQLite's has a name.
IN_THE_WAY = {"55P03", "57014", "40P01", "SQLITE_BUSY"}


def scattered_models() -> list[type[models.Model]]:
    """A submission and whatever hangs on one, in the order in which others lock them."""
    every = apps.get_app_config("submissions").get_models()
    ways = {model: way_to_submission(model) for model in every}
    found = [model for model, way in ways.items() if way is not None]
    return sorted(found, key=lambda model: (ways[model] or "").count("__"))


def way_to_submission(model: type[models.Model]) -> str | None:
    """How a row's submission is asked for: « » for itself, None where it has none."""
    if model is Submission:
        return ""
    for field in model._meta.concrete_fields:
        there = field.related_model
        if isinstance(there, type) and there._meta.app_label == "submissions":
            way = way_to_submission(there)
            if way is not None:
                return f"{field.name}__{way}"
    return None


def scatter(*, with_files: bool = True) -> None:
    """Take the rows of the last days out and put them back in random order: all at once, but for
    parts of files. Where people are at it all the time, the next turn does what is left."""
    every = scattered_models()
    small = [model for model in every if model._meta.model_name not in LARGE]
    large = [model for model in every if model not in small] if with_files else []
    give_way(partial(_lay_together, small))
    for model in large:
        _lay_in_lots(model)
    _sweep(small + large)


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
                _pause(PAUSE)
        else:
            return True
    return False


def _was_in_the_way(error: OperationalError) -> bool:
    cause = error.__cause__
    said = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return said in IN_THE_WAY


def _pause(most: float) -> None:
    time.sleep(SystemRandom().uniform(0, most))


def _lay_together(scattered: list[type[models.Model]]) -> None:
    _keep_others_out(scattered)
    rows = {model: _recent(model) for model in scattered}
    for model in scattered:
        for some in _lots(rows[model]):
            _lay_anew(model, some)
    _look_at_keys()


def _lay_in_lots(model: type[models.Model]) -> None:
    """Each lot is drawn from all the rows there are, so that no transaction tells anything of order."""
    for some in _lots(_recent(model)):
        if not give_way(partial(_lay_lot, model, some)):
            return
        _pause(BREATH)


def _lay_lot(model: type[models.Model], rows: list[Any]) -> None:
    _keep_others_out([model])
    _lay_anew(model, rows)
    _look_at_keys()


def _lots(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _keep_others_out(scattered: list[type[models.Model]]) -> None:
    """Whoever comes meanwhile waits here, and not at a row that is taken out. SQLite has one writer."""
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(map(_table, _and_what_they_hang_on(scattered)))
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{ONE_LOCK}'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OWN_TURN])
        cursor.execute(f"SET LOCAL statement_timeout = '{ALL_LOCKS}'")
        cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT")


def _and_what_they_hang_on(scattered: list[type[models.Model]]) -> list[type[models.Model]]:
    """A row that is put back looks for what it hangs on, and must not wait for that half-way."""
    fields = [field for model in scattered for field in model._meta.concrete_fields]
    above = {field.related_model for field in fields}
    every: list[type[models.Model]] = [
        *apps.get_app_config("submissions").get_models(),
        VaultKey,
    ]
    return sorted((model for model in every if model in above or model in scattered), key=_turn)


def _turn(model: type[models.Model]) -> int:
    name = str(model._meta.model_name)
    return TAKEN_FIRST.index(name) if name in TAKEN_FIRST else len(TAKEN_FIRST)


def _look_at_keys() -> None:
    """Now, and not when the transaction ends: whoever must be waited for is still given way to."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _recent(model: type[models.Model]) -> list[Any]:
    since = today() - timedelta(days=DAYS - 1)
    days = ("received_on", "read_on", "answered_on", "items__day")
    moved = Submission.objects.filter(_any_of(Q(**{f"{day}__gte": since}) for day in days))
    found = list(_of(model, moved).values_list("pk", flat=True).distinct())
    SystemRandom().shuffle(found)
    return found


def _of(model: type[models.Model], moved: QuerySet[Submission]) -> QuerySet[Any]:
    way = way_to_submission(model)
    if not way:
        return model._base_manager.filter(pk__in=moved.values("pk"))
    of_one = Q(**{f"{way}pk__in": moved.values("pk")})
    of_none = Q(**{f"{way}isnull": True})  # a file that nobody has sent yet
    return model._base_manager.filter(of_one | of_none)


def _any_of(conditions: Iterable[Q]) -> Q:
    wanted = Q(pk__in=[])
    for condition in conditions:
        wanted |= condition
    return wanted


def _lay_anew(model: type[models.Model], rows: list[Any]) -> None:
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


def _sweep(scattered: list[type[models.Model]]) -> None:
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
