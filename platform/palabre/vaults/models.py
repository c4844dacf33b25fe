"""Somebody's keys. Who they are is known; what only their passphrase opens is not (ADR 3, 9)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core.days import today
from palabre.people.models import User
from palabre.spaces.models import Role, Space


class VaultKeyQuerySet(models.QuerySet["VaultKey"]):
    def held_by(self, user: User) -> VaultKey | None:
        return self.filter(user=user).first()


class VaultKey(models.Model):
    """Somebody's public keys, and their vault, which only their passphrase or sheet opens."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Nobody's any more once its holder has lost it: then it only checks what it has signed.
    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="vault_key", null=True, blank=True
    )
    former_user = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    x_pk = models.BinaryField(_("sealing key"))
    ed_pk = models.BinaryField(_("signing key"))
    by_passphrase = models.BinaryField(_("vault, locked by the passphrase"))
    by_recovery = models.BinaryField(_("vault, locked by the recovery sheet"))
    enrolled_on = models.DateField(_("enrolled on"), default=today)

    objects = VaultKeyQuerySet.as_manager()

    class Meta:
        db_table = "submissions_readerkey"  # where it lay when vaults were the readers' alone
        verbose_name = _("key of a vault")
        verbose_name_plural = _("keys of vaults")

    def __str__(self) -> str:
        return str(self.holder)

    @property
    def holder(self) -> User | None:
        """Whose it is, or was; nobody once their account is gone."""
        return self.user or self.former_user


class Endorsement(models.Model):
    """One person's signature under another's keys, for one role in one space: we met, and these are theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    key = models.ForeignKey(VaultKey, on_delete=models.CASCADE, related_name="endorsements")
    by_key = models.ForeignKey(VaultKey, on_delete=models.CASCADE, related_name="+")
    # As they were signed: what the other tables say of the person may change.
    username = models.CharField(_("user name"), max_length=150)
    side = models.CharField(_("side"), max_length=12)
    role = models.CharField(_("role"), max_length=12, default=Role.READER)
    signature = models.BinaryField(_("signature"))
    day = models.DateField(_("day"), default=today)

    class Meta:
        db_table = "submissions_endorsement"
        verbose_name = _("endorsement of a key")
        verbose_name_plural = _("endorsements of keys")
        constraints = [
            models.UniqueConstraint(
                fields=["space", "key", "by_key", "role"], name="one_vouches_once"
            )
        ]

    def __str__(self) -> str:
        return self.username
