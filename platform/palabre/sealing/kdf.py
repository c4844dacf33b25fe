"""From what people remember to keys, and from one key to others."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from palabre.sealing.errors import Busy, WeakKey
from palabre.sealing.receipt import Receipt

KEY_SIZE = 32
LONGEST_BLAKE2B_KEY = 64
SALT_SIZE = 16


@dataclass(frozen=True)
class Cost:
    memory_kib: int
    passes: int
    lanes: int = 1


RECEIPT_COST = Cost(memory_kib=19 * 1024, passes=2)
VAULT_COST = Cost(memory_kib=128 * 1024, passes=3)


class Turnstile:
    """Lets few through at once and a bounded number wait; whoever comes after is told so."""

    def __init__(self, running: int = 1, waiting: int = 20) -> None:
        self._places = BoundedSemaphore(running + waiting)
        self._turns = BoundedSemaphore(running)

    @contextmanager
    def turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with self._turns:
                yield
        finally:
            self._places.release()


TURNSTILE = Turnstile()


def stretch(secret: bytes, salt: bytes, cost: Cost, turnstile: Turnstile = TURNSTILE) -> bytes:
    if len(salt) < SALT_SIZE:
        raise WeakKey
    with turnstile.turn():
        try:
            return hash_secret_raw(
                secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_SIZE, Type.ID
            )
        except HashingError:
            raise WeakKey from None


def subkey(key: bytes, person: bytes, message: bytes = b"") -> bytes:
    """Keyed BLAKE2b; `person` keeps one use of a key apart from another."""
    if not KEY_SIZE <= len(key) <= LONGEST_BLAKE2B_KEY:
        raise WeakKey
    return hashlib.blake2b(message, digest_size=KEY_SIZE, key=key, person=person).digest()


@dataclass(frozen=True)
class ReceiptKeys:
    """What a receipt gives: where its message lies, and the key that unwraps the writer's own."""

    locator: bytes
    wrap: bytes = field(repr=False)


def receipt_keys(
    receipt: Receipt,
    *,
    site_salt: bytes,
    pepper: bytes,
    cost: Cost = RECEIPT_COST,
    turnstile: Turnstile = TURNSTILE,
) -> ReceiptKeys:
    """The salt is one for the site, since it must be known before the row is found.

    The pepper is kept outside the database: with a dump alone no receipt can even be tried.
    """
    master = stretch(receipt.code.encode(), site_salt, cost, turnstile)
    return ReceiptKeys(
        locator=subkey(pepper, b"locator", subkey(master, b"locate")),
        wrap=subkey(master, b"wrap"),
    )


def receipt_material(form_token: bytes, typed: bytes, *, key: bytes) -> bytes:
    """What a receipt is made from, so that the same form sent twice gets the same receipt.

    The words typed count too: whoever knows someone's token can't have their receipt shown.
    """
    if len(form_token) < SALT_SIZE:
        raise WeakKey
    return subkey(key, b"receipt", subkey(key, b"form", form_token) + typed)
