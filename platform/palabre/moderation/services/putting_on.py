"""What both sides agreed to begins; what was appealed with success is lifted. It ends by itself."""

from datetime import timedelta

from palabre.audit.services import record
from palabre.core.days import today
from palabre.moderation.actions import Action
from palabre.moderation.models import Pause, Sanction, this_hour


def begin(measure: Sanction | Pause) -> None:
    """Both sides have agreed."""
    if measure.lifted_on is not None:
        return
    measure.begins_at = this_hour()
    measure.ends_at = measure.begins_at + timedelta(days=measure.days)
    measure.save(update_fields=["begins_at", "ends_at"])
    record(Action.MEASURE_BEGAN, by=None, on=measure, kind=measure.kind, days=measure.days)


def lift(measure: Sanction | Pause) -> None:
    """An appeal was heard, of it or of what it followed."""
    if measure.lifted_on is None:
        measure.lifted_on = today()
        measure.save(update_fields=["lifted_on"])
        record(Action.MEASURE_LIFTED, by=None, on=measure)
