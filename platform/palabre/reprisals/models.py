"""Reports of pressure. A row says for which committee, in which quarter and what became of it: not
the day, nor what, nor who, nor to whom (ADR 19)."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core.days import today
from palabre.reprisals import quarters
from palabre.spaces.models import Role, Space


class Kind(models.TextChoices):
    """What somebody is made to suffer. It is kept inside the seal alone."""

    PRESSURE = "pressure", _("Pressure to keep quiet, or to speak otherwise")
    THREAT = "threat", _("A threat")
    POST = "post", _("Loss of a post, a transfer, a punishment at work")
    ARREST = "arrest", _("An arrest or a summons")
    VIOLENCE = "violence", _("Violence")
    FAMILY = "family", _("Something against my family")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    OPEN = "open", _("Nobody has looked into it yet")
    LOOKING = "looking", _("Being looked into")
    PROTECTED = "protected", _("The person is protected")
    STOPPED = "stopped", _("It has stopped")
    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    NONE = "none", _("Without outcome")


MEMBERS = (Role.MEMBER, Role.CHAIR)  # who may report
PENDING = (Outcome.OPEN, Outcome.LOOKING)


def this_quarter() -> date:
    return quarters.first_day(today())


class ReportQuerySet(models.QuerySet["Report"]):
    def lasting(self) -> ReportQuerySet:
        """What is over is gone at once, though its rows may wait for the night."""
        return self.filter(expires_on__gt=today()).exclude(sealed=b"")


class Report(models.Model):
    """Somebody's word that they are made to pay for sitting or speaking in a committee, sealed to the
    custodians whom they chose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField(_("first day of the quarter"), default=this_quarter)
    # A Monday, the same for all reports of a quarter (ADR 17). Afterwards there is only a number.
    expires_on = models.DateField(_("ends on"))
    outcome = models.CharField(
        _("what became of it"), max_length=11, choices=Outcome, default=Outcome.OPEN
    )
    sealed = models.BinaryField(_("sealed words"))

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of pressure")
        verbose_name_plural = _("reports of pressure")

    def __str__(self) -> str:
        return str(_("A report of pressure"))

    @property
    def last_day(self) -> date:
        """On which it can be read."""
        return self.expires_on - timedelta(days=1)
