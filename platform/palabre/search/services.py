"""What may be found, kept as it is written: an entry comes and goes in its thing's transaction."""

from collections.abc import Iterable

from django.db import connection, models

from palabre.search.models import LANGUAGE_IN_ADDRESS, Entry, place_in_time
from palabre.search.words import stems_of

REWRITTEN = ["space", "title", "text", "url", "lang", "day", "for_members", "stems"]


def index(entry: Entry) -> None:
    index_many([entry])


def index_many(entries: Iterable[Entry], *, batch_size: int = 500) -> None:
    """Write entries, or write them anew where their things already have one."""
    Entry.objects.bulk_create(
        [_ready(entry) for entry in entries],
        batch_size=batch_size,
        update_conflicts=True,
        unique_fields=["label", "item_pk"],
        update_fields=REWRITTEN,
    )


def _ready(entry: Entry) -> Entry:
    entry.id = entry.id or place_in_time(entry.day)
    entry.url = LANGUAGE_IN_ADDRESS.sub("", entry.url)
    # A zero byte never reaches a field of ours; an import may carry one, and PostgreSQL refuses it.
    entry.text = entry.text.replace("\0", " ")
    words = f"{entry.title} {entry.text}" if entry.owns_title else entry.text
    entry.stems = " ".join(sorted(stems_of(words, entry.lang)))
    return entry


def drop(label: str, pk: object) -> None:
    Entry.objects.filter(label=label.lower(), item_pk=str(pk)).delete()


def drop_many(items: "models.QuerySet[models.Model]") -> None:
    keys = [str(pk) for pk in items.values_list("pk", flat=True)]
    Entry.objects.filter(label=items.model._meta.label_lower, item_pk__in=keys).delete()


def tidy() -> None:
    """After very many entries: let the database put its index and its statistics in order."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
        cursor.execute("ANALYZE")
