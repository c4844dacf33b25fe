"""What moderation did in a month that is over, in numbers that point at nobody.

A closed case never changes, so the numbers of a month never do. What is told of reprisals is what each
committee tells already: nothing can be found by taking one from the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from palabre.moderation.models import BY_APPEAL, Case, Choice, Origin, Outcome, Round
from palabre.reports.months import Month, last_month, month_of
from palabre.reports.telling import A_WHOLE, Parts, in_parts
from palabre.reprisals import quarters
from palabre.reprisals.selectors import told_by_all

SIDES = 2
ROUNDED_TO = 6  # hours, upwards
MONTHS_OF_A_QUARTER = 3

REMOVED, KEPT = "removed", "kept"
OUTCOMES = (REMOVED, KEPT)
AGREED, DIFFERED, ONE_KEY, NOBODY = "agreed_at_once", "differed", "one_key", "nobody"
LOOKS = (AGREED, DIFFERED, ONE_KEY, NOBODY)
WITHIN = {"day": 24, "two_days": 48, "week": 168}
TIMES = (*WITHIN, "later")
BACK, STAYS = "given_back", "stays_removed"
APPEALS = (BACK, STAYS)
ORIGINS = tuple(str(one) for one in Origin if one not in BY_APPEAL)


@dataclass(frozen=True)
class Closed:
    """What is counted of one case."""

    rule: str
    origin: str
    outcome: str
    hours: int | None
    looks: int  # of the first round
    removing: int  # of these

    @property
    def is_removed(self) -> bool:
        return self.outcome == Outcome.REMOVED

    @property
    def look(self) -> str:
        """Whether both sides looked first, and chose the same."""
        if self.looks == SIDES:
            return AGREED if self.removing in {0, SIDES} else DIFFERED
        # A proposal that falls with what it followed was seconded by nobody.
        has_settled_it = self.looks == 1 and self.outcome in {Outcome.REMOVED, Outcome.KEPT}
        return ONE_KEY if has_settled_it and bool(self.removing) == self.is_removed else NOBODY

    @property
    def time(self) -> str:
        return time_of(self.hours)

    @property
    def appeal(self) -> str:
        return STAYS if self.is_removed else BACK


@dataclass(frozen=True)
class Reprisals:
    """Of the last quarter that was over when the month was, in the committees that tell a number."""

    quarter: date
    reports: int
    committees: int


@dataclass(frozen=True)
class Account:
    month: Month
    rules: Parts
    outcomes: Parts
    looks: Parts
    origins: Parts
    times: Parts
    appeals: Parts
    median: int | None  # hours, rounded up
    reprisals: Reprisals

    @property
    def agreement(self) -> int | None:
        """Of a hundred cases at which both sides looked, so many in which they chose the same at once."""
        agreed, differed = self.looks.number(AGREED), self.looks.number(DIFFERED)
        if agreed is None or differed is None or not agreed + differed:
            return None
        return agreed * A_WHOLE // (agreed + differed)


def time_of(hours: int | None) -> str:
    if hours is None:
        return TIMES[-1]
    return next((name for name, most in WITHIN.items() if hours <= most), TIMES[-1])


def first_month() -> Month | None:
    """The first of which there is an account; None where no month with a closed case is over."""
    day = Case.objects.decided().aggregate(first=Min("closed_on"))["first"]
    if day is None or month_of(day) > last_month():
        return None
    return month_of(day)


def account_of(month: Month) -> Account:
    first = Q(decisions__round=Round.FIRST)
    rows = Case.objects.decided().filter(closed_on__range=month.days)
    counted = rows.annotate(
        looks=Count("decisions", filter=first),
        removing=Count("decisions", filter=first & Q(decisions__choice=Choice.REMOVE)),
    )
    told = counted.values_list(
        "rule__code", "origin", "outcome", "hours_open", "looks", "removing"
    ).order_by()
    every = [Closed(*row) for row in told]
    cases = [one for one in every if one.origin not in BY_APPEAL]
    appeals = [one for one in every if one.origin in BY_APPEAL]
    times = _parts(cases, lambda one: one.time)
    return Account(
        month,
        rules=_parts(cases, lambda one: one.rule),
        outcomes=_parts(cases, lambda one: REMOVED if one.is_removed else KEPT),
        looks=_parts(cases, lambda one: one.look),
        origins=_parts(cases, lambda one: one.origin),
        times=times,
        appeals=_parts(appeals, lambda one: one.appeal),
        median=median_of([one.hours for one in cases], times),
        reprisals=_reprisals(month),
    )


def _parts(cases: list[Closed], what: Callable[[Closed], str]) -> Parts:
    return in_parts(Counter(what(one) for one in cases))


def median_of(hours: list[int | None], times: Parts) -> int | None:
    """Told where it says nothing about the parts that are not told: wherever among these their rest
    may lie, it falls into the same one."""
    if not hours or not times.is_told:
        return None
    middle = sorted(hours, key=lambda one: (one is None, one))[(len(hours) - 1) // 2]
    untold = [name for name in TIMES if times.number(name) is None]
    ends = {_time_in_the_middle(times, rest_in=name) for name in untold[:1] + untold[-1:]}
    if middle is None or len(ends) > 1:
        return None
    return max(ROUNDED_TO, -(-middle // ROUNDED_TO) * ROUNDED_TO)


def _time_in_the_middle(times: Parts, *, rest_in: str) -> str:
    passed = 0
    for name in TIMES:
        passed += (times.number(name) or 0) + (times.rest if name == rest_in else 0)
        if passed * 2 >= (times.total or 0):
            return name
    return TIMES[-1]


def _reprisals(month: Month) -> Reprisals:
    quarter = quarters.first_day(month.first_day)
    if month.number % MONTHS_OF_A_QUARTER:  # it goes on
        quarter = quarters.later(quarter, -1)
    told = [one.total for one in told_by_all(quarter) if one.total is not None]
    return Reprisals(quarter, sum(told), len(told))
