from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record: a stable code and its sentence."""

    CATEGORY_ADDED = "forums.category.added", _("added a category")
    CATEGORY_CHANGED = "forums.category.changed", _("changed a category")
    CATEGORY_MOVED = "forums.category.moved", _("moved a category")
    FORUM_CHANGED = "forums.forum.changed", _("changed the forum's settings")
    TOPIC_CLOSED = "forums.topic.closed", _("closed a topic")
    TOPIC_REOPENED = "forums.topic.reopened", _("opened a topic again")
    TOPIC_PINNED = "forums.topic.pinned", _("pinned a topic")
    TOPIC_UNPINNED = "forums.topic.unpinned", _("unpinned a topic")
    CONVERSATION_LOADED = "forums.conversation.loaded", _("loaded an earlier conversation")
