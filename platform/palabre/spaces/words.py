"""What people are told about spaces and accounts, in their own language."""

from django.utils.translation import gettext as _

from palabre.notifications.registry import Words, declare, in_this_language


def invited(_words: Words) -> str:
    return _("You are invited. You are free to say no.")


def account_closed(words: Words) -> str:
    return _("The secretariat has closed the account of %(name)s.") % {"name": words["name"]}


def hidden(words: Words) -> str:
    return _(
        "Whoever did not sign in reads “%(space)s” no more: the secretariat or an administrator "
        "decided so. Ask why."
    ) % {"space": in_this_language(words, "space")}


def shown(words: Words) -> str:
    return _(
        "Whoever did not sign in reads “%(space)s” now: the secretariat or an administrator decided so."
    ) % {"space": in_this_language(words, "space")}


def declare_all() -> None:
    for sentence in (invited, account_closed, hidden, shown):
        declare(f"spaces.{sentence.__name__}", sentence)
