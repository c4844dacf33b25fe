"""Codes on paper: drawn from a hat in the room, typed once. Which was drawn by whom is nowhere.

55 random bits and a sign that tells a slip of the pen; the server keeps a keyed hash of each.
"""

from collections.abc import Mapping
from hashlib import blake2b
from secrets import SystemRandom

from django.conf import settings

from palabre.motions.models import PaperCode, Vote
from palabre.sealing.sheet import SheetNumber, new_sheet_number, parse_sheet_number


class NoSuchCode(Exception):
    """It was never printed, was used, or is for a vote that is closed: all look alike."""


def draw(vote: Vote, numbers: Mapping[str, int]) -> dict[str, list[str]]:
    """So many for each side, as they are printed. Nothing else ever knows them."""
    made = {side: [new_sheet_number() for _each in range(n)] for side, n in numbers.items()}
    rows = [
        PaperCode(vote=vote, side=side, digest=digest_of(code))
        for side, codes in made.items()
        for code in codes
    ]
    SystemRandom().shuffle(rows)
    PaperCode.objects.bulk_create(rows)
    return {side: [code.shown for code in codes] for side, codes in made.items()}


def found(typed: str) -> PaperCode:
    code = parse_sheet_number(typed)
    row = code and PaperCode.objects.filter(digest=digest_of(code)).first()
    if not row:
        raise NoSuchCode
    return row


def digest_of(code: SheetNumber) -> bytes:
    key = blake2b(settings.SECRET_KEY.encode(), person=b"ballot codes").digest()
    return blake2b(code.code.encode(), key=key, digest_size=32).digest()
