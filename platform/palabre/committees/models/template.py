from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.committee import SeatKind
from palabre.committees.models.rules import RuleValues
from palabre.core.bilingual import Bilingual


class TemplateQuerySet(models.QuerySet["Template"]):
    def offered(self) -> TemplateQuerySet:
        return self.filter(is_offered=True)


class Template(RuleValues):
    """What committees of one sort begin with: a name for the institution, a charter, seats, rules.

    A committee takes a copy: changing the template later changes nothing that was founded from it.
    """

    code = models.SlugField(_("short name"), max_length=40, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    name = Bilingual()
    kind_fr = models.CharField(_("name of the institution in French"), max_length=120)
    kind_en = models.CharField(_("name of the institution in English"), max_length=120, blank=True)
    kind = Bilingual()
    purpose_fr = models.TextField(_("why it exists, in French"))
    purpose_en = models.TextField(_("why it exists, in English"), blank=True)
    purpose = Bilingual()
    charter_fr = models.TextField(_("charter in French"))
    charter_en = models.TextField(_("charter in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)
    is_offered = models.BooleanField(_("offered when a committee is founded"), default=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("template of a committee")
        verbose_name_plural = _("templates of committees")

    def __str__(self) -> str:
        return self.name


class TemplatePlace(models.Model):
    """How many seats of one kind a template begins with, and how many its rules want at least."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="places")
    kind = models.ForeignKey(SeatKind, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    fewest = models.PositiveSmallIntegerField(_("fewest seats"), default=0)

    class Meta:
        ordering = ["kind__position", "pk"]
        verbose_name = _("seats of a template")
        verbose_name_plural = _("seats of templates")
        constraints = [
            models.UniqueConstraint(fields=["template", "kind"], name="one_line_a_kind_of_seat")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.seats}"
