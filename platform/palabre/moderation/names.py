"""Where a name stands that people reported: what is read beside it there, and the way to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from palabre.moderation.models import Case, Report
from palabre.moderation.registry import is_read_now, joined_of, keeper_of, name_above
from palabre.people.models import User
from palabre.spaces.models import Anyone

SHOWN = 5


@dataclass(frozen=True)
class Place:
    kind: str
    title: str
    lang: str
    url: str
    beside: list[
        str
    ]  # the side and the function of whoever bears it, as everybody reads them there


def places_of(case: Case, *, for_user: Anyone) -> list[Place]:
    """Of a case about a name, and of what it is an appeal against: each that this person may read."""
    if not case.is_about_name:
        return []
    reports = Report.objects.filter(case__in=case.same_matter).exclude(under_pk="")
    under = reports.values_list("under_label", "under_pk").distinct()
    return _read(under.order_by("under_label", "under_pk")[:SHOWN], case.item, for_user)


def link_of(report: Report, person: User) -> str:
    """For whoever reported a name: back to where they read it, while it can be read."""
    under = [(report.under_label, report.under_pk)] if report.under_pk else []
    return next((place.url for place in _read(under, person, report.reporter)), "")


def _read(under: Iterable[tuple[str, str]], person: Any, user: Any) -> list[Place]:
    pks: dict[str, list[str]] = {}
    for label, pk in under:
        pks.setdefault(label, []).append(pk)
    return [
        _place(keeper_of(label), thing)
        for label, some in pks.items()
        for thing in _things(label, some)
        if _is_read_under(person, thing) and keeper_of(label).can_read(user, thing)
    ]


def _things(label: str, pks: list[str]) -> models.QuerySet[Any]:
    model: type[models.Model] = apps.get_model(label)
    things = model._base_manager.select_related(*joined_of(label))
    return things.filter(pk__in=pks).order_by("pk")


def _is_read_under(person: Any, thing: models.Model) -> bool:
    return name_above(thing) == person and is_read_now(thing)


def _place(keeper: Any, thing: Any) -> Place:
    exhibit = keeper.exhibit(thing)
    return Place(
        kind=capfirst(str(thing._meta.verbose_name)),
        title=exhibit.title,
        lang=exhibit.lang,
        url=exhibit.url,
        beside=keeper.beside_name_of(thing),
    )
