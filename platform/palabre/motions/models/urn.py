from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.motions.counting import Choice
from palabre.motions.models.vote import Vote
from palabre.people.models import Side


class UrnKey(models.Model):
    """What every ballot of a vote is sealed to, for one side. Its other half is in the shares."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="keys")
    side = models.CharField(_("side"), max_length=12, choices=Side)
    public = models.BinaryField(_("public key"), max_length=32)
    is_opened = models.BooleanField(_("this side has opened the urn"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("key of an urn")
        verbose_name_plural = _("keys of urns")
        constraints = [
            models.UniqueConstraint(fields=["vote", "side"], name="one_key_of_an_urn_a_side")
        ]

    def __str__(self) -> str:
        return f"{self.vote}, {self.side}"


class UrnShare(models.Model):
    """The secret half, sealed to one custodian's vault. Gone once the ballots are counted."""

    key = models.ForeignKey(UrnKey, on_delete=models.CASCADE, related_name="shares")
    custodian = models.BinaryField(_("the vault's public key"), max_length=32)
    sealed = models.BinaryField(_("the secret key, sealed"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("share of an urn")
        verbose_name_plural = _("shares of urns")

    def __str__(self) -> str:
        return str(self.key)


class Slip(models.Model):
    """A ballot in the urn: two halves, and neither tells anything alone. Each is sealed to one side
    until that side has opened the urn.

    All slips of a vote are written anew, in random order, whenever some come in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="slips")
    civilian = models.BinaryField(_("the civilian half"))
    forces = models.BinaryField(_("the half of the forces"))
    number = models.CharField(_("tracking number"), max_length=10)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")

    def __str__(self) -> str:
        return str(self.vote)


class Counted(models.Model):
    """A ballot that was counted, as its number on the list; with what it said where that is shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="counted")
    number = models.CharField(_("tracking number"), max_length=10)
    choice = models.CharField(_("choice"), max_length=8, choices=Choice, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("ballot that was counted")
        verbose_name_plural = _("ballots that were counted")

    def __str__(self) -> str:
        return self.number
