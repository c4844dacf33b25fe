"""How a thing comes before the moderators: somebody reported it, or it waits to be published."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.moderation import rules
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    Case,
    Origin,
    Report,
    Rule,
    procedure_of,
    this_hour,
)
from palabre.moderation.models.case import MOST_ORIGINAL
from palabre.moderation.registry import keeper_of
from palabre.moderation.services import veils
from palabre.people.models import User

MOST_TITLE = 200
Given = ParamSpec("Given")


def locked(case: Case) -> Case:
    """Whatever is decided holds the case's row first, so that of any number of moderators at once
    one per side is heard, and the case closes once."""
    return Case.objects.select_for_update(of=("self",)).select_related("space").get(pk=case.pk)


class ClosedMeanwhileError(Exception):
    """Somebody closed the case while a report was being added to it."""


def until_it_stands(deed: Callable[Given, Case]) -> Callable[Given, Case]:
    """A report on a case that was closed under its hands is undone, and made anew on what is true now."""

    @wraps(deed)
    def done(*args: Given.args, **kwargs: Given.kwargs) -> Case:
        while True:
            with suppress(ClosedMeanwhileError), transaction.atomic():
                return deed(*args, **kwargs)

    return done


@until_it_stands
def report(item: models.Model, *, rule: Rule, note: str = "", by: User) -> Case:
    """Say that it breaks a rule. Several people on one thing are one case."""
    before = rules.heard_of(item, by)
    require(rules.can_report(by, item, before=before))
    return write_report(item, before, rule=rule, note=note, by=by)


def write_report(
    item: models.Model,
    before: list[Any],
    *,
    rule: Rule,
    note: str,
    by: User,
    under: models.Model | None = None,
) -> Case:
    """Whether they may has been asked. `before`: the cases about it, as they were read just now.
    `under`: of a name, the thing above which it was read.

    Where everybody reports one thing, all of them meet at its case: nobody holds its row before the
    last line that they write, unless there is something to open or to hide.
    """
    case: Case | None = next((each for each in before if each.is_open), None)
    if case is None or veils.is_to_be_asked(case, rule):
        case = open_case(item, rule=rule)
        # A list finds words, not danger: only a person's report hides a thing at once (ADR 28).
        if veils.may_hide(case, item, rule, by=by):
            veils.hide(case, item, rule)
    told = Report(case=case, reporter=by, rule=rule, note=note, **_stands_under(under))
    Report.objects.bulk_create([told], ignore_conflicts=True)
    if not told.count() and Report.objects.filter(pk=told.pk).exists():
        raise ClosedMeanwhileError
    return case  # it was counted, or the same person has just said it in another window


def _stands_under(thing: models.Model | None) -> dict[str, str]:
    if thing is None:
        return {}
    return {"under_label": thing._meta.label_lower, "under_pk": str(thing.pk)}


@transaction.atomic
def hold(item: models.Model, *, rule: Rule, origin: Origin, one_key: bool = False) -> Case:
    """Have it looked at before it is published. One moderator lets it through; refusing it takes
    both sides; and it is published by itself once the promised time is over."""
    return open_case(item, rule=rule, origin=origin, is_held=True, one_key=one_key)


@transaction.atomic(savepoint=False)
def open_case(
    item: models.Model,
    *,
    rule: Rule,
    origin: Origin = Origin.REPORT,
    is_held: bool = False,
    one_key: bool = False,
) -> Case:
    """The open case about this thing, made if there is none. Nobody's name goes into the record."""
    # Most reports are about what has been reported already: no need to read it once more.
    case = locked_about(item)
    if case is None:
        found, is_new = Case.objects.get_or_create(
            label=item._meta.label_lower,
            item_pk=str(item.pk),
            outcome="",
            defaults=_first_look_at(item, rule, is_held=is_held)
            | {"origin": origin, "is_held": is_held, "one_key": one_key},
        )
        if is_new:
            record(Action.CASE_OPENED, by=None, on=found, rule=rule.code)
        case = locked(found)
    if not case.is_open:  # it was closed between the two lines above
        return open_case(item, rule=rule, origin=origin, is_held=is_held, one_key=one_key)
    return case


def locked_about(item: models.Model) -> Case | None:
    """Held before the thing itself, as by every decision: whoever changes words does the same."""
    held = Case.objects.about(item).open().select_for_update(of=("self",))
    return held.select_related("space").first()


def _first_look_at(item: models.Model, rule: Rule, *, is_held: bool) -> dict[str, object]:
    keeper = keeper_of(item._meta.label_lower)
    exhibit, space = keeper.exhibit(item), keeper.space_of(item)
    procedure = procedure_of(space)
    hours = procedure.promise_hours if is_held else 24 * procedure.lapse_days
    return {
        "title": exhibit.title[:MOST_TITLE],
        "lang": exhibit.lang,
        "space": space,
        "rule": rule,
        "writer": keeper.author_of(item),
        "is_in_public": bool(keeper.can_look_there(AnonymousUser(), item)),
        "promise_hours": procedure.promise_hours,
        "due_at": this_hour() + timedelta(hours=hours),
        "original": str(exhibit.html)[:MOST_ORIGINAL],
    }
