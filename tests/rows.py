"""All rows of the database as they lie there: taken once, laid back as often as it takes.

Making them anew costs seconds, laying them back a tenth of one; what lies there is the same.
"""

import fcntl
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction

from palabre.audit.guards import TABLES
from palabre.core import guards
from tests.audit.unguarded import joined, unguarded


@dataclass(frozen=True)
class Rows:
    """By table: what SQLite's cells hold, or what PostgreSQL's COPY says."""

    of: dict[str, Any]


def take() -> Rows:
    joined()
    found = {model._meta.db_table: _read(model) for model in _models()}
    return Rows({table: rows for table, rows in found.items() if rows})


@transaction.atomic
def lay(rows: Rows) -> None:
    """These rows, and no others. The database refuses to give up the record: where it is another
    one, its guards are taken away for so long."""
    record = [model for model in _models() if model._meta.db_table in TABLES]
    changed = any((_read(model) or None) != rows.of.get(model._meta.db_table) for model in record)
    laid = [model for model in _models() if changed or model not in record]
    with guards.lifted(), unguarded() if changed else connection.cursor() as cursor:
        _lay(cursor, laid, rows)


def _lay(cursor: Any, laid: list[type[models.Model]], rows: Rows) -> None:
    kept = [model for model in laid if model._meta.db_table in rows.of]
    for model in laid:
        cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608
    for model in kept:
        _write(cursor, model, rows.of[model._meta.db_table])
    for statement in connection.ops.sequence_reset_sql(no_style(), kept):
        cursor.execute(statement)


def once_a_run(name: str, make: Callable[[Path], None], *, among: str = "") -> Path:
    """What all test processes of a run share; made by whichever of them comes first. Runs that are
    given a folder to share have it there for all of them."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(among) if among else settings.DATA / f"run-{run}"
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / name).exists():
            make(folder / f"{name}.part")
            (folder / f"{name}.part").rename(folder / name)
    return folder / name


def keep(thing: Any, path: Path) -> None:
    path.write_bytes(pickle.dumps(thing))


def kept(path: Path) -> Any:
    return pickle.loads(path.read_bytes())  # noqa: S301 (our own, just made)


def _models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _columns(model: type[models.Model], *, before: str = "") -> str:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    return ", ".join(f"{before}{_quoted(str(field.column))}" for field in fields)


def _read(model: type[models.Model]) -> Any:
    table = _quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({_columns(model)}) TO STDOUT") as out:
                return b"".join(out)
        # The sign keeps Python from making dates and truths of what is there.
        cursor.execute(f"SELECT {_columns(model, before='+')} FROM {table}")  # noqa: S608
        return cursor.fetchall()


def _write(cursor: Any, model: type[models.Model], rows: Any) -> None:
    table = f"{_quoted(model._meta.db_table)} ({_columns(model)})"
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} FROM STDIN") as into:
            into.write(rows)
        return
    places = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608
