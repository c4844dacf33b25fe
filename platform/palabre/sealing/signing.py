"""Ed25519 signatures; `purpose` keeps one kind of signature from passing for another."""

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from palabre.sealing.boxes import VERSION
from palabre.sealing.errors import WeakKey
from palabre.sealing.kdf import KEY_SIZE


def public_of(seed: bytes) -> bytes:
    return bytes(_key(seed).verify_key)


def sign(seed: bytes, purpose: bytes, message: bytes) -> bytes:
    return VERSION + _key(seed).sign(_framed(purpose, message)).signature


def is_signed(public: bytes, purpose: bytes, message: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(public).verify(_framed(purpose, message), signature[1:])
    except CryptoError:
        return False
    return signature[:1] == VERSION


def _key(seed: bytes) -> SigningKey:
    if len(seed) != KEY_SIZE:
        raise WeakKey
    return SigningKey(seed)


def _framed(purpose: bytes, message: bytes) -> bytes:
    return b"palabre\0" + VERSION + purpose + b"\0" + message
