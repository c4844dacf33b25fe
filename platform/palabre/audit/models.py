from typing import Any, Never

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.audit.chain import Said, in_groups
from palabre.core.days import today


class AuditRecord(models.Model):
    """One thing that someone did in an office. Written once, never changed.

    It never says who spoke. A day and a sequence, no hour; no foreign keys, so that it outlives
    whatever it speaks of. The database gives it its number and digest, at the end of the
    transaction that wrote it, and refuses every change after that (ADR 26).
    """

    day = models.DateField(_("day"), default=today)
    action = models.CharField(_("action"), max_length=100)
    actor = models.CharField(_("actor"), max_length=150)
    target = models.CharField(_("target"), max_length=150)
    details = models.JSONField(_("details"), default=dict)
    said = models.CharField(_("digest of what it says"), max_length=64, editable=False)
    number = models.BigIntegerField(_("number"), null=True, unique=True, editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("An audit record is never rewritten.")
        said = Said(self.day.isoformat(), self.action, self.actor, self.target, self.details)
        self.said = said.digest
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("An audit record is never deleted.")


class Head(models.Model):
    """How far the chain of records reaches: one row, which only moves on by one."""

    number = models.BigIntegerField(_("number"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("head of the record")
        verbose_name_plural = _("heads of the record")
        constraints = [models.CheckConstraint(name="one_head", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @property
    def groups(self) -> list[str]:
        return in_groups(self.digest)


class DailyHead(models.Model):
    """How far the chain reached on a day, as it was sent to people of both sides."""

    day = models.DateField(_("day"), unique=True, default=today)
    number = models.BigIntegerField(_("number"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("head of a day")
        verbose_name_plural = _("heads of days")

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @property
    def groups(self) -> list[str]:
        return in_groups(self.digest)


class Check(models.Model):
    """What came of looking, on one day, whether the record is as it was written."""

    day = models.DateField(_("day"), unique=True, default=today)
    number = models.BigIntegerField(_("whole up to record"))
    is_whole = models.BooleanField(_("as it was written"))
    is_guarded = models.BooleanField(_("kept by the database"), default=True)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("check of the record")
        verbose_name_plural = _("checks of the record")

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"
