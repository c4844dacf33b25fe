"""What keeps a thread for longer than a moment takes one of few places: the other threads stay for
those who read. Arriving slowly, and being made anew, count alike."""

import errno
from threading import BoundedSemaphore
from typing import Any

SLOW_ONES = 4  # of the eight threads of a process
PLACES = BoundedSemaphore(SLOW_ONES)
KEY = "palabre.place"


class TooSlow(ConnectionResetError):
    """Cut off by us. As an error of the line, gunicorn ends it without a word."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "too slow")


class Crowded(TooSlow):
    """It takes longer than a moment, and too many others do so."""


def is_one_free() -> bool:
    if is_free := PLACES.acquire(blocking=False):
        PLACES.release()
    return is_free


class Place:
    """Of one request: taken once at most, however often it is asked for, and left with the answer."""

    def __init__(self) -> None:
        self._taken_of: BoundedSemaphore | None = None

    def take(self) -> bool:
        if self._taken_of is None and PLACES.acquire(blocking=False):
            self._taken_of = PLACES
        return self._taken_of is not None

    def leave(self) -> None:
        taken_of, self._taken_of = self._taken_of, None
        if taken_of:
            taken_of.release()


def place_of(environ: dict[str, Any]) -> Place:
    place: Place = environ.setdefault(KEY, Place())
    return place
