"""A line over which a request comes: it may be slow, but not for ever, and few may be slow at once.

Gunicorn waits for each piece anew, so one byte every fifteen seconds kept a thread for hours. Here a
whole request has its time, and what takes longer than a moment needs a place (core.places).
"""

import os
import socket
import time
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from palabre.core.places import Crowded, Place, TooSlow, is_one_free

MOST_SILENCE = int(os.environ.get("PALABRE_MOST_SILENCE", "20"))  # seconds without one byte
MOST_ARRIVING = int(os.environ.get("PALABRE_MOST_ARRIVING", "2400"))  # seconds, whatever comes
MOMENT = 2.0  # seconds in which nearly every form has come, over a poor line too
SHORT_MOMENT = 1.0  # while there is no place: then it is others whom a slow one keeps waiting
LEAST = 30.0  # seconds that even the smallest form has
SLOWEST = 4_000  # bytes a second: a phone on 2G sends five to ten thousand
LINGER = 0.5  # seconds in which our answer may still be heard


class Line(socket.socket):
    is_over = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = Place()
        self.begin(LEAST)

    def begin(self, seconds: float) -> None:
        now = time.monotonic()
        self.moment = now + (MOMENT if is_one_free() else SHORT_MOMENT)
        self.until = now + seconds

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        if self.is_over:
            return b""
        asked = self.gettimeout()
        try:
            return self._heard(bufsize, flags, asked)
        finally:
            self.settimeout(asked)

    def _heard(self, bufsize: int, flags: int, asked: float | None) -> bytes:
        silent = time.monotonic() + min(MOST_SILENCE, MOST_SILENCE if asked is None else asked)
        while True:
            self.settimeout(max(self._until_asked_again(silent), 0.001))
            try:
                return super().recv(bufsize, flags)
            except TimeoutError:
                if time.monotonic() >= silent:
                    raise (BlockingIOError if asked is None else TimeoutError) from None

    def _until_asked_again(self, silent: float) -> float:
        now = time.monotonic()
        if now >= self.until:
            raise TooSlow
        if now < self.moment:
            return min(self.until, silent, self.moment) - now
        if not self.place.take():
            raise Crowded
        return min(self.until, silent) - now

    def say_goodbye(self) -> None:
        """Whoever still sends hears our answer before the line is closed. Gunicorn would wait for
        that where it accepts all others."""
        until = time.monotonic() + LINGER
        with suppress(OSError):
            self.shutdown(socket.SHUT_WR)
            while (left := until - time.monotonic()) > 0:
                self.settimeout(left)
                if not super().recv(1 << 16):
                    break
        self.is_over = True


def seconds_for(length: int) -> float:
    return min(MOST_ARRIVING, max(LEAST, length / SLOWEST))


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # without types of its own
    def handle(self, conn: Any) -> Any:
        """In a thread, from the first byte of a request to the last of its answer."""
        if not isinstance(conn.sock, Line):
            conn.sock = Line(fileno=conn.sock.detach())
        line: Line = conn.sock
        line.begin(seconds_for(0))
        try:
            kept = super().handle(conn)
            if kept is False:
                line.say_goodbye()
            return kept
        finally:
            line.place.leave()
