"""libsodium's two boxes, behind a version byte and our own refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from palabre.sealing.errors import SealError, UnknownVersion, Unreadable, WeakKey

VERSION = b"\x01"


def lock(key: bytes, plain: bytes) -> bytes:
    """XSalsa20-Poly1305 under a key that both sides hold."""
    with _crypto_errors_as(WeakKey):
        return VERSION + bytes(SecretBox(key).encrypt(plain))


def unlock(key: bytes, locked: bytes) -> bytes:
    with _crypto_errors_as(Unreadable):
        return SecretBox(key).decrypt(without_version(locked))


def seal(public: bytes, plain: bytes) -> bytes:
    """X25519 from a throwaway key: whoever sealed it can't open it again."""
    with _crypto_errors_as(WeakKey):
        return VERSION + bytes(SealedBox(PublicKey(public)).encrypt(plain))


def unseal(secret: bytes, sealed: bytes) -> bytes:
    with _crypto_errors_as(Unreadable):
        return SealedBox(PrivateKey(secret)).decrypt(without_version(sealed))


def without_version(sealed: bytes) -> bytes:
    if sealed[:1] != VERSION:
        raise UnknownVersion
    return sealed[1:]


@contextmanager
def _crypto_errors_as(refusal: type[SealError]) -> Iterator[None]:
    try:
        yield
    except CryptoError:
        raise refusal from None
