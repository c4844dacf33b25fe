"""An open vault between two requests: the lock lies on the server, its key only in the cookie."""

import hashlib
import secrets
from dataclasses import dataclass, field

from palabre.sealing import boxes
from palabre.sealing.kdf import KEY_SIZE


@dataclass(frozen=True)
class Closed:
    """The cookie goes to the browser; the handle names the entry that holds the capsule."""

    cookie: str = field(repr=False)
    handle: bytes
    capsule: bytes


def close(secret: bytes) -> Closed:
    cookie = secrets.token_urlsafe(KEY_SIZE)
    return Closed(cookie, handle_of(cookie), boxes.lock(_key(cookie), secret))


def reopen(cookie: str, capsule: bytes) -> bytes:
    return boxes.unlock(_key(cookie), capsule)


def handle_of(cookie: str) -> bytes:
    return hashlib.sha256(_bytes(cookie)).digest()


def _key(cookie: str) -> bytes:
    """Hashed rather than decoded: whatever a browser sends is a key, if mostly a wrong one."""
    return hashlib.blake2b(_bytes(cookie), digest_size=KEY_SIZE, person=b"capsule").digest()


def _bytes(cookie: str) -> bytes:
    return cookie.encode("utf-8", "surrogatepass")
