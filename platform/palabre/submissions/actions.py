from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record. Never anything about a message or its writer."""

    MESSAGES_HANDED_ON = (
        "submissions.messages.handed_on",
        _("handed earlier messages on to a reader"),
    )
    SHEETS_PRINTED = "submissions.sheets.printed", _("printed paper sheets")
    KEYS_RENEWED = (
        "submissions.keys.renewed",
        _("changed the keys of messages that somebody else could open"),
    )
    TOPIC_MADE = "submissions.topic.made", _("published a topic of the readers")
