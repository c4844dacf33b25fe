from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core.days import today
from palabre.people.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> NoticeQuerySet:
        return self.filter(read=False)


class Notice(models.Model):
    """One thing that a person should know, shown on their own page in their own language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    words = models.JSONField(_("words"), default=dict)
    link = models.CharField(_("link"), max_length=200, blank=True)
    day = models.DateField(_("day"), default=today)
    read = models.BooleanField(_("read"), default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.kind


class Mail(models.Model):
    """A mail that waits for the worker. The row goes when the mail server has taken it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.JSONField(_("to"))
    sender = models.CharField(_("sender"), max_length=200)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("body"))

    class Meta:
        verbose_name = _("waiting mail")
        verbose_name_plural = _("waiting mails")

    def __str__(self) -> str:
        return self.subject
