"""The anonymous door on paper: a sheet is drawn with a code and a number, and comes back (ADR 12).

Like intake it knows no person, no session and no role. Whoever types a sheet in is let through
before this; what is kept of it is what is kept of any message. It is written in no record: a line
in it would tie a person and an order of things to what somebody else said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from palabre.core.days import today
from palabre.sealing import boxes, kdf, sheet
from palabre.sealing.errors import SealError
from palabre.sealing.receipt import Receipt, new_receipt
from palabre.sealing.sheet import SheetKeys, SheetNumber
from palabre.submissions.intake import (
    DAY_LENGTH,
    Letter,
    form_key,
    keep,
    keys_for,
    new_place,
    pepper,
    seconds_to_a_midnight,
    site_salt,
)
from palabre.submissions.models import PaperSheet, Submission

DAYS = 180


@dataclass(frozen=True)
class Drawn:
    """A new sheet: what is printed on its two parts, and the row that waits for it."""

    receipt: Receipt = field(repr=False)
    number: SheetNumber = field(repr=False)
    row: PaperSheet = field(repr=False)


def expiry() -> date:
    return today() + timedelta(days=DAYS)


def draw_sheet(space: int) -> Drawn:
    """Nothing is kept yet. The number and the code have no common source."""
    receipt, number = new_receipt(), sheet.new_sheet_number()
    keys = _keys(number, space)
    sealed = sheet.lock_place(keys.lock, new_place(keys_for(receipt)))
    row = PaperSheet(space_id=space, tag=keys.tag, sealed=sealed, expires_on=expiry())
    return Drawn(receipt, number, row)


def keep_sheets(drawn: list[Drawn]) -> None:
    """In the order of their random tags, which is not the order in which they are printed."""
    PaperSheet.objects.bulk_create(
        sorted((one.row for one in drawn), key=lambda row: bytes(row.tag))
    )


def take_in(typed: str, letter: Letter, *, token: bytes, readers: Mapping[UUID, bytes]) -> bool:
    """Seal what came back on a sheet, and use the sheet up. False where no such sheet waits here.

    The same form sent twice is one message. A number that nobody was given costs the same work.
    """
    number = sheet.parse_sheet_number(typed)
    keys = _keys(number or sheet.new_sheet_number(), letter.space)
    slip = _slip(letter, keys, token)
    with transaction.atomic():
        waiting = PaperSheet.objects.select_for_update().filter(
            tag=keys.tag, space=letter.space, expires_on__gte=today()
        )
        row = waiting.first()
        place = _place_of(row, keys)
        if row is None or place is None:
            return slip.was_taken_in()
        keep(letter, place, readers)
        row.delete()
        slip.leave(place.locator)
    return True


def _keys(number: SheetNumber, space: int) -> SheetKeys:
    return sheet.sheet_keys(
        number, space, site_salt=site_salt(), pepper=pepper(), cost=kdf.RECEIPT_COST
    )


def _place_of(row: PaperSheet | None, keys: SheetKeys) -> sheet.Place | None:
    """None also where somebody altered the row: its code opens nothing then, and nothing is lost."""
    if row is None:
        return None
    try:
        return sheet.unlock_place(keys.lock, bytes(row.sealed))
    except SealError:
        return None


@dataclass(frozen=True)
class Slip:
    """So that a form which is sent twice is answered twice alike: left in memory alone, for a day,
    under the token and the words of that form, and readable with them only."""

    key: bytes = field(repr=False)

    def leave(self, locator: bytes) -> None:
        """Before the message is kept for good: a slip whose message is not there says nothing."""
        cache.set(self._name, boxes.lock(self.key, locator), seconds_to_a_midnight())

    def was_taken_in(self) -> bool:
        found = cache.get(self._name)
        if found is None:
            return False
        return Submission.objects.filter(locator=boxes.unlock(self.key, found)).exists()

    @property
    def _name(self) -> str:
        return f"paper:{kdf.subkey(self.key, b'slip name').hex()}"


def _slip(letter: Letter, keys: SheetKeys, token: bytes) -> Slip:
    typed = f"{letter.space} {letter.readers} {letter.body}".encode("utf-8", "surrogatepass")
    form = kdf.receipt_material(token, keys.tag + typed, key=form_key(token[:DAY_LENGTH]))
    return Slip(kdf.subkey(form, b"slip"))


def forget_expired_sheets() -> None:
    PaperSheet.objects.filter(expires_on__lt=today()).delete()
