"""A link to whoever said something, which only one custodian of each side together can open, for one
contribution, within its days (ADR 18).

Who it was is split in two halves of chance; each is sealed to the vaults of one side's custodians and
locked with the key of the Monday on which it ends. One half, or a hundred, tells nothing.
"""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from palabre.committees.models import Discussion
from palabre.committees.models.link import SHARES, SealedLink
from palabre.core.days import today
from palabre.sealing import boxes
from palabre.sealing.errors import SealError
from palabre.sealing.vault import OpenVault
from palabre.spaces.models import Role, Space
from palabre.vaults import epochs
from palabre.vaults.ending import monday_with_key
from palabre.vaults.trust import trust_in

RECORD = 64  # bytes, of whoever it is
PERSON, KEY = 8, 16
BOX = len(boxes.VERSION) + 48 + RECORD
WEEKS_AHEAD = 16  # ninety days, a day of waiting, and the Monday after
Custodians = Mapping[str, list[bytes]]


@dataclass(frozen=True)
class Author:
    """Whoever speaks where a link is wanted. Known until it is sealed, and then to nobody."""

    person: int
    custodians: Custodians
    ends: date

    def linked(self, key: str) -> dict[str, str]:
        """Both halves for the contribution with this key, ready to wait with it."""
        record = self.person.to_bytes(PERSON) + bytes.fromhex(key)
        whole = record.ljust(RECORD, b"\0")
        half = secrets.token_bytes(RECORD)
        halves = dict(zip(SHARES, (half, _xor(half, whole)), strict=True))
        sealed = {
            side: epochs.lock(self.ends, seal_to(self.custodians[side], halves[side])).hex()
            for side in SHARES
        }
        return {**sealed, "ends": self.ends.isoformat()}


def author_of(person: int, discussion: Discussion) -> Author | None:
    """None where the rules of the discussion want no link."""
    days = discussion.rules.link_days
    if not days:
        return None
    custodians = custodians_of(discussion.committee.space)
    return Author(person, custodians, monday_with_key(today(), days=days))


def custodians_of(space: Space) -> Custodians:
    """The sealing keys of those whose vaults are trusted, by side."""
    found: dict[str, list[bytes]] = {side: [] for side in SHARES}
    for seat in trust_in(space, Role.CUSTODIAN).counting:
        if seat.side in found:
            found[seat.side].append(bytes(seat.user.vault_key.x_pk))
    return found


def mondays_ahead(day: date) -> list[date]:
    return epochs.mondays(day, weeks=WEEKS_AHEAD)


def seal_to(keys: Iterable[bytes], half: bytes) -> bytes:
    return b"".join(boxes.seal(key, half) for key in keys)


def own_half(opened: OpenVault, ends: date, locked: bytes | memoryview) -> bytes | None:
    """The one that is sealed to this vault; None where there is none, or its days are over."""
    with suppress(SealError):
        every = epochs.unlock(ends, bytes(locked))
        for start in range(0, len(every), BOX):
            with suppress(SealError):
                return boxes.unseal(opened.x_secret, every[start : start + BOX])
    return None


def half_in(link: SealedLink, side: str, opened: OpenVault) -> bytes | None:
    return own_half(opened, link.expires_on, getattr(link, side))


def whose(one: bytes, other: bytes, key: str) -> int | None:
    """None where somebody has altered a half, or put it beside other words."""
    record = _xor(one, other)
    is_whole = record[PERSON:] == bytes.fromhex(key).ljust(RECORD - PERSON, b"\0")
    return int.from_bytes(record[:PERSON]) if is_whole else None


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
