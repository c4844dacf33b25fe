"""A reader's vault: two secret keys, locked by a passphrase and, once more, by a key on paper.

The passphrase is not the password of the account: whoever resets the account opens no vault.
"""

import hashlib
import secrets
import struct
from dataclasses import dataclass, field, replace

from palabre.sealing import boxes, passphrase, recovery, signing, wrapping
from palabre.sealing.errors import (
    Unreadable,
    WeakKey,
    WrongPassphrase,
    WrongRecoveryKey,
)
from palabre.sealing.kdf import KEY_SIZE, SALT_SIZE, VAULT_COST, Cost, stretch, subkey

SECRET_SIZE = 2 * KEY_SIZE
FINGERPRINT_GROUPS = 8
FINGERPRINT_DIGITS = 5

# memory, passes, lanes, salt: kept with the lock, so that the cost may grow later.
LOCK_HEADER = struct.Struct(f">IBB{SALT_SIZE}s")
DEAREST = Cost(memory_kib=256 * 1024, passes=8, lanes=4)


@dataclass(frozen=True)
class PublicKeys:
    """What others need of a reader: one key to seal to, one to check signatures with."""

    x: bytes
    ed: bytes


@dataclass(frozen=True)
class OpenVault:
    """Both secret keys in one piece, as an ephemeral capsule keeps them."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_SIZE:
            raise WeakKey

    @property
    def x_secret(self) -> bytes:
        return self.secret[:KEY_SIZE]

    @property
    def ed_seed(self) -> bytes:
        return self.secret[KEY_SIZE:]

    @property
    def public(self) -> PublicKeys:
        return PublicKeys(
            x=wrapping.key_pair_of(self.x_secret).public, ed=signing.public_of(self.ed_seed)
        )


@dataclass(frozen=True)
class SealedVault:
    by_passphrase: bytes
    by_recovery: bytes


@dataclass(frozen=True)
class Enrolment:
    """The sheet is shown once, to be printed, and kept nowhere."""

    public: PublicKeys
    sealed: SealedVault
    recovery_sheet: str = field(repr=False)


def enrol(phrase: str, cost: Cost = VAULT_COST) -> Enrolment:
    return seal_vault(OpenVault(secrets.token_bytes(SECRET_SIZE)), phrase, cost)


def seal_vault(vault: OpenVault, phrase: str, cost: Cost = VAULT_COST) -> Enrolment:
    """Also for a vault just opened with its sheet: the old sheet opens nothing afterwards."""
    key = recovery.new_recovery_key()
    sealed = SealedVault(
        by_passphrase=_lock(vault, phrase, cost),
        by_recovery=boxes.lock(subkey(key, b"vault recovery"), vault.secret),
    )
    return Enrolment(vault.public, sealed, recovery.printed(key))


def unlock(sealed: SealedVault, phrase: str) -> OpenVault:
    """Compare its `public` with the row: a key swapped in the database shows here."""
    header = boxes.without_version(sealed.by_passphrase)
    cost, salt = _cost_and_salt(header)
    key = stretch(passphrase.encoded(phrase), salt, cost)
    try:
        return OpenVault(boxes.unlock(key, header[LOCK_HEADER.size :]))
    except Unreadable:
        raise WrongPassphrase from None


def unlock_with_recovery(sealed: SealedVault, typed: str) -> OpenVault:
    key = subkey(recovery.read(typed), b"vault recovery")
    try:
        return OpenVault(boxes.unlock(key, sealed.by_recovery))
    except Unreadable:
        raise WrongRecoveryKey from None


def change_passphrase(
    sealed: SealedVault, old: str, new: str, cost: Cost = VAULT_COST
) -> SealedVault:
    """The sheet on paper stays good."""
    return replace(sealed, by_passphrase=_lock(unlock(sealed, old), new, cost))


def fingerprint(public: PublicKeys) -> str:
    """Eight groups of five digits, to be read aloud and compared in any language."""
    digest = hashlib.blake2b(public.x + public.ed, person=b"fingerprint").digest()
    digits = FINGERPRINT_GROUPS * FINGERPRINT_DIGITS
    number = f"{int.from_bytes(digest) % 10**digits:0{digits}d}"
    return " ".join(
        number[i : i + FINGERPRINT_DIGITS] for i in range(0, digits, FINGERPRINT_DIGITS)
    )


def _lock(vault: OpenVault, phrase: str, cost: Cost) -> bytes:
    passphrase.require_long_enough(phrase)
    salt = secrets.token_bytes(SALT_SIZE)
    key = stretch(passphrase.encoded(phrase), salt, cost)
    header = LOCK_HEADER.pack(cost.memory_kib, cost.passes, cost.lanes, salt)
    return boxes.VERSION + header + boxes.lock(key, vault.secret)


def _cost_and_salt(header: bytes) -> tuple[Cost, bytes]:
    """Costs beyond our own are refused: an altered row must not exhaust the machine."""
    if len(header) < LOCK_HEADER.size:
        raise Unreadable
    memory, passes, lanes, salt = LOCK_HEADER.unpack_from(header)
    if memory > DEAREST.memory_kib or passes > DEAREST.passes or lanes > DEAREST.lanes:
        raise Unreadable
    return Cost(memory, passes, lanes), salt
