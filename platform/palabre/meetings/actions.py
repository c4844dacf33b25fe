from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What is done here in an office. Proposing, answering and coming are not offices."""

    MEETING_CALLED = "committees.meeting.called", _("called a meeting")
    MEETING_CHANGED = "committees.meeting.changed", _("changed a meeting")
    MEETING_CANCELLED = "meetings.meeting.cancelled", _("cancelled a meeting")
    ITEM_ADDED = "meetings.item.added", _("put an item on an agenda")
    ITEM_DROPPED = "meetings.item.dropped", _("kept an item off an agenda")
    SESSION_OPENED = "meetings.session.opened", _("opened a session")
    SESSION_CLOSED = "meetings.session.closed", _("closed a session")
    DECISION_ADOPTED = "meetings.decision.adopted", _("recorded a decision")
    MINUTES_BEGUN = "meetings.minutes.begun", _("began minutes")
    MINUTES_VALIDATED = "meetings.minutes.validated", _("validated minutes")
    MINUTES_DISAGREED = "meetings.minutes.disagreed", _("disagreed with minutes")
    MINUTES_WENT_ON = "meetings.minutes.went_on", _("published minutes without the word of a side")
    MINUTES_APPROVED = "meetings.minutes.approved", _("approved minutes")
    CONTEST_ACCEPTED = "meetings.contest.accepted", _("accepted a contest of minutes")
    CONTEST_DECLINED = "meetings.contest.declined", _("declined a contest of minutes")
