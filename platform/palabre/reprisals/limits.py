"""So many reports a member, counted in the memory of this process and nowhere else."""

import secrets
from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

from palabre.core.pressure import Bucket

AT_ONCE = 5
PACE = 10 * 60.0  # seconds until one more
MOST = 1000  # members remembered


class Limits:
    """By a keyed hash, so that even the memory names nobody."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.start_afresh()

    def start_afresh(self) -> None:
        self._key = secrets.token_bytes(32)
        self._buckets: OrderedDict[bytes, Bucket] = OrderedDict()

    def allow(self, number: int) -> bool:
        who = blake2b(str(number).encode(), key=self._key, digest_size=16).digest()
        with self._lock:
            bucket = self._buckets.setdefault(who, Bucket(AT_ONCE, PACE))
            self._buckets.move_to_end(who)
            while len(self._buckets) > MOST:
                self._buckets.popitem(last=False)
        return bucket.draw(lambda _pressure: False) is None


MEMBERS = Limits()
