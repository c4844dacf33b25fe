"""What people are told about their committee, in their own language."""

from datetime import date
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from palabre.core.days import day_in_words
from palabre.notifications.registry import Words, declare


def rules_announced(words: Words) -> str:
    return _(
        "The committee of %(committee)s changes its rules. The change holds from this day on: "
        "%(day)s. What was called before keeps the rules of its day."
    ) % _facts(words)


def rules_withdrawn(words: Words) -> str:
    return _(
        "The change of the rules of the committee of %(committee)s, announced for this day, is "
        "withdrawn: %(day)s. Its rules stay as they are."
    ) % _facts(words)


def rules_proposed(words: Words) -> str:
    return _(
        "The secretariat proposes other rules for the committee of %(committee)s, from this day on: "
        "%(day)s. They hold only if you and the co-chair of the other side agree."
    ) % _facts(words)


def rules_dropped(words: Words) -> str:
    return _(
        "The secretariat no longer proposes other rules for the committee of %(committee)s."
    ) % {"committee": words["committee"]}


def rules_refused(words: Words) -> str:
    return _(
        "A co-chair has refused other rules for the committee of %(committee)s. Its rules stay as "
        "they are."
    ) % {"committee": words["committee"]}


def charter_announced(words: Words) -> str:
    return _(
        "The committee of %(committee)s changes its mandate or its charter, from this day on: "
        "%(day)s. Read what changes. You keep your seat, whatever you say to it."
    ) % _facts(words)


def charter_withdrawn(words: Words) -> str:
    return _(
        "The other charter of the committee of %(committee)s, announced for this day, is withdrawn: "
        "%(day)s. The charter stays as it is."
    ) % _facts(words)


def charter_began(words: Words) -> str:
    return _(
        "Another charter holds in the committee of %(committee)s from this day on: %(day)s. Read it and say "
        "whether you accept it. You keep your seat in any case."
    ) % _facts(words)


def charter_proposed(words: Words) -> str:
    return _(
        "The secretariat proposes another charter for the committee of %(committee)s, from this day "
        "on: %(day)s. It holds only if you and the co-chair of the other side agree."
    ) % _facts(words)


def charter_dropped(words: Words) -> str:
    return _(
        "The secretariat no longer proposes another charter for the committee of %(committee)s."
    ) % {"committee": words["committee"]}


def charter_refused(words: Words) -> str:
    return _(
        "A co-chair has refused another charter for the committee of %(committee)s. The charter "
        "stays as it is."
    ) % {"committee": words["committee"]}


def opening_asked(words: Words) -> str:
    return _(
        "In the committee of %(committee)s a custodian asks to know who said no. %(number)s of a "
        "discussion without names. The register says why."
    ) % {name: words[name] for name in ("committee", "number")}


def opening_done(words: Words) -> str:
    return _(
        "In the committee of %(committee)s custodians of both sides have opened the link of "
        "no. %(number)s of a discussion without names. The register says why."
    ) % {name: words[name] for name in ("committee", "number")}


def _facts(words: Words) -> dict[str, str]:
    return {
        "committee": str(words["committee"]),
        "day": day_in_words(date.fromisoformat(str(words["day"]))),
    }


KINDS = {
    "committees.rules.announced": rules_announced,
    "committees.rules.withdrawn": rules_withdrawn,
    "committees.rules.proposed": rules_proposed,
    "committees.rules.dropped": rules_dropped,
    "committees.rules.refused": rules_refused,
    "committees.charter.announced": charter_announced,
    "committees.charter.withdrawn": charter_withdrawn,
    "committees.charter.began": charter_began,
    "committees.charter.proposed": charter_proposed,
    "committees.charter.dropped": charter_dropped,
    "committees.charter.refused": charter_refused,
    "committees.opening.asked": opening_asked,
    "committees.opening.opened": opening_done,
}


# About seats: the committee is named, never another person.
SENTENCES = {
    "invited": gettext_noop("You are invited to sit in a committee: %(committee)s. You are free to say no."),
    "seated": gettext_noop("You sit in the committee now: %(committee)s."),
    "ended": gettext_noop("Your seat has ended in the committee: %(committee)s."),
    "accepted": gettext_noop("Somebody whom you invited has accepted. Committee: %(committee)s."),
    "declined": gettext_noop("Somebody whom you invited has declined. Committee: %(committee)s."),
    "place": gettext_noop("The secretariat has changed what your seat is called, or for whom it is kept. Committee: %(committee)s."),
    "no_reader": gettext_noop("With somebody who left, a side has no trusted reader any more: nothing can be sent to the committee until it has one. Committee: %(committee)s."),
    "no_custodian": gettext_noop("With somebody who left, a side has no trusted custodian any more. Name one, and let them be vouched for. Committee: %(committee)s."),
    "term": gettext_noop("Your term ends soon in the committee: %(committee)s."),
    "terms": gettext_noop("A term ends soon, or is over. Committee: %(committee)s."),
    "removal": gettext_noop("The co-chairs are asked whether somebody’s seat ends. Committee: %(committee)s."),
    "sit_in": gettext_noop("You sit in for the member whose deputy you are. Committee: %(committee)s."),
    "sit_out": gettext_noop("The member whose deputy you are sits again themselves. Committee: %(committee)s."),
}  # fmt: skip


def _about_a_seat(sentence: str, words: Words) -> str:
    return _(sentence) % {"committee": words.get("committee", "")}


# What comes after it was proposed or asked, and what comes after that.
NEXT = ("announced", "dropped", "refused", "opened", "seated", "accepted", "declined")
LAST = ("withdrawn", "began", "ended")


def _step(kind: str) -> int:
    deed = kind.rpartition(".")[2]
    return 2 if deed in LAST else int(deed in NEXT)


def declare_all() -> None:
    for kind, told in KINDS.items():
        declare(kind, told, step=_step(kind))
    for kind, sentence in SENTENCES.items():
        declare(f"committees.{kind}", partial(_about_a_seat, sentence), step=_step(kind))
