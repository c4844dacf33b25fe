"""How records hang together: each carries a digest of itself and of the one before it (ADR 26).

What a record says is digested here, in one encoding for both databases. The database itself joins
the records, as the last thing that a transaction does (migration 0003): its words for `link` are
the same as these, and the tests compare them.
"""

import json
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import Any

VERSION = "palabre audit 1"
GENESIS = sha256(VERSION.encode()).hexdigest()
GROUP = 4


@dataclass(frozen=True)
class Said:
    """What a record says, apart from its place in the chain."""

    day: str
    action: str
    actor: str
    target: str
    details: Any

    @property
    def digest(self) -> str:
        return sha256(_plain(list(astuple(self))).encode("ascii")).hexdigest()


def _plain(thing: Any) -> str:
    """JSON in one way only: keys in order, no space, nothing but ASCII."""
    return json.dumps(thing, sort_keys=True, separators=(",", ":"), allow_nan=False)


def link(number: int, key: int, said: str, before: str) -> str:
    return sha256(f"{VERSION}|{number}|{key}|{said}|{before}".encode()).hexdigest()


def as_kept(details: dict[str, Any]) -> dict[str, Any]:
    """As a database gives it back. A fraction comes back as one likes it, so none may go in."""
    kept: dict[str, Any] = json.loads(json.dumps(details), parse_float=_refuse_fraction)
    return kept


def _refuse_fraction(written: str) -> None:
    raise TypeError(f"A record takes whole numbers only, not {written}.")


def read(details: str) -> Any:
    """What lies in the database, word for word; a key that stands twice says two things."""
    return json.loads(details, object_pairs_hook=_each_once)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A key stands twice.")
    return found


def in_groups(digest: str) -> list[str]:
    """To be read aloud, or compared by eye."""
    return [digest[start : start + GROUP] for start in range(0, len(digest), GROUP)]
