"""What ends, and the keys that it ends with. Each app that seals for a time says what of it ends.

Keys are made beforehand, when nobody has written yet: their files tell nothing of when somebody did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models

from palabre.core.days import today
from palabre.vaults import epochs


@dataclass(frozen=True)
class Ending:
    """One kind of thing that ends: rows with an `expires_on`, on some Monday."""

    model: type[models.Model]
    ahead: Callable[[date], list[date]]  # the Mondays whose keys may be asked for from this day on
    end: Callable[[date], object]  # what is over by this day goes, its key being destroyed next


ENDINGS: dict[str, Ending] = {}


def register(ending: Ending) -> None:
    ENDINGS[ending.model._meta.label] = ending


def make_keys_ahead() -> list[date]:
    """Never one for a week in which something ends already: its key is lost or elsewhere, and another
    would open nothing. Returns those weeks."""
    every = ENDINGS.values()
    ahead = {monday for ending in every for monday in ending.ahead(today())}
    missing = sorted(monday for monday in ahead if not epochs.is_there(monday))
    used = {monday for ending in every for monday in _used(ending.model, missing)}
    for monday in missing:
        if monday not in used:
            epochs.make(monday)
    return sorted(used)


def _used(model: type[models.Model], mondays: list[date]) -> set[date]:
    if not mondays:
        return set()
    found = model._base_manager.filter(expires_on__in=mondays)
    return set(found.values_list("expires_on", flat=True))


def monday_with_key(day: date, *, days: int) -> date:
    """The first Monday that is at least so many days later; its key is there, unless it was lost."""
    ends = epochs.monday_after(day, days=days)
    if not epochs.is_there(ends):
        make_keys_ahead()
    return ends


def end_all() -> None:
    """The rows that are over by today go; then whatever was locked with their keys opens no more."""
    for ending in ENDINGS.values():
        ending.end(today())
