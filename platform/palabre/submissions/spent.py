"""Which forms were sent already, and that is all: keyed hashes in the memory of this process.

Not in the cache, which may be Redis: that one remembers for each entry when it was last touched.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

HASH_SIZE = 16
MOST = 50_000  # forms remembered, some ten megabytes; beyond them the oldest are forgotten


class Reused(Exception):
    """This form was sent before, with other words."""


@dataclass
class Sending:
    said: bytes
    times: int = 0


class Spent:
    def __init__(self, most: int = MOST) -> None:
        self._key = secrets.token_bytes(32)
        self._sent: OrderedDict[bytes, Sending] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._sent)

    def times(self, token: str, words: bytes) -> int:
        """How often this form was sent already. Raises Reused for other words than those."""
        form, said = self._hashes(token, words)
        with self._lock:
            before = self._sent.get(form)
        if before is None:
            return 0
        if before.said != said:
            raise Reused
        return before.times

    def claim(self, token: str, words: bytes) -> None:
        """Sent once more; of two at one time with different words, the second raises Reused."""
        form, said = self._hashes(token, words)
        with self._lock:
            sending = self._sent.setdefault(form, Sending(said))
            if sending.said != said:
                raise Reused
            sending.times += 1
            while len(self._sent) > self._most:
                self._sent.popitem(last=False)

    def give_back(self, token: str) -> None:
        """It came to nothing, and may be sent again as if it had not been."""
        form = self._form(token)
        with self._lock:
            sending = self._sent.get(form)
            if sending is not None:
                sending.times -= 1
                if sending.times == 0:
                    del self._sent[form]

    def _hashes(self, token: str, words: bytes) -> tuple[bytes, bytes]:
        form = self._form(token)
        return form, self._hash(form + words)

    def _form(self, token: str) -> bytes:
        return self._hash(token.encode("utf-8", "surrogatepass"))

    def _hash(self, text: bytes) -> bytes:
        return blake2b(text, digest_size=HASH_SIZE, key=self._key).digest()
