"""So many deeds a person, counted in the memory of this process and nowhere else."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from hashlib import blake2b
from threading import Lock
from typing import ClassVar

from palabre.core.pressure import Bucket


class Limits:
    """By a keyed hash, so that even the memory names nobody. `pace`: seconds until one more;
    `most`: how many people are remembered."""

    every: ClassVar[list[Limits]] = []

    def __init__(self, at_once: int, pace: float, *, most: int = 1000) -> None:
        self.at_once, self.pace, self.most = at_once, pace, most
        self._lock = Lock()
        self.start_afresh()
        self.every.append(self)

    def start_afresh(self) -> None:
        self._key = secrets.token_bytes(32)
        self._buckets: OrderedDict[bytes, Bucket] = OrderedDict()

    def allow(self, whose: int | str) -> bool:
        who = blake2b(str(whose).encode(), key=self._key, digest_size=16).digest()
        with self._lock:
            bucket = self._buckets.setdefault(who, Bucket(self.at_once, self.pace))
            self._buckets.move_to_end(who)
            while len(self._buckets) > self.most:
                self._buckets.popitem(last=False)
        return bucket.draw(lambda _pressure: False) is None


def start_afresh() -> None:
    """As after a start of everything."""
    for one in Limits.every:
        one.start_afresh()
