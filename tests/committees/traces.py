"""What a seized database would tell: every row, and every row that leads to a person."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models

from palabre.people.models import User

Rows = dict[str, list[Any]]


def leads_to_a_person(model: type[models.Model]) -> bool:
    return model is User or any(
        field.is_relation and field.related_model is User for field in model._meta.concrete_fields
    )


def rows_of(model: type[models.Model]) -> list[Any]:
    columns = [field.attname for field in model._meta.concrete_fields]
    return sorted(json.dumps(row, default=str) for row in model._base_manager.values_list(*columns))


def every_table() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def rows_of_people() -> Rows:
    """Every table with a foreign key to a person, people themselves, and their sessions."""
    watched = [model for model in every_table() if leads_to_a_person(model)] + [Session]
    return {model._meta.label: rows_of(model) for model in watched}


def tables_changed(before: Rows, after: Rows) -> set[str]:
    return {label for label in before if before[label] != after[label]}


@contextmanager
def assert_no_user_linked_write() -> Iterator[None]:
    before = rows_of_people()
    yield
    assert tables_changed(before, rows_of_people()) == set()


def everything() -> Rows:
    return {model._meta.label: rows_of(model) for model in every_table()}


def row_order(model: type[models.Model], *columns: str) -> list[tuple[Any, ...]]:
    """As they lie in the file: by rowid, or by ctid."""
    where = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        named = ", ".join(columns)
        cursor.execute(f"SELECT {named} FROM {model._meta.db_table} ORDER BY {where}")  # noqa: S608
        return list(cursor.fetchall())


def in_a_new_file(model: type[models.Model]) -> None:
    """PostgreSQL puts rows where those of an undone test lay: in a new file they lie as they come."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
