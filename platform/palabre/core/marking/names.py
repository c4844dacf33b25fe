"""Names of people and offices that one person holds, by how French and Malian names are written."""

from dataclasses import dataclass
from enum import IntEnum

from palabre.core.marking.plain import Plain, Word
from palabre.core.marking.vocabulary import (
    CIVILITIES,
    CIVILITY_WITH_NAME_ONLY,
    FAMILY_NAMES,
    FIRST_NAMES,
    FUNCTION_WORDS,
    KINDS_OF_PLACE,
    NOT_A_PERSON,
    OFFICES,
    ONE_PERSON,
    PARTICLES,
    PLACES,
    TOWARDS,
    UNCERTAIN_NAMES,
)

_KNOWN = (FAMILY_NAMES | FIRST_NAMES) - UNCERTAIN_NAMES
_LONGEST = 8  # words of one name
_ACRONYM = 5  # letters
_OFFICES: dict[str, list[tuple[str, ...]]] = {}
for _words in sorted(OFFICES, key=len, reverse=True):
    _OFFICES.setdefault(_words[0], []).append(_words)


class Strength(IntEnum):
    OFFICE = 1  # one person holds it, and nobody is named
    WEAK = 2  # one word with a capital, which may be anything
    STRONG = 3


@dataclass(frozen=True)
class Person:
    """Words first to last, of the plain text's."""

    first: int
    last: int
    strength: Strength


def find_people(plain: Plain) -> list[Person]:
    found, at, words = list[Person](), 0, plain.words
    while at < len(words):
        person = _with_title(plain, at) or _bare(plain, at)
        if person:
            found.append(person)
        at = person.last + 1 if person else at + 1
    return found


def _with_title(plain: Plain, at: int) -> Person | None:
    """Captain Traoré; or the captain alone, where it can be one only."""
    words = plain.words
    long = _title(words, at)
    if not long:
        return None
    follows = at + long < len(words) and _joined(words[at + long])
    end = _run(plain, at + long) if follows else at + long
    title = words[at].lower
    if end > at + long and not (title in CIVILITY_WITH_NAME_ONLY and not words[at].has_capital):
        return Person(at, end - 1, Strength.STRONG)
    is_one = at > 0 and words[at - 1].lower in ONE_PERSON and not words[at].opens
    if title not in CIVILITIES and is_one and _held(plain, at + long - 1):
        return Person(at, at + long - 1, Strength.OFFICE)
    return None


def _held(plain: Plain, last: int) -> bool:
    """A chef or a general alone may be anything; a longer title is one."""
    return plain.words[last].lower not in {"chef", "major", "cure", "hadj", "general"}


def _title(words: list[Word], at: int) -> int:
    """How many words of an office or a civility stand here."""
    first = words[at].lower
    for office in _OFFICES.get(first, ()):
        here = words[at : at + len(office)]
        if tuple(word.lower for word in here) == office and not any(w.opens for w in here[1:]):
            return len(office)
    return int(first in CIVILITIES)


def _bare(plain: Plain, at: int) -> Person | None:
    end = _run(plain, at) if _may_begin(plain, at) else at
    run = plain.words[at:end]
    if not run:
        return None
    if _is_on_a_sign(plain, at):
        return Person(at, end - 1, Strength.WEAK)
    if _is_surely_a_name(plain, run):
        return Person(at, end - 1, Strength.STRONG)
    word = run[0]
    begins = word.opens or '"' in word.gap
    is_no_name = begins or _is_acronym(word) or all(one.lower in PLACES for one in run)
    return None if is_no_name else Person(at, end - 1, Strength.WEAK)


def _is_on_a_sign(plain: Plain, at: int) -> bool:
    """A school or a street that bears somebody's name."""
    return at > 0 and not plain.words[at].opens and plain.words[at - 1].lower in KINDS_OF_PLACE


def _is_surely_a_name(plain: Plain, run: list[Word]) -> bool:
    if any(is_known(plain, one) or one.lower in PARTICLES for one in run):
        return True
    is_spelt_like_one = len(run) > 1 and not all(one.text.isupper() for one in run)
    return is_spelt_like_one and not all(one.lower in PLACES for one in run)


def _may_begin(plain: Plain, at: int) -> bool:
    word = plain.words[at]
    if word.lower in FUNCTION_WORDS or word.lower in PARTICLES:
        return False
    before = plain.words[at - 1].lower if at and not word.opens else ""
    return is_known(plain, word) or before not in TOWARDS or _runs_on(plain, at)


def _runs_on(plain: Plain, at: int) -> bool:
    return _run(plain, at) > at + 1


def _run(plain: Plain, at: int) -> int:
    """Where the name that begins here ends: one past its last word."""
    words, end = plain.words, at
    while end < len(words) and end - at < _LONGEST:
        if end > at and not _joined(words[end]):
            break
        following = end + 1 < len(words) and _is_like(plain, words[end + 1])
        is_particle = words[end].lower in PARTICLES and end > at and following
        if not is_particle and not _is_like(plain, words[end]):
            break
        end += 1
    return end


def _joined(word: Word) -> bool:
    """One name goes on: “M. Traoré”, “N'Diaye”; nothing else stands between its words."""
    return not word.opens and word.gap.strip(" ") in ("", "'", ".")


def _is_like(plain: Plain, word: Word) -> bool:
    if word.lower in NOT_A_PERSON or any(sign.isdigit() for sign in word.text):
        return False
    if is_known(plain, word):
        return True
    return plain.stands_out(word) and word.lower not in FUNCTION_WORDS


def is_known(plain: Plain, word: Word) -> bool:
    parts = word.lower.split("-")
    if any(part in _KNOWN for part in parts):
        return True
    return word.lower in UNCERTAIN_NAMES and plain.stands_out(word) and not word.opens


def _is_acronym(word: Word) -> bool:
    return word.text.isupper() and len(word.text) <= _ACRONYM
