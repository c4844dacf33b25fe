from __future__ import annotations

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.committee import Committee
from palabre.committees.models.rules import Rules
from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.core.text import render_markdown

LONGEST, SHORTEST = 12 * 60, 15  # minutes


class Stage(models.TextChoices):
    """How far a meeting has come."""

    CONVENED = "convened", _("called")
    OPEN = "open", _("in session")
    CLOSED = "closed", _("held")
    CANCELLED = "cancelled", _("cancelled")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def to_come(self) -> MeetingQuerySet:
        waiting = self.filter(starts_at__gte=timezone.now())
        return waiting.exclude(stage=Stage.CANCELLED).order_by("starts_at", "pk")

    def held(self) -> MeetingQuerySet:
        past = self.filter(starts_at__lt=timezone.now())
        return past.exclude(stage=Stage.CANCELLED).order_by("-starts_at", "-pk")


class Meeting(models.Model):
    """A day on which both sides of a committee sit in one room."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    # Those in force when it was called: no later change makes its quorum another.
    rules = models.ForeignKey(
        Rules, on_delete=models.PROTECT, related_name="+", verbose_name=_("under the rules")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.CONVENED)
    starts_at = models.DateTimeField(_("starts at"))
    duration = models.PositiveSmallIntegerField(
        _("how long, in minutes"),
        default=120,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    place_fr = models.CharField(_("place in French"), max_length=200)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    place = Bilingual()
    is_chatham = models.BooleanField(_("held under the Chatham House Rule"), default=True)
    # Words before the items of the agenda, which are rows of their own.
    agenda_fr = models.TextField(_("words of the convocation, in French"), blank=True)
    agenda_en = models.TextField(_("words of the convocation, in English"), blank=True)
    agenda = Bilingual()
    urgency_fr = models.TextField(_("why it is urgent, in French"), blank=True)
    urgency_en = models.TextField(_("why it is urgent, in English"), blank=True)
    urgency = Bilingual()
    cancelled_because = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    # Calendars on phones ask how often it changed, and when that was last told.
    revision = models.PositiveSmallIntegerField(_("how often it was changed"), default=0)
    announced_on = models.DateField(_("announced on"), default=today)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                name="cancelled_with_a_reason",
                condition=~Q(stage="cancelled") | ~Q(cancelled_because=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.committee}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.committee.slug, self.pk])

    @property
    def agenda_html(self) -> SafeString:
        return render_markdown(self.agenda)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration)

    @property
    def is_over(self) -> bool:
        return self.starts_at < timezone.now()

    @property
    def is_convened(self) -> bool:
        return self.stage == Stage.CONVENED

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN

    @property
    def is_closed(self) -> bool:
        return self.stage == Stage.CLOSED

    @property
    def is_cancelled(self) -> bool:
        return self.stage == Stage.CANCELLED
