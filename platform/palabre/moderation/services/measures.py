"""Proposing a sanction or a pause, for one side. Whether it begins is decided as any case is."""

from datetime import timedelta
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.moderation import measure_rules
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    Case,
    Choice,
    Origin,
    Pause,
    Rule,
    Sanction,
    this_hour,
)
from palabre.moderation.registry import talk_of
from palabre.moderation.services.keys import decide
from palabre.moderation.services.opening import locked, open_case
from palabre.people.models import User

ANSWERED_WITHIN = {"sanction": timedelta(days=7), "pause": timedelta(days=3)}


@transaction.atomic
def propose_sanction(case: Case, *, kind: str, days: int, note: str, by: User) -> Case:
    """The first key. It lapses unless the other side agrees within a week."""
    held = locked(case)
    require(measure_rules.can_put_on(by, held, kind=kind, days=days))
    sanction = Sanction.objects.create(
        because=held,
        person=cast("User", held.writer),
        space=held.space,
        rule=held.rule,
        kind=kind,
        days=days,
        note=note,
    )
    return _opened(sanction, note, by, is_in_public=held.is_in_public)


@transaction.atomic
def propose_pause(
    item: models.Model, *, kind: str, rule: Rule, days: int, note: str, by: User
) -> Case:
    talk = talk_of(item)
    space = talk.space_of(item)
    _one_at_a_time(item)
    require(measure_rules.can_pause(by, item, space))
    pause = Pause.objects.create(
        label=item._meta.label_lower,
        item_pk=str(item.pk),
        title=str(item)[:200],
        url=talk.url_of(item),
        space=space,
        rule=rule,
        kind=kind,
        days=days,
        note=note,
    )
    return _opened(pause, note, by, is_in_public=bool(talk.can_read(AnonymousUser(), item)))


def _one_at_a_time(item: models.Model) -> None:
    """Two who propose at once: the second sees what the first did."""
    type(item)._base_manager.select_for_update().get(pk=item.pk)


def _opened(measure: Sanction | Pause, note: str, by: User, **more: Any) -> Case:
    case = open_case(measure, rule=measure.rule, origin=Origin.MEASURE)
    case.due_at = this_hour() + ANSWERED_WITHIN[str(measure._meta.model_name)]
    case.is_in_public = more["is_in_public"]
    case.save(update_fields=["due_at", "is_in_public"])
    record(Action.MEASURE_PROPOSED, by=by, on=measure, kind=measure.kind, days=measure.days)
    return decide(case, choice=Choice.REMOVE, rule=measure.rule, note=note, by=by)
