from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record: a stable code and its sentence."""

    SECOND_FACTOR_TAKEN = "people.factor.taken", _("took a second factor away")
    ADMINISTRATION_CHANGED = "people.administration.changed", _("changed who administers")
