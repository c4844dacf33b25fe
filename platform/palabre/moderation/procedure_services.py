"""How the moderators of a space work, set by those who run it, in everybody's sight."""

from django.db import transaction

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.moderation import rules
from palabre.moderation.actions import Action
from palabre.moderation.models import Procedure
from palabre.people.models import User
from palabre.spaces.models import Space


@transaction.atomic
def set_procedure(space: Space, *, by: User, **wanted: int | bool) -> Procedure:
    """From now on. A time that runs already is a day on the case, and does not move."""
    require(rules.can_set_procedure(by, space))
    Space.objects.select_for_update().get(pk=space.pk)
    kept = Procedure.objects.filter(space=space).first() or Procedure(space=space)
    before = {name: getattr(kept, name) for name in wanted if getattr(kept, name) != wanted[name]}
    if not before:
        return kept
    after = {name: wanted[name] for name in before}
    for name, value in after.items():
        setattr(kept, name, value)
    kept.save()
    record(Action.PROCEDURE_CHANGED, by=by, on=kept, space=space.slug, before=before, after=after)
    return kept
