from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record. Never anything about a message or its writer."""

    VAULT_RECOVERED = "submissions.vault.recovered", _("opened a vault with its recovery sheet")
    READER_ENROLLED = "submissions.reader.enrolled", _("made a vault")
