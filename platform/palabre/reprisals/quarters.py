"""Quarters of a year: what is kept of a report's day, and when it ends."""

from datetime import date

from palabre.vaults.epochs import monday_after

MONTHS = 3
YEAR = 12


def first_day(day: date) -> date:
    """Of the quarter in which this day lies."""
    return date(day.year, day.month - (day.month - 1) % MONTHS, 1)


def later(quarter: date, number: int) -> date:
    """The first day of the quarter that comes so many quarters later, or before."""
    months = quarter.year * YEAR + quarter.month - 1 + number * MONTHS
    return date(months // YEAR, months % YEAR + 1, 1)


def number_of(quarter: date) -> int:
    return (quarter.month - 1) // MONTHS + 1


def end_of(quarter: date) -> date:
    """The Monday on which all reports of a quarter end together: when the next one is over, so that
    three months at least are left to look into each."""
    return monday_after(later(quarter, 2), days=0)


def mondays_ahead(day: date) -> list[date]:
    quarter = first_day(day)
    return [end_of(quarter), end_of(later(quarter, 1))]
