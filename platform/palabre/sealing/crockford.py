"""Crockford's base32, for what people copy by hand."""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST_TYPED = 256
LOOKALIKES = str.maketrans("OIL", "011")


def spell(number: int, length: int) -> str:
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(length)))


def values(code: str) -> list[int]:
    return [ALPHABET.index(character) for character in code]


def number(code: str) -> int:
    total = 0
    for value in values(code):
        total = (total << 5) | value
    return total


def grouped(code: str) -> list[str]:
    return [code[start : start + 4] for start in range(0, len(code), 4)]


def tidy(typed: str, length: int) -> str | None:
    """What was meant: any case, any script's digits, no separators, O I L read as 0 1 1."""
    if len(typed) > LONGEST_TYPED:
        return None
    letters = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(map(_digit_or_letter, filter(str.isalnum, letters))).translate(LOOKALIKES)
    return code if len(code) == length and set(code) <= set(ALPHABET) else None


def _digit_or_letter(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
