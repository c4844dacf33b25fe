"""The account of a month in words, in the same order on the page and in the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.moderation.models import Look, Rule
from palabre.reports import account
from palabre.reports.account import Account
from palabre.reports.telling import Parts


@dataclass(frozen=True)
class Row:
    code: str
    words: str
    number: int | None
    share: int = 0


@dataclass(frozen=True)
class Table:
    code: str
    title: str
    parts: Parts
    rows: list[Row]
    rest: str  # how the parts that are not told are called together


def outcomes() -> dict[str, str]:
    return {
        account.REMOVED: _("Removed"),
        account.KEPT: _("Kept: found right, disputed or not decided in time"),
    }


def looks() -> dict[str, str]:
    return {str(look): str(look.label) for look in Look}


def times() -> dict[str, str]:
    return {
        "day": _("within 24 hours"),
        "two_days": _("within 48 hours"),
        "week": _("within 7 days"),
        "later": _("later, or not known"),
    }


def appeals() -> dict[str, str]:
    return {
        account.BACK: _("The appeal was heard: it is shown again"),
        account.STAYS: _("It stays removed"),
    }


def tables(told: Account) -> list[Table]:
    return [
        _of_rules(told.rules),
        _table("outcomes", _("What came of them"), told.outcomes, outcomes),
        _table("looks", _("How the two sides agreed"), told.looks, looks),
        _table("times", _("How long it took, where both sides decided"), told.times, times),
        _table("appeals", _("Appeals decided"), told.appeals, appeals),
    ]


def _table(code: str, title: str, parts: Parts, names: Callable[[], dict[str, str]]) -> Table:
    rows = [
        Row(name, words, parts.number(name), parts.share(name)) for name, words in names().items()
    ]
    return Table(code, title, parts, rows, _("Those that are not told, together"))


def _of_rules(parts: Parts) -> Table:
    """Those that are told: a rule that is added later changes nothing in an older account."""
    rules = Rule.objects.filter(code__in=parts.told)
    rows = [
        Row(rule.code, str(rule), parts.number(rule.code), parts.share(rule.code)) for rule in rules
    ]
    return Table("rules", _("Under which rule"), parts, rows, _("Other rules, together"))
