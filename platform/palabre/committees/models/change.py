"""What every change of a committee's own law has: a number, a day that is told beforehand, a reason,
and, where the rules want it, the keys of the co-chairs of both sides (ADR 20)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.people.models import Side, User

# All that ever changes in such a row; its days only while it waits for the keys.
LIFE = {
    "withdrawn_on", "refused", "waits", "civilian_by", "forces_by", "announced_on",
    "in_force_from", "began_on",
}  # fmt: skip
Row = TypeVar("Row", bound="Change")


class ChangeQuerySet(models.QuerySet[Row]):
    def standing(self) -> Self:
        """Neither withdrawn or refused, nor still waiting for the co-chairs."""
        return self.filter(withdrawn_on=None, waits=False)

    def waiting(self) -> Self:
        return self.filter(withdrawn_on=None, waits=True)

    def open_to(self, after: date) -> Self:
        """Announced for a later day, or waiting for the co-chairs."""
        return self.filter(withdrawn_on=None).filter(
            models.Q(waits=True) | models.Q(in_force_from__gt=after)
        )


class Change(models.Model):
    """A change of rules or of the charter: proposed or announced, then in force or withdrawn."""

    number = models.PositiveSmallIntegerField(_("number"))
    announced_on = models.DateField(_("announced on"), default=today)
    in_force_from = models.DateField(_("in force from"))
    reason_fr = models.TextField(_("why, in French"), blank=True)
    reason_en = models.TextField(_("why, in English"), blank=True)
    reason = Bilingual()
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    refused = models.BooleanField(_("refused by a co-chair"), default=False)
    waits = models.BooleanField(_("waits for both co-chairs"), default=False)
    civilian_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    forces_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["number"]

    @property
    def is_proposed(self) -> bool:
        """It waits for the co-chairs, and holds on no day before both agree."""
        return self.waits and self.withdrawn_on is None

    @property
    def is_to_come(self) -> bool:
        return self.withdrawn_on is None and not self.waits and self.in_force_from > today()

    def agreed_by(self, side: str) -> int | None:
        return self.civilian_by_id if side == Side.CIVILIAN else self.forces_by_id

    @property
    def has_both_keys(self) -> bool:
        return self.civilian_by_id is not None and self.forces_by_id is not None

    def let_through(self, *, notice: timedelta) -> None:
        """Both have agreed: it is announced today, and members get their days of notice in full."""
        self.waits, self.announced_on = False, today()
        self.in_force_from = max(self.in_force_from, today() + notice)
