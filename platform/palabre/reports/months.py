"""Months, as an address names them: 2026-10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from palabre.core.days import today

YEAR = 12
IN_AN_ADDRESS = re.compile(r"([1-9]\d{3})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def name(self) -> str:
        return date_format(self.first_day, "F Y")

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def days(self) -> tuple[date, date]:
        return self.first_day, self.last_day

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // YEAR, self.number % YEAR + 1)

    @property
    def before(self) -> Month:
        return Month(self.year - (self.number == 1), (self.number - 2) % YEAR + 1)


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def last_month() -> Month:
    """The last one that is over: of this one the numbers still change."""
    return month_of(today()).before


def month_asked(asked: str) -> Month | None:
    found = IN_AN_ADDRESS.fullmatch(asked)
    return Month(int(found[1]), int(found[2])) if found else None


def back_to(first: Month, *, from_: Month) -> Iterator[Month]:
    """The latest first."""
    while from_ >= first:
        yield from_
        from_ = from_.before
