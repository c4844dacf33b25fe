"""What a report says, and how it lies in its envelope: bound to its row, so that none passes for
another."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from palabre.reprisals.models import Report
from palabre.sealing import envelope
from palabre.sealing.errors import Misplaced, Unreadable
from palabre.vaults import epochs

VERSION = 1


@dataclass(frozen=True)
class Telling:
    """`name` is empty where somebody left it out; `to` are the keys of the custodians chosen."""

    kind: str
    words: str = field(repr=False)
    name: str = field(repr=False)
    day: date
    to: frozenset[UUID]


def seal(report: Report, telling: Telling, publics: Collection[bytes]) -> bytes:
    """Raises KeyLost, and TooMuch for more people or words than there is room for."""
    return epochs.lock(report.expires_on, envelope.seal_for(publics, _written(report, telling)))


def unseal(report: Report, secret: bytes) -> Telling | None:
    """None where it is not for whoever holds this secret. Raises SealError where it was altered."""
    words = envelope.open_with(secret, epochs.unlock(report.expires_on, bytes(report.sealed)))
    return None if words is None else _read(report, words)


def _written(report: Report, telling: Telling) -> bytes:
    said = asdict(telling) | {"to": sorted(map(str, telling.to)), "day": telling.day.isoformat()}
    text = json.dumps([VERSION, *_place(report), said], ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def _read(report: Report, words: bytes) -> Telling:
    try:
        version, *place, said = json.loads(words.decode("utf-8", "surrogatepass"))
        day, to = date.fromisoformat(said.pop("day")), frozenset(map(UUID, said.pop("to")))
        telling = Telling(**said, day=day, to=to)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Unreadable from None
    if version != VERSION or place != _place(report):
        raise Misplaced
    return telling


def _place(report: Report) -> list[str | int]:
    return [str(report.pk), report.space_id, report.quarter.isoformat()]
