"""What members are told about meetings, in their own language."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from palabre.notifications.registry import Words, declare


def facts(words: Words) -> dict[str, str]:
    day = date.fromisoformat(words["day"])
    return {"committee": words["committee"], "day": date_format(day, "l j F Y")}


def called(words: Words) -> str:
    return _("The committee of %(committee)s meets on %(day)s. Say whether you come.") % facts(
        words
    )


def changed(words: Words) -> str:
    return _(
        "The meeting of the committee of %(committee)s has changed: it is on %(day)s."
    ) % facts(words)


def cancelled(words: Words) -> str:
    return _("The meeting of the committee of %(committee)s on %(day)s is cancelled.") % facts(
        words
    )


def draft(words: Words) -> str:
    until = date_format(date.fromisoformat(words["until"]), "j F Y")
    return _(
        "The minutes of %(committee)s, %(day)s, are drafted. You may contest a passage until %(until)s."
    ) % {**facts(words), "until": until}


def awaited(words: Words) -> str:
    until = date_format(date.fromisoformat(words["until"]), "j F Y")
    return _(
        "The other co-chair agrees to the minutes of %(committee)s, %(day)s. Your word is awaited until "
        "%(until)s. After that they go on without it, and say that your side did not answer."
    ) % {**facts(words), "until": until}


def approved(words: Words) -> str:
    return _("The minutes of %(committee)s, %(day)s, are approved.") % facts(words)


KINDS = {  # in the order in which a meeting goes on
    "meetings.called": called,
    "meetings.changed": changed,
    "meetings.cancelled": cancelled,
    "meetings.draft": draft,
    "meetings.awaited": awaited,
    "meetings.approved": approved,
}


def declare_all() -> None:
    for step, (kind, sentence) in enumerate(KINDS.items()):
        declare(kind, sentence, step=step)
