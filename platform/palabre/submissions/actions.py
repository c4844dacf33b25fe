from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record. Never anything about a message or its writer."""

    VAULT_RECOVERED = "submissions.vault.recovered", _("opened a vault with its recovery sheet")
    READERS_FOUNDED = "submissions.readers.founded", _("began the readers of a space, with another")
    READER_ENDORSED = "submissions.reader.endorsed", _("vouched for a reader")
    MESSAGES_HANDED_ON = (
        "submissions.messages.handed_on",
        _("handed earlier messages on to a reader"),
    )
    SHEETS_PRINTED = "submissions.sheets.printed", _("printed paper sheets")
    READER_ENROLLED = "submissions.reader.enrolled", _("made a vault")
    VAULT_REPLACED = "submissions.vault.replaced", _("made another vault, the first being lost")
    KEYS_RENEWED = (
        "submissions.keys.renewed",
        _("changed the keys of messages that somebody else could open"),
    )
    TOPIC_MADE = "submissions.topic.made", _("published a topic of the readers")
