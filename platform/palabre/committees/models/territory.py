"""The places that committees are for, as a tree that a secretariat keeps: regions, districts, communes."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core.bilingual import Bilingual

WIDEST, TALLEST = 24, 40  # tiles in the picture


class Territory(models.Model):
    """A place that has a committee, is to have one, or has none yet."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    is_planned = models.BooleanField(_("a committee is planned"), default=False)
    planned_fr = models.CharField(_("for when, in French"), max_length=80, blank=True)
    planned_en = models.CharField(_("for when, in English"), max_length=80, blank=True)
    planned = Bilingual()
    column = models.PositiveSmallIntegerField(
        _("column in the picture"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(WIDEST - 1)],
    )
    row = models.PositiveSmallIntegerField(
        _("row in the picture"), null=True, blank=True, validators=[MaxValueValidator(TALLEST - 1)]
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="one_territory_a_name_in_its_place",
                violation_error_message=_("A territory of this name is there already."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent=None),
                name="one_region_a_name",
                violation_error_message=_("A territory of this name is there already."),
            ),
            models.UniqueConstraint(
                fields=["column", "row"],
                name="one_territory_a_tile",
                violation_error_message=_("Another territory has this place in the picture."),
            ),
            models.CheckConstraint(
                name="column_and_row_go_together",
                condition=Q(column=None, row=None) | Q(column__isnull=False, row__isnull=False),
                violation_error_message=_(
                    "Give the column and the row in the picture, or neither of them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
