from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What is done here in an office. Moving, amending and voting are not offices."""

    VOTE_OPENED = "motions.vote.opened", _("put a motion to the vote")
    CODES_PRINTED = "motions.codes.printed", _("printed codes to vote with")
    VOTE_CLOSED = "motions.vote.closed", _("closed a vote")
    HANDS_COUNTED = "motions.hands.counted", _("counted a show of hands")
    URN_OPENED = "motions.urn.opened", _("opened the urn for one side")
    URN_GIVEN_UP = "motions.urn.given_up", _("gave up an urn that could not be counted")
    VOTE_COUNTED = "motions.vote.counted", _("counted a vote")
    POLL_OPENED = "motions.poll.opened", _("asked a question in a discussion")
    POLL_CLOSED = "motions.poll.closed", _("closed a question in a discussion")
    TIE_DECIDED = "motions.tie.decided", _("decided a tie for one side")
