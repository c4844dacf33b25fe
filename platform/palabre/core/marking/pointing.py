"""Where a text may point at somebody. The marks do not overlap; the surer one wins."""

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile

from palabre.core.marking.kinds import Kind, Mark
from palabre.core.marking.names import Strength, find_people, is_known
from palabre.core.marking.numbers import find_numbers
from palabre.core.marking.plain import Plain, Word
from palabre.core.marking.vocabulary import (
    FUNCTION_WORDS,
    KINDS_OF_PLACE,
    NOT_A_PERSON,
    OF,
    PLACES,
    TOWARDS,
    UNCERTAIN_PLACES,
)

_SHORTEST = 4  # letters of a place in small letters
_LONGEST = 5  # words of a place
_LETTER = re.compile(r"[^\W_]")
Span = tuple[int, int, Kind]


def find_marks(text: str) -> list[Mark]:
    plain = Plain(text)
    sure, unsure = _people(plain)
    spans = [*find_numbers(plain), *sure, *_places(plain), *unsure]
    taken = bytearray(len(plain.text))
    free = [part for span in spans for part in _untaken(plain, span, taken)]
    return _as_typed(plain, sorted(free, key=lambda span: span[:2]))


def _people(plain: Plain) -> tuple[list[Span], list[Span]]:
    sure, unsure = list[Span](), list[Span]()
    for person in find_people(plain):
        span = plain.words[person.first].start, plain.words[person.last].end
        kind = Kind.OFFICE if person.strength == Strength.OFFICE else Kind.NAME
        (sure if person.strength == Strength.STRONG else unsure).append((*span, kind))
    return sure, unsure


def _places(plain: Plain) -> Iterator[Span]:
    words = plain.words
    for at, word in enumerate(words):
        if _is_place(plain, word) or (
            at and _comes_after_a_preposition(plain, words[at - 1], word)
        ):
            yield word.start, word.end, Kind.PLACE
        if word.lower in KINDS_OF_PLACE and (end := _named_place(words, at)):
            yield word.start, end, Kind.PLACE


def _is_place(plain: Plain, word: Word) -> bool:
    if word.lower not in PLACES:
        return False
    return word.lower not in UNCERTAIN_PLACES or (plain.stands_out(word) and not word.opens)


def _comes_after_a_preposition(plain: Plain, before: Word, word: Word) -> bool:
    if before.lower not in TOWARDS or word.gap.strip() not in ("", "'"):
        return False
    if word.opens or not plain.stands_out(word):
        return False
    return word.lower not in NOT_A_PERSON | FUNCTION_WORDS and not is_known(plain, word)


def _named_place(words: list[Word], at: int) -> int:
    """The end of “village of Sokoura”, “avenue Modibo Keïta”; 0 where no name follows."""
    bare = list(takewhile(lambda word: not word.opens, words[at + 1 : at + 1 + _LONGEST]))
    names = list(dropwhile(lambda word: word.lower in OF, bare))
    if not names or names[0].lower in FUNCTION_WORDS:
        return 0
    if names[0].has_capital:
        following = takewhile(lambda word: word.has_capital and word.gap == " ", names[1:])
        return [names[0], *following][-1].end
    has_of = bare[0].lower in {"de", "d", "of"}
    return names[0].end if has_of and len(names[0].text) >= _SHORTEST else 0


def _untaken(plain: Plain, span: Span, taken: bytearray) -> Iterator[Span]:
    """What nothing surer has taken already."""
    start, end, kind = span
    while start < end:
        start = taken.find(0, start, end)
        if start < 0:
            return
        stop = taken.find(1, start, end)
        stop = end if stop < 0 else stop
        if _LETTER.search(plain.text, start, stop):
            taken[start:stop] = b"\1" * (stop - start)
            yield start, stop, kind
        start = stop


def _as_typed(plain: Plain, spans: list[Span]) -> list[Mark]:
    marks = list[Mark]()
    for start, end, kind in spans:
        first, last = plain.origin(start, end)
        if marks and first < marks[-1].end:  # one sign of the typed text that is heard as several
            first = marks[-1].end
        if first < last:
            marks.append(Mark(first, last, kind))
    return marks
