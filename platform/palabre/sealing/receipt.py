"""The code with which a writer comes back: 115 random bits and one character that checks them."""

import hashlib
import secrets
from dataclasses import dataclass, field

from palabre.sealing import crockford
from palabre.sealing.errors import WeakKey

RANDOM_CHARACTERS = 23
LENGTH = RANDOM_CHARACTERS + 1
SHORTEST_MATERIAL = 16
GF32_POLYNOMIAL = 0b100101

DIGITS = {
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
LETTERS = {
    "fr": {"W": "double vé", "Y": "i grec", "Z": "zède"},
    "en": {"W": "double u", "Z": "zed"},
}


@dataclass(frozen=True)
class Receipt:
    """A code that checks out. Printing the object shows nothing: only `shown` does."""

    code: str = field(repr=False)

    @property
    def shown(self) -> str:
        return "-".join(crockford.grouped(self.code))


def new_receipt(seed: bytes | None = None) -> Receipt:
    return receipt_from(secrets.token_bytes(32) if seed is None else seed)


def receipt_from(material: bytes) -> Receipt:
    """The same material gives the same receipt, so a form sent twice is one message.

    The material must be uniformly random or the output of a keyed hash: nobody may guess it.
    """
    if len(material) < SHORTEST_MATERIAL:
        raise WeakKey
    digest = hashlib.blake2b(material, digest_size=16, person=b"receipt").digest()
    code = crockford.spell(int.from_bytes(digest), RANDOM_CHARACTERS)
    return Receipt(code + check_character(code))


def parse_receipt(typed: str) -> Receipt | None:
    code = crockford.tidy(typed, LENGTH)
    if code is None or check_character(code[:-1]) != code[-1]:
        return None
    return Receipt(code)


def check_character(code: str) -> str:
    """A sum over GF(32) with weights 2^i: no wrong character, no two swapped ones get past."""
    total = 0
    for value in crockford.values(code):
        total = _double(total ^ value)
    return crockford.ALPHABET[total]


def _double(value: int) -> int:
    return (value << 1) ^ (GF32_POLYNOMIAL if value & 16 else 0)


def spoken(receipt: Receipt, language: str) -> str:
    """For a voice that reads it out: a comma after each character, a stop after each group."""
    tongue = language[:2] if language[:2] in DIGITS else "fr"
    groups = crockford.grouped(receipt.code)
    return " ".join(f"{', '.join(_name(c, tongue) for c in group)}." for group in groups)


def _name(character: str, tongue: str) -> str:
    if character.isdigit():
        return DIGITS[tongue][int(character)]
    return LETTERS[tongue].get(character, character)
