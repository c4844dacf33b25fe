"""What a committee is for and what its members promise each other, with the day from which on."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.change import LIFE, Change, ChangeQuerySet
from palabre.committees.models.committee import Committee
from palabre.core.bilingual import Bilingual
from palabre.core.text import render_markdown

TEXTS = ("purpose_fr", "purpose_en", "charter_fr", "charter_en")


class CharterQuerySet(ChangeQuerySet["Charter"]):
    def begun(self) -> CharterQuerySet:
        """Those that hold or held, the latest first."""
        return self.exclude(began_on=None).order_by("-number")


class Charter(Change):
    """A committee's mandate and charter, word for word. A row is never changed: another follows it.

    The committee carries the words that hold today; a text gets there on its day (ADR 20).
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="charters")
    purpose_fr = models.TextField(_("why it exists, in French"))
    purpose_en = models.TextField(_("why it exists, in English"), blank=True)
    purpose = Bilingual()
    charter_fr = models.TextField(_("charter in French"), blank=True)
    charter_en = models.TextField(_("charter in English"), blank=True)
    charter = Bilingual()
    began_on = models.DateField(_("holds since"), null=True, blank=True)

    objects = CharterQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("charter of a committee")
        verbose_name_plural = _("charters of committees")
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="one_charter_a_number"),
            models.CheckConstraint(
                name="charters_never_hold_before_their_day",
                condition=Q(began_on=None) | Q(began_on__gte=F("in_force_from"), waits=False),
            ),
            models.CheckConstraint(
                name="what_was_withdrawn_never_held",
                condition=Q(began_on=None) | Q(withdrawn_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once: members accepted these words and no others."""
        if not self._state.adding and not set(kwargs.get("update_fields") or ["all"]) <= LIFE:
            raise TypeError("A charter is never changed: announce another.")
        super().save(*args, **kwargs)

    @property
    def is_to_come(self) -> bool:
        return self.withdrawn_on is None and not self.waits and self.began_on is None

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXTS}

    @property
    def charter_html(self) -> str:
        return render_markdown(self.charter)
