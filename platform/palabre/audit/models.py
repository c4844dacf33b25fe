from typing import Any, Never

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core.days import today


class AuditRecord(models.Model):
    """One thing that someone did in an office. Written once, never changed.

    It never says who spoke. A day and a sequence, no hour; no foreign keys, so that it outlives
    whatever it speaks of.
    """

    day = models.DateField(_("day"), default=today)
    action = models.CharField(_("action"), max_length=100)
    actor = models.CharField(_("actor"), max_length=150)
    target = models.CharField(_("target"), max_length=150)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("An audit record is never rewritten.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("An audit record is never deleted.")
