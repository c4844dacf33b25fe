from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Meeting
from palabre.core.bilingual import Bilingual


class Standing(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("on the agenda")
    DROPPED = "dropped", _("not on the agenda")


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def accepted(self) -> AgendaItemQuerySet:
        return self.filter(standing=Standing.ACCEPTED).order_by("position")

    def proposed(self) -> AgendaItemQuerySet:
        """By their words: in what order they came is nowhere."""
        return self.filter(standing=Standing.PROPOSED).order_by("title_fr", "title_en", "pk")

    def dropped(self) -> AgendaItemQuerySet:
        return self.filter(standing=Standing.DROPPED).order_by("title_fr", "title_en", "pk")


class AgendaItem(models.Model):
    """Something that a meeting is asked to talk about. Nothing says who proposed it, nor when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.PROPOSED
    )
    position = models.PositiveSmallIntegerField(_("place on the agenda"), null=True, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=160, blank=True)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title = Bilingual()
    about = models.TextField(_("what it is about"), blank=True)
    html = models.TextField(_("text, as shown"), blank=True)
    lang = models.CharField(_("language"), max_length=8, default="fr")
    for_members = models.BooleanField(_("only members see it"), default=False)
    from_a_message = models.BooleanField(_("after a message without an account"), default=False)
    reason = models.CharField(_("why it is not on the agenda"), max_length=300, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.CheckConstraint(
                name="an_agenda_item_has_a_title", condition=~Q(title_fr="") | ~Q(title_en="")
            ),
            models.CheckConstraint(
                name="who_is_on_the_agenda_has_a_place",
                condition=Q(standing="accepted", position__isnull=False)
                | (~Q(standing="accepted") & Q(position=None)),
            ),
            models.CheckConstraint(
                name="dropped_with_a_reason", condition=~Q(standing="dropped") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def as_html(self) -> SafeString:
        """Cleaned when it was written (core.text.render_markdown); nothing else fills `html`."""
        return SafeString(self.html)
