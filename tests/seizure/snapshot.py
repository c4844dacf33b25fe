"""Every row of every table, before and after: what did one request write?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.cache import caches
from django.db import models

from palabre.people.models import User

Rows = dict[str, dict[Any, tuple[Any, ...]]]
SEALED = {
    f"submissions.{model}" for model in ("Submission", "Item", "KeyWrap", "Piece", "PieceChunk")
}


def every_model() -> list[type[models.Model]]:
    """The ones that Django makes between two tables as well, and the sessions."""
    return list(apps.get_models(include_auto_created=True))


def every_row() -> Rows:
    return {
        model._meta.label: {row[0]: row for row in model._base_manager.values_list("pk", *names(model))}
        for model in every_model()
    }  # fmt: skip


def names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def changed(before: Rows, after: Rows) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Rows that came, went or are not what they were."""
    for label in before:
        for pk in before[label].keys() | after[label].keys():
            was, became = before[label].get(pk), after[label].get(pk)
            if was != became:
                yield label, became or was or ()


def people_of(label: str, row: tuple[Any, ...]) -> set[str]:
    """Which accounts this row leads to, itself or by the rows that it names."""
    model = apps.get_model(label)
    if model is User:
        return {str(row[0])}
    found = set()
    for field, value in zip(model._meta.concrete_fields, row[1:], strict=True):
        if field.related_model is User and value is not None:
            found.add(f"{label}.{field.name} {value}")
    return found


@contextmanager
def assert_no_user_linked_write() -> Iterator[None]:
    """Only the tables of sealed messages may change, and nothing in them may lead to an account."""
    before, kept = every_row(), every_entry()
    yield
    written = list(changed(before, every_row()))
    assert [label for label, _ in written if label not in SEALED] == []
    assert [row for label, row in written if people_of(label, row)] == []
    fresh = {name: entry for name, entry in every_entry().items() if kept.get(name) != entry}
    assert_says_nothing_of_people(fresh)


def every_entry() -> dict[str, str]:
    """What the caches hold, of Redis and of memory alike."""
    return {name: entry for place in ("default", "pages") for name, entry in entries(place)}


def entries(place: str) -> Iterator[tuple[str, str]]:
    kept: Any = caches[place]
    if hasattr(kept, "_expire_info"):
        yield from ((name, repr(value)) for name, value in list(kept._cache.items()))
        return
    client = kept._cache.get_client(None)
    for name in client.keys("*"):
        if client.type(name) == b"string":
            yield repr(name), repr(client.get(name))


def assert_says_nothing_of_people(fresh: dict[str, str]) -> None:
    for name, entry in fresh.items():
        for user in User.objects.all():
            assert user.username not in name + entry, name
            assert user.email not in name + entry, name
        assert "user" not in name.lower(), name
