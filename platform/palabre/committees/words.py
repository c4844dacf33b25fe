"""What people are told about their committee, in their own language."""

from datetime import date

from django.utils.translation import gettext as _

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


def declare_all() -> None:
    for kind, sentence in KINDS.items():
        declare(kind, sentence)
