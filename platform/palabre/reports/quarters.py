"""Quarters of a year, as an address names them: 2026-4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

MONTHS = 3
IN_AN_ADDRESS = re.compile(r"(\d{4})-([1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def name(self) -> str:
        return [
            _("1st quarter %(year)s"),
            _("2nd quarter %(year)s"),
            _("3rd quarter %(year)s"),
            _("4th quarter %(year)s"),
        ][self.number - 1] % {"year": self.year}

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> Quarter:
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def days(self) -> tuple[date, date]:
        return self.first_day, self.last_day

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first instant of its first day to that of the day after, in the place's time."""
        starts = (datetime.combine(one.first_day, time.min) for one in (self, self.next))
        first, after = (timezone.make_aware(each) for each in starts)
        return first, after


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)


def quarter_asked(asked: str, *, first: Quarter, last: Quarter) -> Quarter:
    """What an address asks for; nonsense, and what is not there, is the last one."""
    found = IN_AN_ADDRESS.fullmatch(asked)
    quarter = Quarter(int(found[1]), int(found[2])) if found else last
    return quarter if first <= quarter <= last else last


def back_to(first: Quarter, *, from_: Quarter, most: int) -> Iterator[Quarter]:
    """The latest first."""
    quarter = from_
    for _each in range(most):
        if quarter < first:
            return
        yield quarter
        quarter = quarter.before
