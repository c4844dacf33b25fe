"""The passphrase of a reader's vault: made up here, or chosen and long enough."""

import secrets
import unicodedata
from math import log2

from palabre.sealing.errors import WeakPassphrase

SHORTEST = 16
WORDS = 6
SYLLABLES_PER_WORD = 2

# No two of these syllables sound alike, and none needs an accent: a phone keyboard will do.
CONSONANTS = ["b", "ch", "d", "f", "j", "k", "l", "m", "n", "p", "r", "t", "v"]
VOWELS = {"fr": ["a", "ai", "i", "o", "oi", "ou", "u"], "en": ["a", "e", "ee", "i", "o", "oo", "u"]}


def generate_passphrase(language: str) -> str:
    """Six made-up words of two syllables each, easy to say, such as “vaibou”.

    13 consonants times 7 vowels are 91 syllables, 6.5 bits each; twelve of them are 78.1 bits,
    a little more than six words drawn from a list of 7,776.
    """
    vowels = VOWELS.get(language[:2], VOWELS["fr"])
    return " ".join(_word(vowels) for _ in range(WORDS))


def entropy_bits(language: str) -> float:
    return WORDS * SYLLABLES_PER_WORD * log2(len(CONSONANTS) * len(VOWELS[language]))


def _word(vowels: list[str]) -> str:
    return "".join(
        secrets.choice(CONSONANTS) + secrets.choice(vowels) for _ in range(SYLLABLES_PER_WORD)
    )


def normalised(passphrase: str) -> str:
    """The same text whatever the keyboard does to capitals, spaces and accents."""
    folded = unicodedata.normalize("NFKC", passphrase).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def require_long_enough(passphrase: str) -> None:
    if len(normalised(passphrase)) < SHORTEST:
        raise WeakPassphrase


def encoded(passphrase: str) -> bytes:
    return normalised(passphrase).encode("utf-8", "surrogatepass")
