"""How a thing comes before the moderators: somebody reported it, or it waits to be published."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, models, transaction
from django.db.models import F

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.moderation import rules
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    Case,
    Origin,
    Report,
    Rule,
    Standing,
    procedure_of,
    this_hour,
)
from palabre.moderation.models.case import MOST_ORIGINAL
from palabre.moderation.registry import keeper_of
from palabre.moderation.services import veils
from palabre.people.models import User

MOST_TITLE = 200


def locked(case: Case) -> Case:
    """Whatever is decided holds the case's row first, so that of any number of moderators at once
    one per side is heard, and the case closes once."""
    return Case.objects.select_for_update(of=("self",)).select_related("space").get(pk=case.pk)


@transaction.atomic
def report(item: models.Model, *, rule: Rule, note: str = "", by: User) -> Case:
    """Say that it breaks a rule. Several people on one thing are one case."""
    require(rules.can_report(by, item))
    return write_report(item, rule=rule, note=note, by=by)


def write_report(item: models.Model, *, rule: Rule, note: str, by: User) -> Case:
    """Whether they may has been asked."""
    case = open_case(item, rule=rule)
    standing = Standing.objects.filter(user=by).first() or Standing()
    # A list finds words, not danger: only a person's report hides a thing at once (ADR 28).
    if veils.may_hide(case, item, rule, standing, by=by):
        veils.hide(case, item, rule)
    if _is_told(case, rule, note, by):
        Case.objects.filter(pk=case.pk).update(score=F("score") + standing.weight)
    return case


def _is_told(case: Case, rule: Rule, note: str, by: User) -> bool:
    """False where the same person has just said it in another window."""
    try:
        with transaction.atomic():
            Report.objects.create(case=case, reporter=by, rule=rule, note=note)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def hold(item: models.Model, *, rule: Rule, origin: Origin, one_key: bool = False) -> Case:
    """Have it looked at before it is published. One moderator lets it through; refusing it takes
    both sides; and it is published by itself once the promised time is over."""
    return open_case(item, rule=rule, origin=origin, is_held=True, one_key=one_key)


@transaction.atomic
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
    case = _locked_about(item)
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


def _locked_about(item: models.Model) -> Case | None:
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
        "is_in_public": bool(keeper.can_read(AnonymousUser(), item)),
        "due_at": this_hour() + timedelta(hours=hours),
        "original": str(exhibit.html)[:MOST_ORIGINAL],
    }
