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


def _facts(words: Words) -> dict[str, str]:
    return {
        "committee": str(words["committee"]),
        "day": day_in_words(date.fromisoformat(str(words["day"]))),
    }


KINDS = {
    "committees.rules.announced": rules_announced,
    "committees.rules.withdrawn": rules_withdrawn,
}


def declare_all() -> None:
    for kind, sentence in KINDS.items():
        declare(kind, sentence)
