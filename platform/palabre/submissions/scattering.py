"""Rows of messages lie in no order, so that whoever reads the tables learns the day and no hour.

A database remembers more than its columns: SQLite numbers rows as they come in, PostgreSQL keeps
the transaction of each row and numbers large values, and the pages of both keep rows and entries
of an index where they were first put. Laid beside a table that keeps times, such an order dates a
message to the minute (ADR 16).
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from secrets import SystemRandom
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from palabre.core.days import today
from palabre.core.scatter import (
    give_way,
    keep_others_out,
    lay_anew,
    look_at_keys,
    lots,
    pause,
    sweep,
)
from palabre.submissions.models import Submission
from palabre.vaults.models import VaultKey

LARGE = {"piecechunk"}  # too much to be written anew every few minutes, or in one transaction
DAYS = 2  # a day's rows are laid anew until the day after is over
BREATH = 0.2  # seconds at most between two lots of parts, in which others write
# Deeds take the submission first, then files, then whatever hangs on them. In the same order we wait
# for who is half-way, and hold nothing that they need to come to an end.
TAKEN_FIRST = ["submission", "piece"]


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
    sweep(small + large)


def _lay_together(scattered: list[type[models.Model]]) -> None:
    keep_others_out(_and_what_they_hang_on(scattered))
    rows = {model: _recent(model) for model in scattered}
    for model in scattered:
        for some in lots(rows[model]):
            lay_anew(model, some)
    look_at_keys()


def _lay_in_lots(model: type[models.Model]) -> None:
    """Each lot is drawn from all the rows there are, so that no transaction tells anything of order."""
    for some in lots(_recent(model)):
        if not give_way(partial(_lay_lot, model, some)):
            return
        pause(BREATH)


def _lay_lot(model: type[models.Model], rows: list[Any]) -> None:
    keep_others_out(_and_what_they_hang_on([model]))
    lay_anew(model, rows)
    look_at_keys()


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
