"""What moderators have at hand: ready reasons, notes among themselves, how they like to work."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.moderation.models.case import Case
from palabre.moderation.models.choices import JUDGES, Choice, Round
from palabre.moderation.models.rule import Rule
from palabre.people.models import User

MOST_WORDING = 300
MOST_NOTE = 1000


class WordingQuerySet(models.QuerySet["Wording"]):
    def on_offer(self) -> "WordingQuerySet":
        found = self.filter(is_active=True, rule__is_active=True).select_related("rule")
        return found.order_by("rule__number", "pk")


class Wording(models.Model):
    """A reason that is said often, written with care once, in both languages.

    A decision keeps the pair as it read on that day, so that its author reads it in theirs.
    """

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="wordings")
    text_fr = models.CharField(_("reason in French"), max_length=MOST_WORDING)
    text_en = models.CharField(_("reason in English"), max_length=MOST_WORDING)
    text = Bilingual()
    choice = models.CharField(_("goes with"), max_length=10, choices=Choice, blank=True)
    is_active = models.BooleanField(_("on offer"), default=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["rule__number", "pk"]
        verbose_name = _("ready reason")
        verbose_name_plural = _("ready reasons")

    def __str__(self) -> str:
        return self.text


class Note(models.Model):
    """What a moderator leaves to the colleagues of their side about a case. Its author never reads it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    side = models.CharField(_("side"), max_length=12, choices=JUDGES)
    round = models.PositiveSmallIntegerField(_("round"), choices=Round, default=Round.FIRST)
    moderator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("note"), max_length=MOST_NOTE)
    written_on = models.DateField(_("written on"), default=today)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")

    def __str__(self) -> str:
        return f"{self.case}, {self.get_side_display()}"


class SingleKeys(models.Model):
    """A moderator who works the queue with single keys. Whoever has no row has none to press."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("single keys")
        verbose_name_plural = _("single keys")

    def __str__(self) -> str:
        return str(self.user)
