"""What a notice about a seat says. It names the committee, never another person."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from palabre.notifications.registry import Words, declare

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


def declare_all() -> None:
    for kind, sentence in SENTENCES.items():
        declare(f"committees.{kind}", partial(_say, sentence))


def _say(sentence: str, words: Words) -> str:
    return _(sentence) % {"committee": words.get("committee", "")}
