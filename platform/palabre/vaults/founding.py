"""The first two readers of a space, one of each side: a file that no database can change (ADR 9).

Everybody else is trusted because these two, or those whom they vouched for, signed for them.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from palabre.sealing.vault import PublicKeys


@dataclass(frozen=True)
class Founder:
    user: str
    side: str
    keys: PublicKeys


def founders_of(slug: str) -> list[Founder]:
    """None where no pair has sat down together yet."""
    return founders_in(what_is_written(slug))


def what_is_written(slug: str) -> bytes:
    """Read each time: nothing of it is remembered."""
    try:
        return _file_of(slug).read_bytes()
    except FileNotFoundError:
        return b""


def founders_in(written: bytes) -> list[Founder]:
    return [_founder(**row) for row in json.loads(written)] if written else []


def _founder(*, user: str, side: str, x: str, ed: str) -> Founder:
    return Founder(user, side, PublicKeys(bytes.fromhex(x), bytes.fromhex(ed)))


def write_founders(slug: str, pair: list[Founder]) -> None:
    """Once. Raises FileExistsError where a pair is written down already."""
    path = _file_of(slug)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    rows = [
        {"user": one.user, "side": one.side, "x": one.keys.x.hex(), "ed": one.keys.ed.hex()}
        for one in pair
    ]
    with path.open("x", encoding="utf-8") as file:
        json.dump(rows, file, indent=1)


def forget_founders(slug: str) -> None:
    """For a demonstration that begins anew. Elsewhere a person takes the file away, knowing why."""
    _file_of(slug).unlink(missing_ok=True)


def _file_of(slug: str) -> Path:
    return Path(settings.READERS) / f"{slug}.json"
