from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.discussion import Discussion, NamelessContribution
from palabre.core.days import today
from palabre.people.models import Side, User

SHARES = (Side.CIVILIAN.value, Side.FORCES.value)


class SealedLink(models.Model):
    """Who said it, split in two, each half sealed to the custodians of one side; until its Monday.

    Only where the committee's rules want it (ADR 18).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.OneToOneField(
        NamelessContribution, on_delete=models.CASCADE, related_name="link"
    )
    civilian = models.BinaryField(_("half of the civilian side"))
    forces = models.BinaryField(_("half of the forces' side"))
    expires_on = models.DateField(_("ends on"), db_index=True)

    class Meta:
        verbose_name = _("sealed link")
        verbose_name_plural = _("sealed links")

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class Reason(models.TextChoices):
    THREAT = "threat", _("It threatens somebody, or calls for violence")
    DANGER = "danger", _("It gives somebody away to those who would harm them")
    FALSE = "false", _("It accuses somebody by name of a crime")


class Outcome(models.TextChoices):
    ASKED = "asked", _("asked by one side")
    OPENED = "opened", _("opened by both sides")
    REFUSED = "refused", _("refused by the other side")


class OpeningQuerySet(models.QuerySet["Opening"]):
    def over(self, day: date) -> OpeningQuerySet:
        return self.filter(expires_on__lte=day)


class Opening(models.Model):
    """A line of the public register: which contribution, why, which sides, what came
    of it. Never who said it; that stands sealed to the two custodians, until the link ends."""

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="openings")
    # Not a foreign key: the rows of a discussion are taken out and put back at each batch.
    number = models.PositiveIntegerField(_("number of the contribution"))
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.ASKED)
    side = models.CharField(_("asked by the side"), max_length=12, choices=Side)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked on"), default=today)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    answered_on = models.DateField(_("answered on"), null=True)
    half = models.BinaryField(_("half of who asked, sealed to the other side"), default=b"")
    found = models.BinaryField(_("what was found, sealed to both"), default=b"")
    expires_on = models.DateField(_("ends on"), db_index=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("opening of a link")
        verbose_name_plural = _("openings of links")
        constraints = [
            models.CheckConstraint(
                name="answered_on_and_by_go_together",
                condition=Q(answered_on=None, answered_by=None, outcome="asked")
                | (Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(outcome="asked")),
            ),
            models.UniqueConstraint(
                name="one_opening_a_contribution",
                fields=["discussion", "number"],
                condition=~Q(outcome="refused"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.discussion}, {self.number}"
