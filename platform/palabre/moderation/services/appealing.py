"""Asking a different pair to look at what was removed."""

from datetime import date, timedelta

from django.db import transaction

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.moderation import rules
from palabre.moderation.actions import Action
from palabre.moderation.models import Case, Origin, procedure_of, this_hour
from palabre.moderation.services.opening import locked
from palabre.people.models import User


@transaction.atomic
def appeal_by_name(case: Case, *, plea: str, by: User) -> Case:
    """By whoever wrote it under their name."""
    require(rules.can_appeal_by_name(by, case))
    return appeal(case, plea=plea)


@transaction.atomic
def appeal(
    case: Case, *, plea: str, on: date | None = None, origin: Origin = Origin.APPEAL
) -> Case:
    """By somebody who has shown that the words are theirs, and of whom nothing is written here. `on`:
    the day on which they said so, where that has waited.

    The appeal is a case like any other: upheld by both of a different pair, or the thing comes back.
    """
    held = locked(case)
    require(rules.can_appeal(held, on=on))
    procedure = procedure_of(held.space)
    again = Case.objects.create(
        label=held.label,
        item_pk=held.item_pk,
        title=held.title,
        lang=held.lang,
        space=held.space,
        rule=held.rule,
        writer=held.writer,
        is_in_public=held.is_in_public,
        origin=origin,
        appeal_of=held,
        plea=plea,
        original=held.original,
        promise_hours=procedure.promise_hours,
        due_at=this_hour() + timedelta(days=procedure.lapse_days),
    )
    record(Action.APPEAL_OPENED, by=None, on=again, case=held.pk)
    return again
