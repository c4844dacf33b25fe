"""Rows of messages lie in no order, so that whoever reads the tables learns the day and no hour.

A database remembers more than its columns: SQLite numbers rows as they come in, PostgreSQL keeps
the transaction of each row and appends the large values one after the other. Laid beside a table
that keeps times, such an order dates a message to the minute (ADR 16).
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

DAYS = 2  # a day's rows are laid anew until the day after is over


def scattered_models() -> list[type[models.Model]]:
    """A submission and whatever hangs on one."""
    every = apps.get_app_config("submissions").get_models()
    return [model for model in every if way_to_submission(model) is not None]


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


def scatter() -> None:
    """Lay the rows of the last days anew, all in one transaction and in random order."""
    if connection.vendor != "postgresql":
        _empty_the_journal()
        return
    with transaction.atomic():
        for model in scattered_models():
            _lay_anew(model)
    _sweep(scattered_models())


def _lay_anew(model: type[models.Model]) -> None:
    rows = list(_recent(model, way_to_submission(model) or "").values_list("pk", flat=True))
    SystemRandom().shuffle(rows)
    with connection.cursor() as cursor:
        cursor.executemany(_same_again(model), [(row,) for row in rows])


def _recent(model: type[models.Model], way: str) -> QuerySet[Any]:
    """Submissions first, in one order: whoever changes one waits, and nobody waits for each other."""
    since = today() - timedelta(days=DAYS - 1)
    days = ("received_on", "read_on", "answered_on", "items__day")
    moved = Submission.objects.filter(_any_of(Q(**{f"{day}__gte": since}) for day in days))
    if not way:
        found = model._base_manager.filter(pk__in=moved.values("pk"))
        return found.order_by("pk").select_for_update(no_key=True)
    of_one = Q(**{f"{way}pk__in": moved.values("pk")})
    of_none = Q(**{f"{way}isnull": True})  # a file that nobody has sent yet
    return model._base_manager.filter(of_one | of_none)


def _any_of(conditions: Iterable[Q]) -> Q:
    wanted = Q(pk__in=[])
    for condition in conditions:
        wanted |= condition
    return wanted


def _same_again(model: type[models.Model]) -> str:
    """Values that are set to themselves stay where they lie; joined to nothing, they are written anew."""
    fields = model._meta.concrete_fields
    large = [_quoted(field) for field in fields if isinstance(field, models.BinaryField)]
    key = _quoted(model._meta.pk)
    sets = ", ".join(f"{column} = {column} || ''::bytea" for column in large) or f"{key} = {key}"
    table = connection.ops.quote_name(model._meta.db_table)
    return f"UPDATE {table} SET {sets} WHERE {key} = %s"  # noqa: S608 (our own names)


def _quoted(field: Any) -> str:
    return str(connection.ops.quote_name(field.column))


def _sweep(scattered: list[type[models.Model]]) -> None:
    """What was there before is taken off the pages too; not from within somebody's transaction."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        for model in scattered:
            cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")


def _empty_the_journal() -> None:
    """SQLite's rows are scattered as they come in; its journal keeps them in order until emptied."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def scatter_what_comes_in(**_told: object) -> None:
    """On SQLite each row gets a random place at once. After each migration, since one that changes
    a table makes it anew and drops its triggers."""
    if connection.vendor != "sqlite":
        return
    there = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in scattered_models()):
            if table in there:
                cursor.execute(_trigger(table))


def _trigger(table: str) -> str:
    name, place = (connection.ops.quote_name(each) for each in (f"{table}_scatter", table))
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} AFTER INSERT ON {place} "  # noqa: S608 (our own names)
        f"BEGIN UPDATE {place} SET rowid = random() WHERE rowid = NEW.rowid; END"
    )
