"""Open vaults between two requests: a random key in a strict cookie, the locked secret in memory.

Nothing of it is ever in the database; in Redis (kept without persistence) only what the cookie
alone unlocks (ADR 0003). Whose it is lies under the same lock, and an entry ends on a round five
minutes: whoever reads the memory learns that somebody was here lately, not who and not when.
"""

import json
import math
import time
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from palabre.sealing import ephemeral
from palabre.sealing.errors import SealError

ROUND = 5 * 60  # seconds

Owner = UUID | int


@dataclass(frozen=True)
class Door:
    """One kind of open vault: its cookie, how long it stays open when nothing happens, and how
    long however much happens."""

    name: str
    minutes: int
    most_hours: int

    @property
    def cookie(self) -> str:
        return f"{settings.HOST_ONLY}{self.name}"

    def leave_open(self, response: HttpResponse, owner: Owner, secret: bytes) -> None:
        until = _rounded(_now() + self.most_hours * 3600)
        closed = ephemeral.close(_packed(owner, until, secret))
        cache.set(self._entry(closed.handle), closed.capsule, self._seconds(until))
        response.set_cookie(
            self.cookie, closed.cookie, httponly=True, secure=settings.HTTPS, samesite="Strict"
        )

    def opened(self, request: HttpRequest) -> tuple[Owner, bytes] | None:
        """Whose it is and what is inside; using it keeps it open a while longer."""
        cookie = request.COOKIES.get(self.cookie, "")
        entry = self._entry(ephemeral.handle_of(cookie))
        capsule = cache.get(entry) if cookie else None
        if capsule is None:
            return None
        try:
            owner, until, secret = _unpacked(ephemeral.reopen(cookie, capsule))
        except SealError:
            return None
        if until <= _now():
            return None
        cache.touch(entry, self._seconds(until))
        return owner, secret

    def shut(self, request: HttpRequest, response: HttpResponse | None = None) -> None:
        cookie = request.COOKIES.get(self.cookie)
        if cookie:
            cache.delete(self._entry(ephemeral.handle_of(cookie)))
        if response is not None:
            response.delete_cookie(self.cookie, samesite="Strict")

    def _entry(self, handle: bytes) -> str:
        return f"door:{self.name}:{handle.hex()}"

    def _seconds(self, until: int) -> int:
        """To a round instant: an age counted from the last page would tell when that was."""
        return min(_rounded(_now() + self.minutes * 60), until) - _now()


def _now() -> int:
    return int(time.time())


def _rounded(instant: int) -> int:
    return math.ceil(instant / ROUND) * ROUND


def _packed(owner: Owner, until: int, secret: bytes) -> bytes:
    head = json.dumps([str(owner), isinstance(owner, UUID), until]).encode()
    return head + b"\n" + secret


def _unpacked(plain: bytes) -> tuple[Owner, int, bytes]:
    head, _line, secret = plain.partition(b"\n")
    owner, is_random, until = json.loads(head)
    return (UUID(owner) if is_random else int(owner)), int(until), secret


WRITER = Door("r", minutes=15, most_hours=8)
READER = Door("v", minutes=30, most_hours=8)
