from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core.days import today
from palabre.moderation.models.rule import Rule
from palabre.spaces.models import Space

MOST_PHRASES = 1_000
LONGEST_PHRASE = 80


class Deed(models.TextChoices):
    """What follows when something of a list is found."""

    LOOK = "look", _("It is published, and moderators look at it")
    HOLD = "hold", _("It waits until a moderator has looked at it")
    MARK = "mark", _("It is only marked, for moderators who look at the text anyway")


class Finds(models.TextChoices):
    WORDS = "words", _("The words below")
    PHONE = "phone", _("Telephone numbers, whatever their form")
    POSITION = "position", _("Positions: coordinates, links to maps, posts and units")


class ReadsWhat(models.TextChoices):
    TEXTS = "texts", _("What people write")
    NAMES = "names", _("The names of new accounts")


class WordListQuerySet(models.QuerySet["WordList"]):
    def of(self, space: Space) -> WordListQuerySet:
        """Its own, and those that hold everywhere."""
        return self.filter(Q(space=space) | Q(space=None))

    def in_force(self) -> WordListQuerySet:
        return self.filter(is_active=True).order_by("pk")


class WordList(models.Model):
    """Words that make somebody look at a text. It never removes anything: people do."""

    space = models.ForeignKey(
        Space, on_delete=models.CASCADE, null=True, blank=True, related_name="word_lists"
    )
    name = models.CharField(_("name"), max_length=80)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(_("what follows"), max_length=10, choices=Deed, default=Deed.LOOK)
    reads = models.CharField(
        _("what it reads"), max_length=10, choices=ReadsWhat, default=ReadsWhat.TEXTS
    )
    finds = models.CharField(_("what it finds"), max_length=10, choices=Finds, default=Finds.WORDS)
    words = models.TextField(_("words, one or a few a line"), blank=True)
    is_active = models.BooleanField(_("in force"), default=True)
    changed_on = models.DateField(_("changed on"), default=today)

    objects = WordListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("list of words")
        verbose_name_plural = _("lists of words")

    def __str__(self) -> str:
        return self.name

    @property
    def phrases(self) -> list[str]:
        return self.words.splitlines()
