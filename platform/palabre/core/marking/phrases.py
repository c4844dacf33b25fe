"""Words of a list in a text, whatever their accents, capitals or look-alike letters.

A list is words, never patterns: nobody can write one that makes the reader slow. The work grows with
the length of the text, not with that of the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from palabre.core.marking.plain import Plain

MOST_WORDS = 6  # of one phrase
SHORTEST_START = 3  # letters before a star
ANY_ENDING = "*"


@dataclass(frozen=True)
class Phrases:
    whole: frozenset[tuple[str, ...]]
    starts: frozenset[str]  # « égorg* » finds « égorger », « égorgeur »

    @property
    def lengths(self) -> list[int]:
        return sorted({len(phrase) for phrase in self.whole})

    @property
    def start_lengths(self) -> list[int]:
        return sorted({len(start) for start in self.starts})


def parts_of(plain: Plain) -> list[tuple[int, int, str]]:
    """Its words, those with a hyphen taken apart."""
    found = []
    for word in plain.words:
        start = word.start
        for part in word.lower.split("-"):
            found.append((start, start + len(part), part))
            start += len(part) + 1
    return found


@lru_cache(maxsize=128)
def phrases_in(words: str) -> Phrases:
    """`words`: a phrase a line. What has no letter in it is left out."""
    whole, starts = set(), set()
    for line in words.splitlines():
        parts = tuple(part for _start, _end, part in parts_of(Plain(line)))[:MOST_WORDS]
        if is_start(line) and len(parts) == 1:
            starts.add(parts[0])
        elif parts:
            whole.add(parts)
    return Phrases(frozenset(whole), frozenset(starts))


def is_start(phrase: str) -> bool:
    return phrase.rstrip().endswith(ANY_ENDING)


def find_phrases(plain: Plain, phrases: Phrases) -> Iterable[tuple[int, int]]:
    """Where each stands in the plain text."""
    parts = parts_of(plain)
    words = [part for _start, _end, part in parts]
    lengths, start_lengths = phrases.lengths, phrases.start_lengths
    for at, (start, end, word) in enumerate(parts):
        if any(word[:length] in phrases.starts for length in start_lengths):
            yield start, end
        for length in lengths:
            after = at + length
            if after <= len(parts) and tuple(words[at:after]) in phrases.whole:
                yield start, parts[after - 1][1]
