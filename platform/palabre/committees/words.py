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
    "term": gettext_noop("Your term ends soon in the committee: %(committee)s."),
    "terms": gettext_noop("A term ends soon, or is over. Committee: %(committee)s."),
    "removal": gettext_noop("The co-chairs are asked whether somebody’s seat ends. Committee: %(committee)s."),
    "sit_in": gettext_noop("You sit in for the member whose deputy you are. Committee: %(committee)s."),
    "sit_out": gettext_noop("The member whose deputy you are sits again themselves. Committee: %(committee)s."),
}  # fmt: skip


def _about_a_seat(sentence: str, words: Words) -> str:
    return _(sentence) % {"committee": words.get("committee", "")}


def declare_all() -> None:
    for kind, told in KINDS.items():
        declare(kind, told)
    for kind, sentence in SENTENCES.items():
        declare(f"committees.{kind}", partial(_about_a_seat, sentence))
