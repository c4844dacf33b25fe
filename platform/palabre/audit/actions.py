from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record."""

    HEAD_GIVEN = "audit.head.given", _("gave out the figures of the day")
