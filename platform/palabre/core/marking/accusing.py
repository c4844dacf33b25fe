"""Does a text name a person and call them a suspect, in one sentence or in the next?

Without a person there is no accusation: “les terroristes ont brûlé le marché” may be said. With a
name it is stopped even where it denies: what spreads is the name beside the word.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from palabre.core.marking import vocabulary as known
from palabre.core.marking.heard import Heard, spoken, words_heard
from palabre.core.marking.names import Strength, find_people
from palabre.core.marking.plain import Plain

_ACCUSING = spoken(known.ACCUSING)
_PLURAL = spoken(frozenset(f"{word}{end}" for word in known.ACCUSING for end in ("s", "es")))
_NOUNS = _ACCUSING | _PLURAL | spoken(frozenset(f"{word}e" for word in known.ACCUSING))
_SAID_TO_BE, _SUSPICION = spoken(known.SAID_TO_BE), spoken(known.SUSPICION)
_ARMED, _ARMED_AFTER = spoken(known.ARMED), spoken(known.ARMED_AFTER)
_ARMED_BEFORE, _ADJECTIVE_OF = spoken(known.ARMED_BEFORE), spoken(known.ADJECTIVE_OF)
_LINKS, _BEING, _WORKING = spoken(known.LINKS), spoken(known.BEING), spoken(known.WORKING)
_COLLABORATING, _TOGETHER = spoken(known.COLLABORATING), spoken(known.TOGETHER)
_FRIENDLY, _FUNCTION = spoken(known.FRIENDLY), spoken(known.FUNCTION_WORDS)
_AUXILIARIES, _CRIMES = spoken(known.AUXILIARIES), spoken(known.CRIMES)
_CRIMES_IN_ENGLISH, _LAYING = spoken(known.CRIMES_IN_ENGLISH), spoken(known.LAYING)
_BOMBS, _HARMED, _PASSIVE = spoken(known.BOMBS), spoken(known.HARMED), spoken(known.PASSIVE)
_BY, _PRONOUNS, _EVERYBODY = known.BY, spoken(known.PRONOUNS), spoken(known.EVERYBODY)
_DETERMINERS = spoken(frozenset(["un", "une", "le", "la", "l", "a", "an", "the", "ce", "cet", "cette", "principal", "main", "prime"]))  # fmt: skip
_NOT_A_PERSON = spoken(known.NOT_A_PERSON | known.PLACES | known.KINDS_OF_PLACE)
_OFFICE_WORDS = spoken(frozenset(word for office in known.OFFICES for word in office))
_NEAR, _CLOSE, _FAR = 5, 3, 200  # words


class Force(IntEnum):
    GENERAL = 1  # speaks of some or all: “les terroristes”
    DEED = 2  # what somebody did: it needs its doer before it
    SAID = 3  # what somebody is said to be, or to belong to


@dataclass(frozen=True)
class Accusation:
    """As it stands in the text, for whoever must change it."""

    person: str
    words: str


@dataclass(frozen=True)
class _Charge:
    """An accusing word, by its place among the words heard."""

    at: int
    force: Force


@dataclass(frozen=True)
class _Named:
    first: int
    last: int
    strength: Strength


def find_accusation(title: str, body: str = "") -> Accusation | None:
    """The first there is. A title names what all the sentences under it speak of."""
    plain = Plain(f"{title}\n{body}")
    heard = words_heard(plain, _NOUNS)
    charges = list(_charges(heard))
    if not charges:
        return None
    named = sorted([*_named(plain, heard), *_bare_subjects(heard)], key=lambda one: one.first)
    for person in named:
        for charge in _within_reach(person, charges, heard):
            if _accuses(person, charge, heard):
                return _as_written(plain, heard, person, charge)
    found = _under_the_title(named, charges, heard, len(Plain(title).text))
    return _as_written(plain, heard, *found) if found else None


def _under_the_title(
    named: list[_Named], charges: list[_Charge], heard: list[Heard], end: int
) -> tuple[_Named, _Charge] | None:
    """“Moussa Traoré”; and far below, “c’est un …”."""
    above = (one for one in named if heard[one.last].end <= end and one.strength == Strength.STRONG)
    person = next(above, None)
    told = (one for one in charges if heard[one.at].start > end and one.force != Force.GENERAL)
    charge = next((one for one in told if _speaks_of_the_same(heard, one)), None)
    return (person, charge) if person and charge else None


def _as_written(plain: Plain, heard: list[Heard], person: _Named, charge: _Charge) -> Accusation:
    where, what = (heard[person.first].start, heard[person.last].end), heard[charge.at]
    return Accusation(plain.typed_at(*where), plain.typed_at(what.start, what.end))


# == Who ==


def _named(plain: Plain, heard: list[Heard]) -> Iterator[_Named]:
    """The people of the text, by the words heard."""
    people, at = find_people(plain), 0
    for person in people:
        start, end = plain.words[person.first].start, plain.words[person.last].end
        while at < len(heard) and heard[at].end <= start:
            at += 1
        last = at
        while last + 1 < len(heard) and heard[last + 1].start < end:
            last += 1
        if at < len(heard) and not _is_only_accusing(heard[at : last + 1]):
            yield _Named(at, last, person.strength)


def _is_only_accusing(words: list[Heard]) -> bool:
    """“Terroriste” with a capital is no name."""
    return all(one.word in _NOUNS | _SAID_TO_BE for one in words)


def _bare_subjects(heard: list[Heard]) -> Iterator[_Named]:
    """“zakaria est …” or “c’est zakaria qui …”, in small letters: nouns have an article before them."""
    for at, one in enumerate(heard):
        opens = at == 0 or heard[at - 1].sentence != one.sentence
        if opens and (end := _bare_run(heard, at)) and _says(heard, end, _BEING):
            yield _Named(at, end - 1, Strength.STRONG)
        if one.word in {"est", "was", "is"} and at and heard[at - 1].word in {"c", "it", "ce"}:
            yield from _who(heard, at + 1)


def _who(heard: list[Heard], at: int) -> Iterator[_Named]:
    end = _bare_run(heard, at) or _office_run(heard, at)
    if end and _says(heard, end, frozenset({"qui", "who", "que"})):
        yield _Named(at, end - 1, Strength.STRONG)


def _bare_run(heard: list[Heard], at: int) -> int:
    """The end of one to three words that only a name would be; 0 where there is none."""
    end = at
    while end < len(heard) and end - at < _CLOSE and _could_be_a_name(heard[end]):
        end += 1
    return end if end > at else 0


def _office_run(heard: list[Heard], at: int) -> int:
    """“le chef de poste”."""
    end = at + 1
    while end < len(heard) and end - at < _NEAR and heard[end].word in _OFFICE_WORDS:
        end += 1
    return end if end > at + 1 and heard[at].word in _FUNCTION else 0


def _could_be_a_name(one: Heard) -> bool:
    word = one.word
    return (
        len(word) > 1
        and word.isalpha()
        and word not in _FUNCTION | _NOUNS | _SAID_TO_BE
        and word not in _NOT_A_PERSON | _BEING
    )


def _says(heard: list[Heard], at: int, words: frozenset[str]) -> bool:
    return at < len(heard) and heard[at].word in words


# == What they are called ==


def _charges(heard: list[Heard]) -> Iterator[_Charge]:
    for at, one in enumerate(heard):
        before = _before(heard, at, _NEAR)
        if one.word in _NOUNS:
            yield _Charge(at, _force(one.word, before, _after(heard, at, 1)))
        elif (
            _is_said_to_be(one, before)
            or _is_link_to_the_armed(heard, at, before)
            or (one.word in _COLLABORATING and _with_no_friend(_after(heard, at, _NEAR)))
        ):
            yield _Charge(at, Force.SAID)
        elif _is_deed(heard, at, before):
            yield _Charge(at, Force.DEED)


def _before(heard: list[Heard], at: int, number: int) -> list[str]:
    here = heard[at].sentence
    return [one.word for one in heard[max(0, at - number) : at] if one.sentence == here]


def _after(heard: list[Heard], at: int, number: int) -> list[str]:
    here = heard[at].sentence
    return [one.word for one in heard[at + 1 : at + 1 + number] if one.sentence == here]


def _force(word: str, before: list[str], after: list[str]) -> Force:
    is_adjective = bool(_ADJECTIVE_OF.intersection([*before[-1:], *after]))
    is_several = word in _PLURAL and word not in _ACCUSING and not _is_singled_out(before)
    did_it = is_several and bool(_BY.intersection(before[-2:]))  # “bloquée par des bandits”
    is_linked = bool(_LINKS.intersection(before)) and not did_it
    return Force.GENERAL if (is_adjective or is_several) and not is_linked else Force.SAID


def _is_singled_out(before: list[str]) -> bool:
    return bool(before) and before[-1] in {"mes", "ses", "his", "her"}


def _is_said_to_be(one: Heard, before: list[str]) -> bool:
    if one.word not in _SAID_TO_BE:
        return False
    is_named_so = one.set_apart or bool((_DETERMINERS | _BEING).intersection(before[-1:]))
    return is_named_so or one.word in _SUSPICION or bool(_BEING.intersection(before[-2:]))


def _is_link_to_the_armed(heard: list[Heard], at: int, before: list[str]) -> bool:
    word = heard[at].word
    is_armed = word in _ARMED
    is_armed |= word in _ARMED_BEFORE and bool(before) and before[-1] in _ARMED_AFTER
    is_armed |= word in _ARMED_AFTER and bool(before) and before[-1] in _ARMED_BEFORE
    linked = _LINKS.intersection(before) or (
        _WORKING.intersection(before) and _TOGETHER.intersection(before)
    )
    return is_armed and bool(linked)


def _with_no_friend(after: list[str]) -> bool:
    """“Collabore avec la mairie” is no accusation; “collabore avec eux” is."""
    return bool(_TOGETHER.intersection(after[:2])) and not _FRIENDLY.intersection(after)


def _is_deed(heard: list[Heard], at: int, before: list[str]) -> bool:
    word, near = heard[at].word, before[-_CLOSE:]
    if "ete" in near or "been" in near:
        return False
    if word in _LAYING and not _BOMBS.intersection(_after(heard, at, _NEAR)):
        return False
    if word in _CRIMES_IN_ENGLISH and not _PASSIVE.intersection(before[-1:]):
        return True
    return word in _CRIMES | _LAYING and bool(_AUXILIARIES.intersection(near))


# == Both together ==


def _within_reach(person: _Named, charges: list[_Charge], heard: list[Heard]) -> Iterator[_Charge]:
    """In the same sentence or beside it, and not farther than the longest sentence: so the work
    grows with the length of the text alone."""
    here = heard[person.first].sentence
    first = bisect_left(charges, person.first - _FAR, key=_place)
    last = bisect_left(charges, person.last + _FAR, key=_place)
    near = charges[first:last]
    return (one for one in near if abs(heard[one.at].sentence - here) <= 1)


def _place(charge: _Charge) -> int:
    return charge.at


def _accuses(person: _Named, charge: _Charge, heard: list[Heard]) -> bool:
    apart = heard[charge.at].sentence - heard[person.first].sentence
    if person.first <= charge.at <= person.last:
        return len({heard[at].word for at in range(person.first, person.last + 1)}) > 1
    if charge.force == Force.DEED:
        return _did(person, charge, heard, apart)
    if person.strength == Strength.STRONG:
        return (
            not _is_their_victim(person, charge, heard)
            if apart == 0
            else charge.force == Force.SAID
        )
    if apart:
        return apart == 1 and charge.force == Force.SAID and _speaks_of_the_same(heard, charge)
    return charge.force == Force.SAID and _is_said_of(person, charge, heard)


def _is_said_of(person: _Named, charge: _Charge, heard: list[Heard]) -> bool:
    """Of an office, or of one word with a capital: where the two are tied by a verb."""
    if person.strength == Strength.WEAK:
        return True
    if not 0 < charge.at - person.last <= _NEAR + _CLOSE:
        return False
    between = {one.word for one in heard[person.last + 1 : charge.at + 1]}
    return bool(between & (_BEING | _WORKING | _ARMED | _ARMED_BEFORE))


def _speaks_of_the_same(heard: list[Heard], charge: _Charge) -> bool:
    """“Il est …”, in the sentence after."""
    return bool(_PRONOUNS.intersection(_before(heard, charge.at, _NEAR)))


def _did(person: _Named, charge: _Charge, heard: list[Heard], apart: int) -> bool:
    """The doer stands right before the deed, or “il” in the next sentence does."""
    if apart == 1 and person.strength == Strength.STRONG:
        return _speaks_of_the_same(heard, charge)
    if apart or person.strength == Strength.OFFICE:
        return False
    return 0 < charge.at - person.last <= _NEAR


def _is_their_victim(person: _Named, charge: _Charge, heard: list[Heard]) -> bool:
    """“Les terroristes ont tué M. Diarra”; “M. Diarra a été tué par des terroristes”."""
    if charge.force != Force.GENERAL:
        return False
    if charge.at < person.first:
        return bool(_HARMED.intersection(_before(heard, person.first, 2)))
    if charge.at - person.last > 2 * _NEAR:
        return False
    between = [one.word for one in heard[person.last + 1 : charge.at]]
    return _was_harmed(between) and bool(_BY.intersection(between[-_CLOSE:]))


def _was_harmed(between: list[str]) -> bool:
    return any(first in _PASSIVE and second in _HARMED for first, second in pairwise(between))
