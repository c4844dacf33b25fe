"""What moderators of both sides are told of what the secretariat did to the forum alone."""

from django.utils.translation import gettext as _

from palabre.notifications.registry import Words, declare


def closed(words: Words) -> str:
    return _(
        "The secretariat has closed the topic “%(title)s”: it is read, and nobody adds to it. Ask why "
        "if the topic does not say."
    ) % {"title": words["title"]}


def reopened(words: Words) -> str:
    return _("The secretariat has opened the topic “%(title)s” again.") % {"title": words["title"]}


def declare_all() -> None:
    for sentence in (closed, reopened):
        declare(f"forums.{sentence.__name__}", sentence)
