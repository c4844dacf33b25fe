from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Meeting
from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.meetings.models.agenda import AgendaItem


class Kind(models.TextChoices):
    DECISION = "decision", _("Decision")
    ADVICE = "advice", _("Advice")
    MEASURE = "measure", _("Confidence-building measure")


class Decision(models.Model):
    """What a committee adopted while a quorum of each side was in the room.

    How many that were is part of the row: the database itself keeps no decision without both.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DECISION)
    text_fr = models.TextField(_("text in French"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text = Bilingual()
    responsible = models.CharField(_("who sees to it"), max_length=160, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    # Of an item for the members alone, or of a motion that was moved for them.
    for_members = models.BooleanField(_("only in the members’ version"), default=False)
    adopted_on = models.DateField(_("adopted on"), default=today)
    present_civilian = models.PositiveSmallIntegerField(_("civilians present"))
    needed_civilian = models.PositiveSmallIntegerField(_("civilians needed"))
    present_forces = models.PositiveSmallIntegerField(_("forces present"))
    needed_forces = models.PositiveSmallIntegerField(_("forces needed"))

    class Meta:
        ordering = ["number"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_decision_a_number"),
            models.CheckConstraint(
                name="adopted_with_a_quorum_of_each_side",
                condition=Q(
                    needed_civilian__gte=1,
                    needed_forces__gte=1,
                    present_civilian__gte=F("needed_civilian"),
                    present_forces__gte=F("needed_forces"),
                ),
            ),
            models.CheckConstraint(
                name="a_decision_has_words", condition=~Q(text_fr="") | ~Q(text_en="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.number}"
