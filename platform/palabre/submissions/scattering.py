"""Rows of messages lie in no order, so that whoever reads the tables learns the day and no hour.

A database remembers more than its columns: SQLite numbers rows as they come in, PostgreSQL keeps
the transaction of each row and numbers large values, and the pages of both keep rows and entries
of an index where they were first put. Laid beside a table that keeps times, such an order dates a
message to the minute (ADR 16).
"""

from collections.abc import Iterable
from datetime import timedelta
from secrets import SystemRandom
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q, QuerySet

from palabre.core.days import today
from palabre.submissions.models import Submission

LARGE = {"piecechunk"}  # too much to be written anew every few minutes
DAYS = 2  # a day's rows are laid anew until the day after is over
AT_ONCE = 200  # rows


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
    """Take the rows of the last days out and put them back in random order, all at once."""
    every = scattered_models()
    scattered = [model for model in every if with_files or model._meta.model_name not in LARGE]
    with transaction.atomic():
        _wait_for_others(scattered)
        rows = {model: _recent(model) for model in scattered}
        for model in scattered:
            _lay_anew(model, rows[model])
    _sweep(scattered)


def _wait_for_others(scattered: list[type[models.Model]]) -> None:
    """Whoever comes meanwhile waits here, and not at a row that is taken out. SQLite has one writer."""
    if connection.vendor == "postgresql":
        tables = ", ".join(map(_table, scattered))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


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
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            these = [model._meta.pk.get_db_prep_value(row, connection) for row in some]
            among = ", ".join("%s" for _row in these)
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
