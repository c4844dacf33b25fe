"""What somebody does with their vault: makes it, opens it, gets it back, makes another."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.people.models import User
from palabre.sealing import passphrase, vault
from palabre.vaults import rules
from palabre.vaults.actions import Action
from palabre.vaults.models import VaultKey


@transaction.atomic
def enrol(user: User, phrase: str) -> str:
    """Make this person's vault. Returns the recovery sheet, shown once and kept nowhere."""
    require(rules.can_enrol(user))
    made = vault.enrol(phrase)
    record(Action.VAULT_MADE, by=user, on=keep_vault(user, made))
    return made.recovery_sheet


def keep_vault(user: User, made: vault.Enrolment) -> VaultKey:
    return VaultKey.objects.create(
        user=user,
        x_pk=made.public.x,
        ed_pk=made.public.ed,
        by_passphrase=made.sealed.by_passphrase,
        by_recovery=made.sealed.by_recovery,
    )


@transaction.atomic
def recover_vault(key: VaultKey, sheet: str, phrase: str) -> str:
    """Give a vault a new passphrase with its sheet. The sheet is spent; a new one comes back.

    Raises WrongRecoveryKey. The keys stay the same, so every message stays readable.
    """
    sealed = vault.SealedVault(bytes(key.by_passphrase), bytes(key.by_recovery))
    opened = _whole(key, vault.unlock_with_recovery(sealed, sheet))
    made = vault.seal_vault(opened, phrase)
    key.by_passphrase, key.by_recovery = made.sealed.by_passphrase, made.sealed.by_recovery
    key.save(update_fields=["by_passphrase", "by_recovery"])
    record(Action.VAULT_RECOVERED, by=key.user, on=key)
    return made.recovery_sheet


def new_passphrase(language: str) -> str:
    return passphrase.generate_passphrase(language)


def open_vault(key: VaultKey, phrase: str) -> vault.OpenVault:
    """Raises WrongPassphrase; a key swapped in the database is refused as well."""
    sealed = vault.SealedVault(bytes(key.by_passphrase), bytes(key.by_recovery))
    return _whole(key, vault.unlock(sealed, phrase))


def require_own(key: VaultKey, opened: vault.OpenVault) -> None:
    _whole(key, opened)


def _whole(key: VaultKey, opened: vault.OpenVault) -> vault.OpenVault:
    if opened.public != vault.PublicKeys(bytes(key.x_pk), bytes(key.ed_pk)):
        raise PermissionDenied(_("This vault does not fit its public keys. Tell the secretariat."))
    return opened


@transaction.atomic
def replace_vault(user: User, phrase: str) -> str:
    """Another vault, for who has lost passphrase and sheet. Nobody trusts it yet, and nothing opens
    with it until a colleague hands messages on. Returns the recovery sheet, shown once."""
    lost = VaultKey.objects.select_for_update().get(user=user)
    # Its public part stays: it has signed answers, and vouched for others.
    lost.former_user, lost.user = user, None
    lost.by_passphrase = lost.by_recovery = b""
    lost.save(update_fields=["former_user", "user", "by_passphrase", "by_recovery"])
    made = vault.enrol(phrase)
    record(Action.VAULT_REPLACED, by=user, on=keep_vault(user, made))
    return made.recovery_sheet
