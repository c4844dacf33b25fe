"""Whether a text names somebody of a committee. Minutes under the Chatham House Rule name nobody.

A name is sure where it stands whole, or where a part of it is written with a capital letter; it is
only likely where a part is written small, or where the text says a function that one member holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from palabre.committees.models import Committee, Seat, Shown
from palabre.people.models import User
from palabre.spaces.models import Anyone

PARTICLES = {"ag", "al", "ben", "bin", "da", "de", "del", "des", "di", "du", "el", "et", "la", "le", "les", "ould", "van", "von", "welet"}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")
JOINT = re.compile(r"[’'‑-]")
WITHHELD = "[…]"
SHORTEST = 2


def folded(text: str) -> str:
    """Without case and accents; each letter stays one letter, so that places stay the same."""
    plain = []
    for letter in text:
        base = unicodedata.normalize("NFD", letter)[0].casefold()
        plain.append(base if len(base) == 1 else letter)
    return "".join(plain).replace("'", "’").replace("‑", "-")


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    is_sure: bool


@dataclass(frozen=True)
class Names:
    """What the people of a committee are called, folded."""

    whole: frozenset[str] = field(default_factory=frozenset)
    parts: frozenset[str] = field(default_factory=frozenset)
    likely: frozenset[str] = field(default_factory=frozenset)  # functions and user names

    def marks(self, text: str) -> list[Mark]:
        plain = folded(text)
        found = [*self._phrases(plain, self.whole, is_sure=True)]
        found += self._phrases(plain, self.likely, is_sure=False)
        for word in WORD.finditer(text):
            for start, end in pieces(text, word.start(), word.end()):
                if plain[start:end] in self.parts:
                    found.append(Mark(start, end, is_sure=text[start].isupper()))
        return outermost(found)

    def sure_in(self, *texts: str) -> list[str]:
        """The words that name somebody for sure, as they stand."""
        return [
            text[mark.start : mark.end]
            for text in texts
            for mark in self.marks(text)
            if mark.is_sure
        ]

    def withheld(self, text: str) -> str:
        """With a sign in the place of each name: for what was worded before, and stays as adopted."""
        for mark in reversed([mark for mark in self.marks(text) if mark.is_sure]):
            text = f"{text[: mark.start]}{WITHHELD}{text[mark.end :]}"
        return text

    def _phrases(self, plain: str, phrases: Iterable[str], *, is_sure: bool) -> Iterator[Mark]:
        for phrase in phrases:
            for found in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", plain):
                yield Mark(found.start(), found.end(), is_sure)


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A word, and each part of it: d’Awa, Awa-Fanta."""
    yield start, end
    if any(mark in text[start:end] for mark in "’'‑-"):
        for part in re.finditer(r"[^’'‑-]+", text[start:end]):
            yield start + part.start(), start + part.end()


def outermost(marks: list[Mark]) -> list[Mark]:
    """None within another; the sure one where two are the same."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, not mark.is_sure)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
        elif mark.is_sure and not kept[-1].is_sure:
            kept[-1] = mark
    return kept


def names_in(committee: Committee) -> Names:
    """Of everybody who sits there or sat there, or holds an office in it."""
    people = User.objects.filter(memberships__space=committee.space)
    called = {(user.name, user.username) for user in people}
    seats = committee.seats_ever
    called |= {(seat.user.name, seat.user.username) for seat in seats if seat.user}
    return names_of(called, functions=_functions_of_one(seats))


def names_known_to(user: Anyone, committee: Committee) -> Names:
    """Only those that they may read there themselves: a refusal must not tell who sits behind “side
    only”. The secretariat knows everybody."""
    if committee.standing_of(user).runs:
        return names_in(committee)
    seats = committee.seats_ever
    named = [
        seat for seat in seats if seat.shown_to(inside=True) == Shown.NAME or _sits(user, seat)
    ]
    told = [seat for seat in seats if seat in named or seat.shown_to(inside=True) != Shown.SIDE]
    called = {(seat.user.name, seat.user.username) for seat in named if seat.user}
    return names_of(called, functions=_functions_of_one(told))


def _sits(user: Anyone, seat: Seat) -> bool:
    return seat.user_id is not None and seat.user_id == user.pk


def _functions_of_one(seats: list[Seat]) -> frozenset[str]:
    functions = Counter(
        folded(words)
        for seat in seats
        if seat.left_on is None and seat.user_id and not seat.is_deputy
        for words in {seat.function_fr, seat.function_en}
        if words
    )
    return frozenset(words for words, number in functions.items() if number == 1)


def names_of(
    called: Iterable[tuple[str, str]], *, functions: frozenset[str] = frozenset()
) -> Names:
    """`called`: name and user name of each."""
    whole, parts, handles = set[str](), set[str](), set(functions)
    for name, username in called:
        words = [folded(word.group()) for word in WORD.finditer(name)]
        for word in words:
            parts |= {each for each in (word, *JOINT.split(word)) if _is_a_name(each)}
        if len(words) > 1:
            whole |= {" ".join(words), " ".join(reversed(words))}
        if len(username) > SHORTEST:  # often a word of every day: likely, and no more
            handles.add(folded(username))
    return Names(frozenset(whole), frozenset(parts), frozenset(handles))


def _is_a_name(word: str) -> bool:
    return len(word) >= SHORTEST and word not in PARTICLES
