from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core.bilingual import Bilingual
from palabre.core.days import today


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self) -> RuleQuerySet:
        return self.filter(is_active=True).order_by("number")


class Rule(models.Model):
    """One rule of the dialogue: what a report, a decision and the register point at."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(_("number"))
    title_fr = models.CharField(_("title in French"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    title = Bilingual()
    text_fr = models.TextField(_("text in French"))
    text_en = models.TextField(_("text in English"), blank=True)
    text = Bilingual()
    veils = models.BooleanField(_("hides at once, until both sides have decided"), default=False)
    is_spam = models.BooleanField(_("spam: a procedure may leave it to one key"), default=False)
    is_active = models.BooleanField(_("in force"), default=True)
    changed_on = models.DateField(_("changed on"), default=today)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["number", "code"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
