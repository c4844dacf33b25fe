"""Two wordings of one text: what differs, word by word, and how two changes come together."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

WORDS = re.compile(r"\s*\S+|\s+")
# A change is made to whole sentences: half of one man's and half of another's is nobody's sentence.
SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    start: int
    end: int
    instead: tuple[str, ...]


def differences(old: str, new: str) -> list[Piece]:
    """All of both, in the order of reading: what goes stands before what comes in its place."""
    a, b = WORDS.findall(old), WORDS.findall(new)
    pieces: list[Piece] = []
    for tag, start, end, start_new, end_new in SequenceMatcher(None, a, b).get_opcodes():
        before, after = "".join(a[start:end]), "".join(b[start_new:end_new])
        if tag == "equal":
            pieces.append(Piece(SAME, before))
            continue
        pieces += [Piece(kind, text) for kind, text in ((GONE, before), (NEW, after)) if text]
    return pieces


def merged(base: str, now: str, wanted: str) -> str | None:
    """`now` with what `wanted` changed of `base`; None where both changed the same sentences."""
    sentences = SENTENCES.findall(base)
    ours, theirs = _changes(sentences, now), _changes(sentences, wanted)
    every = sorted({*ours, *theirs}, key=lambda change: (change.start, change.end))
    for one, other in pairwise(every):
        if other.start < one.end or other.start == one.start:
            return None
    return _changed(sentences, every)


def _changes(sentences: list[str], text: str) -> list[Change]:
    other = SENTENCES.findall(text)
    found = SequenceMatcher(None, sentences, other, autojunk=False).get_opcodes()
    return [
        Change(start, end, tuple(other[start_new:end_new]))
        for tag, start, end, start_new, end_new in found
        if tag != "equal"
    ]


def _changed(sentences: list[str], changes: list[Change]) -> str:
    parts, place = [], 0
    for change in changes:
        parts += [*sentences[place : change.start], *change.instead]
        place = change.end
    return "".join([*parts, *sentences[place:]])
