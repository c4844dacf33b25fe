"""Sealing a ballot so that one custodian of each side, together, can open it, and nobody alone.

A ballot is torn into two halves, each of which alone is noise. One is sealed to the key of the
civilian side, the other to the key of the forces; the secret half of each key is sealed to the
vaults of that side's custodians, so that any one of them will do.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import blake2b

from nacl.public import PrivateKey

from palabre.motions.counting import VOTING, Choice
from palabre.sealing import boxes
from palabre.sealing.errors import Unreadable

SIZE = 16  # of every ballot, whatever it says
VERSION = 1
NUMBER_DIGITS = 10
CHOICES = list(Choice.values)


@dataclass(frozen=True)
class SealedBallot:
    civilian: bytes
    forces: bytes

    @property
    def number(self) -> str:
        """By which whoever cast it finds it on the list, and nobody else learns anything."""
        digest = blake2b(self.civilian + self.forces, person=b"ballot number")
        return digest.hexdigest()[:NUMBER_DIGITS].upper()


@dataclass(frozen=True)
class NewKey:
    """Of one side. The secret half exists only until it is sealed to the vaults."""

    public: bytes
    shares: dict[bytes, bytes] = field(repr=False)  # by the vault's public key


def new_key(vaults: Collection[bytes]) -> NewKey:
    made = PrivateKey.generate()
    shares = {vault: boxes.seal(vault, bytes(made)) for vault in vaults}
    return NewKey(bytes(made.public_key), shares)


def seal(choice: str, side: str, *, civilian: bytes, forces: bytes) -> SealedBallot:
    plain = bytes([VERSION, CHOICES.index(choice), VOTING.index(side)])
    plain += secrets.token_bytes(SIZE - len(plain))
    half = secrets.token_bytes(SIZE)
    return SealedBallot(boxes.seal(civilian, half), boxes.seal(forces, together(plain, half)))


def opened_share(share: bytes, *, vault_secret: bytes) -> bytes:
    """The secret key of one side's half."""
    return boxes.unseal(vault_secret, share)


def half(sealed: bytes, *, secret: bytes) -> bytes:
    return boxes.unseal(secret, sealed)


def together(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def read(civilian: bytes, forces: bytes) -> tuple[str, str]:
    """The choice and the side. Raises Unreadable for what no ballot of ours says."""
    plain = together(civilian, forces)
    version, choice, side = plain[:3]
    if version != VERSION or choice >= len(CHOICES) or side >= len(VOTING):
        raise Unreadable
    return CHOICES[choice], VOTING[side]
