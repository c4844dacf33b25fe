"""Words as an ear hears them, however they were disguised: t3rr0r1ste, t-e-r-r-o-r-i-s-t-e."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from palabre.core.marking.plain import Plain

_CHUNK = re.compile(r"[^\s'\",;:?()\[\]{}<>]+")
_PART = re.compile(r"[\w@$|+]+")
_LETTER_BY_LETTER = re.compile(r"\w(?:[.\-_*/~]\w){3,60}")
_DOUBLED = re.compile(r"(\D)\1+")
_FIGURES = str.maketrans("0134578@$+|!", "oieastbastii")
_SIGNS = ".!-_*/~"
_BETWEEN = re.compile(r"[.!\-_*/~]")
_APART = frozenset(",(:;")
_ALONE = 4  # letters in a row, each by itself, are one word


@dataclass(frozen=True, slots=True)
class Heard:
    start: int
    end: int
    word: str
    sentence: int
    set_apart: bool = False  # a comma or a bracket stands before it


def squeezed(word: str) -> str:
    """Doubled letters count once: tterrrorriste."""
    return _DOUBLED.sub(r"\1", word)


def spoken(words: frozenset[str]) -> frozenset[str]:
    return frozenset(squeezed(word) for word in words)


def words_heard(plain: Plain, whole: frozenset[str]) -> list[Heard]:
    """`whole`: words that a dash or a stop within does not hide."""
    return list(_spelt_out(list(_parts(plain, whole)), plain))


def _parts(plain: Plain, whole: frozenset[str]) -> Iterator[Heard]:
    end = 0
    for chunk in _CHUNK.finditer(plain.lower):
        apart = bool(_APART.intersection(plain.lower[end : chunk.start()]))
        start, end = chunk.span()
        one = _as_one(chunk[0])
        if one in whole or _LETTER_BY_LETTER.fullmatch(chunk[0].strip(_SIGNS)):
            first = start + len(chunk[0]) - len(chunk[0].lstrip(_SIGNS))
            last = start + len(chunk[0].rstrip(_SIGNS))
            yield Heard(first, last, one, plain.sentence_at(start), apart)
            continue
        for part in _PART.finditer(chunk[0]):
            first, last = start + part.start(), start + part.end()
            yield Heard(first, last, _word(part[0]), plain.sentence_at(first), apart)
            apart = False


def _as_one(chunk: str) -> str:
    return _word(_BETWEEN.sub("", chunk))


def _word(letters: str) -> str:
    bare = letters.replace("_", "")
    is_disguised = any(sign.isalpha() for sign in bare)
    return squeezed(bare.translate(_FIGURES) if is_disguised else bare)


def _spelt_out(parts: list[Heard], plain: Plain) -> Iterator[Heard]:
    """Letters that stand alone, four or more in a row, are one word."""
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and len(parts[end].word) == 1 and parts[end].word.isalpha():
            end += 1
        if end - at >= _ALONE:
            letters = "".join(plain.lower[one.start : one.end] for one in parts[at:end])
            yield Heard(parts[at].start, parts[end - 1].end, _word(letters), parts[at].sentence)
            at = end
        else:
            yield parts[at]
            at += 1
