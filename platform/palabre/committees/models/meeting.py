from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.committee import Committee
from palabre.committees.models.rules import Rules
from palabre.core.bilingual import Bilingual
from palabre.core.text import render_markdown


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def to_come(self) -> MeetingQuerySet:
        return self.filter(starts_at__gte=timezone.now()).order_by("starts_at")

    def held(self) -> MeetingQuerySet:
        return self.filter(starts_at__lt=timezone.now()).order_by("-starts_at")


class Meeting(models.Model):
    """A day on which both sides of a committee sit in one room."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    # Those in force when it was called: no later change makes its quorum another.
    rules = models.ForeignKey(
        Rules, on_delete=models.PROTECT, related_name="+", verbose_name=_("under the rules")
    )
    starts_at = models.DateTimeField(_("starts at"))
    place_fr = models.CharField(_("place in French"), max_length=200)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    place = Bilingual()
    is_chatham = models.BooleanField(_("held under the Chatham House Rule"), default=True)
    agenda_fr = models.TextField(_("agenda in French"), blank=True)
    agenda_en = models.TextField(_("agenda in English"), blank=True)
    agenda = Bilingual()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return f"{self.committee}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("committees:meeting", args=[self.committee.slug, self.pk])

    @property
    def agenda_html(self) -> SafeString:
        return render_markdown(self.agenda)

    @property
    def is_over(self) -> bool:
        return self.starts_at < timezone.now()
