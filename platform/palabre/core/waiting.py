"""Rooms in which things wait in memory until there are enough of them to come out together.

So that nothing tells when a thing came, or after which other: nothing of it is in the database,
and in Redis (kept without persistence) there are only sealed things of a few sizes, in no order.
What opens them is the memory of the process that lets them out: the web process where it carries
the worker, the worker elsewhere. Whoever starts anew opens nothing of before, and it is gone: what
comes in must be told so (ADR 18).
"""

import base64
import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import SystemRandom

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from palabre.core import shelves
from palabre.core.shelves import NoRoom

__all__ = ["NoRoom", "Room", "start_afresh", "stay", "take_over"]

STEP = 1024  # sealed things are as long as the next multiple of it
LARGE = 208 * STEP  # those with a picture, all of them
END = b"\x01"  # of what was put in, before it is filled up
LONG_AGO = timedelta.max
# Made when the first process begins, before a worker splits up: all its parts can open.
_own = PrivateKey.generate()
_rooms: set[str] = set()


@dataclass(frozen=True)
class Waiting:
    """One thing as it waits. `mark`: two with the same are one that came twice."""

    sealed: bytes = field(repr=False)
    group: str
    came: float
    mark: bytes = field(repr=False)
    thing: bytes = field(repr=False)


class Room:
    """`most`: how many may wait at once, for all groups together; `most_large`: with a picture."""

    def __init__(self, name: str, *, most: int = 5000, most_large: int = 0) -> None:
        self.most = {name: most, f"{name}-large": most_large}
        self.small, self.large = self.most
        _rooms.update(self.most)

    def add(self, group: str, thing: bytes, *, mark: bytes = b"", is_large: bool = False) -> None:
        """Let it wait. Of several with one mark the last is let out. Raises NoRoom."""
        keeper = shelves.keeper(bytes(_own.public_key))
        name = self.large if is_large else self.small
        shelf = shelves.shelf(name)
        if keeper is None or len(shelf) >= self.most[name]:
            raise NoRoom
        shelf.put([_sealed(keeper, group, thing, mark, LARGE if is_large else STEP)])

    def groups(self) -> list[str]:
        """Those of whom something waits. Only whoever lets out can see it; elsewhere, nobody."""
        return sorted({one.group for one in self._all()})

    def waiting(self, group: str) -> int:
        return len(self._of(group))

    def is_ready(self, group: str, *, fewest: int = 1, longest: timedelta = LONG_AGO) -> bool:
        """Enough of them wait, or one has waited for so long."""
        here = self._of(group)
        waited = time.time() - min((one.came for one in here), default=time.time())
        return bool(here) and (len(here) >= fewest or waited >= longest.total_seconds())

    @contextmanager
    def taken(self, group: str) -> Iterator[list[bytes]]:
        """All of a group, in random order, by one taker alone. If what is done with them fails,
        they wait again as before."""
        here = self._of(group)
        taken = {name: shelves.shelf(name).take([one.sealed for one in here]) for name in self.most}
        ours = {sealed for every in taken.values() for sealed in every}
        things = [one.thing for one in here if one.sealed in ours]
        SystemRandom().shuffle(things)
        try:
            yield things
        except BaseException:
            for name, every in taken.items():
                shelves.shelf(name).put(every)
            raise

    def take(self, group: str) -> list[bytes]:
        """As above, for what cannot fail."""
        with self.taken(group) as things:
            return things

    def _of(self, group: str) -> list[Waiting]:
        return [one for one in self._all() if one.group == group]

    def _all(self) -> list[Waiting]:
        every = {
            sealed: _opened(sealed) for name in self.most for sealed in shelves.shelf(name).all()
        }
        ours = [one for one in every.values() if one is not None]
        wanted = _apart(ours)
        # Sealed to one who is no more; or another with the same mark has come since.
        rest = set(every) - {one.sealed for one in wanted}
        if rest and is_keeper():
            for name in self.most:
                shelves.shelf(name).take(rest)
        return wanted


def take_over() -> None:
    """From now on things are sealed to this process, which is just beginning."""
    shelves.name_keeper(bytes(_own.public_key))


def stay() -> None:
    """Said every few seconds; whoever falls silent for long is no keeper any more."""
    with suppress(NoRoom):
        shelves.stay_keeper(bytes(_own.public_key), _rooms)


def start_afresh() -> None:
    """As after a start of everything."""
    shelves.empty()
    take_over()


def _apart(things: Iterable[Waiting]) -> list[Waiting]:
    """One of each mark in a group, the last that came; what has none is by itself."""
    found: dict[tuple[str, bytes], Waiting] = {}
    for one in sorted(things, key=lambda one: one.came):
        found[one.group, one.mark or one.sealed] = one
    return list(found.values())


def _sealed(keeper: bytes, group: str, thing: bytes, mark: bytes, step: int) -> bytes:
    parts = [group, time.time(), *(base64.b64encode(one).decode() for one in (mark, thing))]
    plain = json.dumps(parts).encode() + END
    filled = plain.ljust(-(-len(plain) // step) * step, b"\0")
    return bytes(SealedBox(PublicKey(keeper)).encrypt(filled))


def _opened(sealed: bytes) -> Waiting | None:
    with suppress(CryptoError):
        filled = SealedBox(_own).decrypt(sealed)
        group, came, mark, thing = json.loads(filled.rstrip(b"\0").removesuffix(END))
        return Waiting(sealed, group, came, base64.b64decode(mark), base64.b64decode(thing))
    return None


def is_keeper() -> bool:
    """Whether what waits can be let out here."""
    own = bytes(_own.public_key)
    return shelves.keeper(own) == own
