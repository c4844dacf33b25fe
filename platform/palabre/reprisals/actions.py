from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record. Never anything about a report, or who sent it: only that
    a custodian worked for this committee on this day."""

    OUTCOME_NOTED = "reprisals.outcome.noted", _("noted what became of a report of pressure")
