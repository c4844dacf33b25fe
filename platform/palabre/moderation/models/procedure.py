from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.spaces.models import Space

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Number = models.PositiveSmallIntegerField[int, int]


PROMISE = 48  # hours, where a space says nothing else


def hours(label: str | _StrPromise, *, default: int, most: int) -> Number:
    bounds = [MinValueValidator(1), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=bounds)


class Procedure(models.Model):
    """How the moderators of one space work: its times, and what one key may do."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, related_name="procedure")
    promise_hours = hours(_("decided within so many hours, as promised"), default=PROMISE, most=720)
    lapse_days = hours(_("days until a case that nobody decides is closed"), default=14, most=90)
    veil_hours = hours(_("hours for which a thing may be hidden undecided"), default=24, most=24)
    second_look_hours = hours(_("hours for a second look"), default=24, most=168)
    panel_hours = hours(_("hours for the panel of three"), default=72, most=336)
    appeal_days = hours(_("days in which an author may appeal"), default=30, most=365)
    spam_by_one = models.BooleanField(
        _("one moderator alone may remove the spam of a newcomer"), default=False
    )
    first_words = models.PositiveSmallIntegerField(
        _("how many first posts of a newcomer wait to be published"), default=0
    )
    holds_all = models.BooleanField(_("every post waits to be published"), default=False)

    class Meta:
        verbose_name = _("procedure of moderation")
        verbose_name_plural = _("procedures of moderation")
        constraints = [
            models.CheckConstraint(
                name="hidden_undecided_for_a_day_at_most",
                condition=Q(veil_hours__gte=1, veil_hours__lte=24),
            )
        ]

    def __str__(self) -> str:
        return str(self.space)


def procedure_of(space: Space) -> Procedure:
    """The one that was set, or what holds where nobody set any."""
    return Procedure.objects.filter(space=space).first() or Procedure(space=space)
