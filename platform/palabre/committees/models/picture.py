from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.discussion import NamelessContribution

MOST_ABOUT = 200


class NamelessPictureQuerySet(models.QuerySet["NamelessPicture"]):
    def without_bytes(self) -> NamelessPictureQuerySet:
        return self.defer("content").annotate(size=Length("content"))


class NamelessPicture(models.Model):
    """A photo beside words without a name: made like all others, laid anew with them (ADR 24).

    No author, no hour, no name, no place in an order, and none may be added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.OneToOneField(
        NamelessContribution, on_delete=models.CASCADE, related_name="picture"
    )
    about = models.CharField(_("what is seen in it"), max_length=MOST_ABOUT)
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    content = models.BinaryField(_("bytes"))

    objects = NamelessPictureQuerySet.as_manager()

    # Shown as the attachments of those who speak under their names are.
    is_picture, is_sound, number = True, False, 1

    class Meta:
        verbose_name = _("photo without a name")
        verbose_name_plural = _("photos without names")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        said = self.contribution
        place = [said.discussion.committee.slug, said.discussion_id, said.number]
        return reverse("committees:picture", args=place)

    @property
    def small_url(self) -> str:
        """It is small."""
        return self.get_absolute_url()

    @property
    def name(self) -> str:
        return str(_("Photo"))
