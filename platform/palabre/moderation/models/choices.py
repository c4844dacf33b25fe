from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.people.models import Side

JUDGES = [(Side.CIVILIAN.value, Side.CIVILIAN.label), (Side.FORCES.value, Side.FORCES.label)]


NAME = "people.user"  # a case about somebody's name
# What is not words but something that is put on for a while (ADR 27).
MEASURES = (SANCTION, PAUSE) = ("moderation.sanction", "moderation.pause")


class Choice(models.TextChoices):
    KEEP = "keep", _("Keep it as it is")
    REMOVE = "remove", _("Remove it")


class Outcome(models.TextChoices):
    KEPT = "kept", _("Kept")
    REMOVED = "removed", _("Removed")
    DISAGREED = "disagreed", _("Kept: the two sides disagreed")
    LAPSED = "lapsed", _("Kept: nobody decided in time")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author while it waited")


class Round(models.IntegerChoices):
    """How often a case has been looked at: twice by a pair, then by three drawn by lot."""

    FIRST = 1, _("first look")
    SECOND = 2, _("second look")
    PANEL = 3, _("panel of three")


class Look(models.TextChoices):
    """How a case came to its end, as the register shows it to everybody."""

    AGREED = "agreed_at_once", _("Both sides looked and chose the same at once")
    DIFFERED = "differed", _("Both sides looked and differed first")
    ONE_KEY = "one_key", _("One decided, where one may: spam, or to publish")
    NOBODY = "nobody", _("Not looked at by both in time")


def look_of(outcome: str, which: int, *, is_held: bool, one_key: bool, keys: int) -> Look:
    """Of a closed case that ended in its `which` look, with so many `keys` turned in the first.

    Whatever counts or lists cases for the public asks this: it says no more of one of them than its
    line in the register (ADR 29).
    """
    if which > Round.FIRST or outcome == Outcome.DISAGREED:
        return Look.DIFFERED
    if outcome == Outcome.LAPSED or not keys:
        return Look.NOBODY
    if is_held and outcome == Outcome.KEPT:
        return Look.ONE_KEY  # the other side may have refused it before: that is nobody's business
    if keys == len(JUDGES):
        return Look.AGREED
    # A proposal that falls with what it followed was seconded by nobody.
    return Look.ONE_KEY if one_key and outcome == Outcome.REMOVED else Look.NOBODY


class Origin(models.TextChoices):
    """What brought a thing before the moderators."""

    REPORT = "report", _("Reported")
    WORDS = "words", _("Holds words to look at")
    NEWCOMER = "newcomer", _("First words of a newcomer")
    HELD = "held", _("Waits to be published")
    NAME = "name", _("Name of an account")
    APPEAL = "appeal", _("Appeal")
    CODE = "code", _("Appeal by whoever wrote the message behind it")
    MEASURE = "measure", _("Proposed by a moderator")


# The same choices and outcomes, said of what waits, of an appeal, and of a sanction or a pause.
CHOICE_OF_HELD = {
    Choice.KEEP: _("Publish it"),
    Choice.REMOVE: _("Refuse it"),
}
CHOICE_OF_APPEAL = {
    Choice.KEEP: _("Give it back"),
    Choice.REMOVE: _("Leave it removed"),
}
CHOICE_OF_ITS_APPEAL = {
    Choice.KEEP: _("Lift it"),
    Choice.REMOVE: _("Uphold it"),
}
CHOICE_OF_MEASURE = {
    Choice.KEEP: _("Leave it at that"),
    Choice.REMOVE: _("Agree to it"),
}
OUTCOME_OF_APPEAL = {
    Outcome.KEPT: _("Given back"),
    Outcome.REMOVED: _("Left removed"),
    Outcome.DISAGREED: _("Given back: the two sides disagreed"),
    Outcome.LAPSED: _("Given back: nobody decided in time"),
}
OUTCOME_OF_MEASURE = {
    Outcome.KEPT: _("Not put on"),
    Outcome.REMOVED: _("Put on"),
    Outcome.DISAGREED: _("Not put on: the two sides disagreed"),
    Outcome.LAPSED: _("Not put on: nobody decided in time"),
}
OUTCOME_OF_ITS_APPEAL = {
    Outcome.KEPT: _("Lifted"),
    Outcome.REMOVED: _("Upheld"),
    Outcome.DISAGREED: _("Lifted: the two sides disagreed"),
    Outcome.LAPSED: _("Lifted: nobody decided in time"),
}
