from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Meeting, Seat
from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.meetings.models.agenda import AgendaItem
from palabre.meetings.models.session import BOTH_SIDES

DECIDING = [(side.value, side.label) for side in BOTH_SIDES]


class Progress(models.TextChoices):
    WRITING = "writing", _("being written")
    CONTEST = "contest", _("draft, open to contest")
    APPROVED = "approved", _("approved")


class Minutes(models.Model):
    """What a meeting leaves in writing: what was said, by nobody in particular, and what was adopted."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    progress = models.CharField(
        _("how far they are"), max_length=10, choices=Progress, default=Progress.WRITING
    )
    # Every change of a word makes another edition: nobody agrees to words that they did not read.
    edition = models.PositiveIntegerField(_("edition"), default=1)
    is_public = models.BooleanField(_("anyone may read them once approved"), default=False)
    published_on = models.DateField(_("draft published on"), null=True, blank=True)
    contest_until = models.DateField(_("open to contest until"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    # Of this edition: the co-chair whose word is awaited while the other agrees, and until when.
    asked = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_by = models.DateField(_("a word is awaited until"), null=True, blank=True)
    silent = models.CharField(
        _("side that did not answer"), max_length=12, choices=DECIDING, blank=True
    )

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                name="a_draft_is_open_to_contest_until_a_day",
                condition=Q(progress="writing") | Q(published_on__lte=models.F("contest_until")),
            ),
            models.CheckConstraint(
                name="approved_on_its_day_and_after_the_window",
                condition=Q(progress="approved", approved_on__gt=models.F("contest_until"))
                | (~Q(progress="approved") & Q(approved_on=None)),
            ),
            models.CheckConstraint(
                name="whoever_is_asked_has_until_a_day",
                condition=Q(asked=None, answer_by=None)
                | Q(asked__isnull=False, answer_by__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_is_silent_unasked", condition=Q(silent="") | Q(asked__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes", args=[self.meeting.committee.slug, self.meeting_id])

    @property
    def is_being_written(self) -> bool:
        return self.progress == Progress.WRITING

    @property
    def is_in_contest(self) -> bool:
        return self.progress == Progress.CONTEST

    @property
    def is_approved(self) -> bool:
        return self.progress == Progress.APPROVED

    def begin_edition(self) -> None:
        """Other words: whoever agreed, agreed to those before, and nobody has been asked yet."""
        self.edition += 1
        self.asked = self.answer_by = None
        self.silent = ""

    @property
    def window_is_open(self) -> bool:
        return (
            self.is_in_contest and self.contest_until is not None and today() <= self.contest_until
        )


class Passage(models.Model):
    """What was said about one item."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="passages")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("place"))
    title_fr = models.CharField(_("title in French"), max_length=160, blank=True)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title = Bilingual()
    text_fr = models.TextField(_("text in French"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text = Bilingual()
    for_members = models.BooleanField(_("only in the members’ version"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")

    def __str__(self) -> str:
        return self.title

    @property
    def texts(self) -> list[str]:
        return [text for text in (self.text_fr, self.text_en) if text]


class Assent(models.Model):
    """What the co-chair of a side said of one edition: that it is so, or where that side disagrees.

    A side that disagrees keeps the minutes from nobody: its words stand in them.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="assents")
    side = models.CharField(_("side"), max_length=12, choices=DECIDING)
    edition = models.PositiveIntegerField(_("edition"))
    agrees = models.BooleanField(_("agrees"))
    words = models.TextField(_("where this side disagrees"), blank=True)

    class Meta:
        verbose_name = _("word of a co-chair")
        verbose_name_plural = _("words of co-chairs")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "side"], name="one_word_a_side"),
            models.CheckConstraint(
                name="disagrees_in_words",
                condition=Q(agrees=True, words="") | (Q(agrees=False) & ~Q(words="")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_side_display()


class Outcome(models.TextChoices):
    OPEN = "open", _("waits")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("not accepted")


class Contest(models.Model):
    """A member says that a passage should read otherwise. Nothing says which member, nor when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="contests")
    lang = models.CharField(_("language"), max_length=8)
    before = models.TextField(_("as it stood"), blank=True)
    text = models.TextField(_("as it should read"))
    why = models.TextField(_("why"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.CharField(_("why not"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        constraints = [
            models.CheckConstraint(
                name="declined_with_a_reason", condition=~Q(outcome="declined") | ~Q(answer="")
            )
        ]

    def __str__(self) -> str:
        return str(self.passage)


class Version(models.Model):
    """The minutes as they stood on a day, whole. Never changed: the database refuses it too."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    made_on = models.DateField(_("made on"), default=today)
    is_final = models.BooleanField(_("approved"), default=False)
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest of the content"), max_length=64)

    class Meta:
        ordering = ["number"]
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["minutes"], condition=Q(is_final=True), name="approved_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A version of minutes is never rewritten.")
        super().save(*args, **kwargs)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.content["day"])
