from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What is done here in an office. Speaking, and opening a discussion, are not offices."""

    COMMITTEE_FOUNDED = "committees.committee.founded", _("founded a committee")
    COMMITTEE_CHANGED = "committees.committee.changed", _("changed a committee")
    MEMBER_SEATED = "committees.seat.filled", _("seated a member")
    SEAT_VACATED = "committees.seat.vacated", _("vacated a seat")
    CHAIR_NAMED = "committees.chair.named", _("named a co-chair")
    DISCUSSION_CLOSED = "committees.discussion.closed", _("closed a discussion")
