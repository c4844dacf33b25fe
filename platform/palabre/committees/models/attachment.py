from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.discussion import Contribution, Discussion
from palabre.core.days import today
from palabre.people.models import User

A_PART = 256 * 1024  # bytes in a row
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "audio/ogg": "ogg",
}


class Draft(models.Model):
    """What a member has begun to say in a discussion with names. Of those without there is none."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="drafts")
    body = models.TextField(_("text"), blank=True)
    kept_on = models.DateField(_("kept on"), default=today)

    class Meta:
        verbose_name = _("draft of a contribution")
        verbose_name_plural = _("drafts of contributions")
        constraints = [
            models.UniqueConstraint(fields=["user", "discussion"], name="one_draft_a_discussion")
        ]

    def __str__(self) -> str:
        return f"{self.discussion_id}"


class Attachment(models.Model):
    """A photo, a PDF or a recording beside what somebody says under their name: made anew from what
    is seen or heard in it, without a name of its own (ADR 24)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="attachments")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    media_type = models.CharField(_("kind"), max_length=40)
    about = models.CharField(_("what is seen or heard in it"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveSmallIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveSmallIntegerField(_("height"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                name="attachment_is_said_or_a_draft",
                condition=Q(contribution=None, draft__isnull=False)
                | Q(contribution__isnull=False, draft=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("committees:attachment", args=self._place)

    @property
    def small_url(self) -> str:
        return reverse("committees:small_attachment", args=self._place)

    @property
    def _place(self) -> list[object]:
        return [self.discussion.committee.slug, self.discussion_id, self.pk]

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_sound(self) -> bool:
        return self.media_type.startswith("audio/")

    @property
    def name(self) -> str:
        if self.is_picture:
            return str(_("Photo"))
        return str(_("Recording") if self.is_sound else _("Document"))

    @property
    def file_name(self) -> str:
        return f"file-{self.number}.{ENDINGS[self.media_type]}"


class AttachmentPart(models.Model):
    """Some of the bytes of an attachment, or of the small picture that a page shows of it."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="parts")
    is_small = models.BooleanField(_("of the small picture"), default=False)
    number = models.PositiveIntegerField(_("number"))
    content = models.BinaryField(_("bytes"))

    class Meta:
        ordering = ["number"]
        verbose_name = _("part of an attachment")
        verbose_name_plural = _("parts of attachments")
        constraints = [
            models.UniqueConstraint(
                fields=["attachment", "is_small", "number"], name="one_part_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id}, {self.number}"
