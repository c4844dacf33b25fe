"""The number of a sheet of paper: 55 random bits and one character that checks them.

It opens nothing that was ever said: only the empty place where the words of that sheet go.
"""

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from palabre.sealing import boxes, crockford, kdf
from palabre.sealing.errors import Unreadable
from palabre.sealing.receipt import check_character
from palabre.sealing.wrapping import WriterKey

RANDOM_CHARACTERS = 11
LENGTH = RANDOM_CHARACTERS + 1
BITS = 5 * RANDOM_CHARACTERS
ID_END, LOCATOR_END, PUBLIC_END = 16, 48, 80


@dataclass(frozen=True)
class SheetNumber:
    """A number that checks out. Printing the object shows nothing: only `shown` does."""

    code: str = field(repr=False)

    @property
    def shown(self) -> str:
        return "-".join(crockford.grouped(self.code))


@dataclass(frozen=True)
class Place:
    """Where a message will lie, and the key of whoever comes back to it with the receipt."""

    submission: UUID
    locator: bytes
    writer: WriterKey


def new_sheet_number() -> SheetNumber:
    code = crockford.spell(secrets.randbits(BITS), RANDOM_CHARACTERS)
    return SheetNumber(code + check_character(code))


def parse_sheet_number(typed: str) -> SheetNumber | None:
    code = crockford.tidy(typed, LENGTH)
    if code is None or check_character(code[:-1]) != code[-1]:
        return None
    return SheetNumber(code)


@dataclass(frozen=True)
class SheetKeys:
    """What a number gives in one space: where its sheet is kept, and the key that opens it."""

    tag: bytes
    lock: bytes = field(repr=False)


def sheet_keys(
    number: SheetNumber, space: int, *, site_salt: bytes, pepper: bytes, cost: kdf.Cost
) -> SheetKeys:
    """Slow like a receipt's, since a number is shorter: without the pepper none can be tried."""
    master = kdf.stretch(number.code.encode(), site_salt, cost)
    here = str(space).encode()
    return SheetKeys(
        tag=kdf.subkey(pepper, b"sheet", kdf.subkey(master, b"sheet tag", here)),
        lock=kdf.subkey(pepper, b"sheet lock", kdf.subkey(master, b"sheet lock", here)),
    )


def lock_place(lock: bytes, place: Place) -> bytes:
    """Always of one length."""
    row = place.submission.bytes + place.locator + place.writer.s_pk + place.writer.s_sk_wrapped
    return boxes.lock(lock, row)


def unlock_place(lock: bytes, sealed: bytes) -> Place:
    row = boxes.unlock(lock, sealed)
    if len(row) <= PUBLIC_END:
        raise Unreadable
    return Place(
        submission=UUID(bytes=row[:ID_END]),
        locator=row[ID_END:LOCATOR_END],
        writer=WriterKey(row[LOCATOR_END:PUBLIC_END], row[PUBLIC_END:]),
    )
