"""From text to the stems that stand for it, the same when it is written and when it is sought.

A word counts under four forms at most: French and English stem, with and without its accents, so
that « négociation » finds « negociations ». Stems that are not plain ASCII travel as hexadecimal:
then no database's idea of what a letter is (Adlam, N'Ko) decides what can be found.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
LONGEST_STEM = 80
_stemmers = {
    "fr": snowballstemmer.stemmer("french"),
    "en": snowballstemmer.stemmer("english"),
}
_one_at_a_time = threading.Lock()  # a stemmer holds the word it is working on


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def words_of(text: str) -> Iterator[re.Match[str]]:
    return WORD.finditer(unicodedata.normalize("NFC", text))


def stems_of(text: str, lang: str) -> set[str]:
    """Every stem of a text, to be kept beside it."""
    found: set[str] = set()
    for match in words_of(text):
        found |= forms(match.group(), lang if lang in _stemmers else "en")
    return found


def sought(query: str) -> list[frozenset[str]]:
    """For each word of a query, the stems of which any one will do."""
    alternatives = [forms(m.group(), "fr") | forms(m.group(), "en") for m in words_of(query)]
    return list(dict.fromkeys(alternatives))


@lru_cache(maxsize=50_000)
def forms(word: str, lang: str) -> frozenset[str]:
    stemmer = _stemmers[lang]
    lowered = word.casefold()
    with _one_at_a_time:
        stems = {fold(stemmer.stemWord(lowered)), stemmer.stemWord(fold(lowered))}
    return frozenset(plain(part) for stem in stems for part in WORD.findall(stem))


def plain(stem: str) -> str:
    return (stem if stem.isascii() else f"x{stem.encode().hex()}")[:LONGEST_STEM]
