from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What is done here in an office. Speaking, and opening a discussion, are not offices."""

    COMMITTEE_FOUNDED = "committees.committee.founded", _("founded a committee")
    COMMITTEE_CHANGED = "committees.committee.changed", _("changed a committee")
    PLACE_ADDED = "committees.place.added", _("added a seat")
    PLACE_CHANGED = "committees.place.changed", _("changed what a seat is called")
    PERSON_NOMINATED = "committees.nomination.made", _("proposed somebody for a seat")
    POINT_CHECKED = "committees.nomination.checked", _("confirmed something about a nominee")
    NOMINEE_INVITED = "committees.nomination.invited", _("invited a nominee")
    NOMINATION_WITHDRAWN = "committees.nomination.withdrawn", _("withdrew a nomination")
    MEMBER_SEATED = "committees.seat.filled", _("seated a member")
    SEAT_VACATED = "committees.seat.vacated", _("vacated a seat")
    TERM_RENEWED = "committees.term.renewed", _("renewed a term")
    REMOVAL_ASKED = "committees.removal.asked", _("asked the co-chairs to end a seat")
    REMOVAL_AGREED = "committees.removal.agreed", _("agreed that a seat ends")
    REMOVAL_REFUSED = "committees.removal.refused", _("refused that a seat ends")
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
