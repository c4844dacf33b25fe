from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record. The codes are those of when vaults were the readers' alone:
    what is in the record is never rewritten."""

    VAULT_RECOVERED = "submissions.vault.recovered", _("opened a vault with its recovery sheet")
    VAULT_MADE = "submissions.reader.enrolled", _("made a vault")
    VAULT_REPLACED = "submissions.vault.replaced", _("made another vault, the first being lost")
    READERS_FOUNDED = "submissions.readers.founded", _("began the readers of a space, with another")
    READER_ENDORSED = "submissions.reader.endorsed", _("vouched for a reader")
    CUSTODIAN_ENDORSED = "vaults.custodian.endorsed", _("vouched for a custodian")
