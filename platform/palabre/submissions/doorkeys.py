"""Open vaults between two requests: a random key in a strict cookie, the locked secret in memory.

Nothing of it is ever in the database; in Redis (kept without persistence) only what the cookie
alone unlocks (ADR 0003).
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from palabre.submissions.sealing import ephemeral
from palabre.submissions.sealing.errors import SealError


@dataclass(frozen=True)
class Door:
    """One kind of open vault: its cookie, and how long it stays open when nothing happens."""

    name: str
    minutes: int

    @property
    def cookie(self) -> str:
        return f"{settings.HOST_ONLY}{self.name}"

    def leave_open(self, response: HttpResponse, owner: UUID | int, secret: bytes) -> None:
        closed = ephemeral.close(secret)
        cache.set(self._entry(closed.handle), (owner, closed.capsule), self.minutes * 60)
        response.set_cookie(
            self.cookie, closed.cookie, httponly=True, secure=settings.HTTPS, samesite="Strict"
        )

    def opened(self, request: HttpRequest) -> tuple[UUID | int, bytes] | None:
        """Whose it is and what is inside; using it keeps it open a while longer."""
        cookie = request.COOKIES.get(self.cookie, "")
        entry = self._entry(ephemeral.handle_of(cookie))
        found = cache.get(entry) if cookie else None
        if found is None:
            return None
        owner, capsule = found
        try:
            secret = ephemeral.reopen(cookie, capsule)
        except SealError:
            return None
        cache.touch(entry, self.minutes * 60)
        return owner, secret

    def shut(self, request: HttpRequest, response: HttpResponse | None = None) -> None:
        cookie = request.COOKIES.get(self.cookie)
        if cookie:
            cache.delete(self._entry(ephemeral.handle_of(cookie)))
        if response is not None:
            response.delete_cookie(self.cookie, samesite="Strict")

    def _entry(self, handle: bytes) -> str:
        return f"door:{self.name}:{handle.hex()}"


WRITER = Door("r", minutes=15)
READER = Door("v", minutes=30)
