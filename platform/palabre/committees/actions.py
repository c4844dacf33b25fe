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
    OPENING_ASKED = "committees.opening.asked", _("asked for a link to be opened")
    OPENING_AGREED = "committees.opening.agreed", _("opened a link with the other side")
    OPENING_REFUSED = "committees.opening.refused", _("refused to open a link")
    RULES_ANNOUNCED = "committees.rules.announced", _("announced other rules for a committee")
    RULES_WITHDRAWN = "committees.rules.withdrawn", _("withdrew rules that were announced")
    KIND_ADDED = "committees.kind.added", _("added a kind of seat")
    KIND_CHANGED = "committees.kind.changed", _("changed a kind of seat")
    TEMPLATE_ADDED = "committees.template.added", _("added a template of committees")
    TEMPLATE_CHANGED = "committees.template.changed", _("changed a template of committees")
    TERRITORY_ADDED = "committees.territory.added", _("added a territory")
    TERRITORY_CHANGED = "committees.territory.changed", _("changed a territory")
    TERRITORY_REMOVED = "committees.territory.removed", _("removed a territory")
