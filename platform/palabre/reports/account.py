"""What moderation did in a month that is over, in numbers that point at nobody.

A closed case never changes, so the numbers of a month never do. What is told of reprisals is what each
committee tells already: nothing can be found by taking one from the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from palabre.moderation.models import MEASURES, Case, Look, Outcome, Round, look_of
from palabre.reports.months import Month, last_month, month_of
from palabre.reports.telling import A_WHOLE, Parts, in_parts
from palabre.reprisals import quarters
from palabre.reprisals.selectors import told_by_all

ROUNDED_TO = 6  # hours, upwards
MONTHS_OF_A_QUARTER = 3

REMOVED, KEPT = "removed", "kept"
OUTCOMES = (REMOVED, KEPT)
LOOKS = tuple(map(str, Look))
BY_BOTH = (Look.AGREED, Look.DIFFERED)
WITHIN = {"day": 24, "two_days": 48, "week": 168}
TIMES = (*WITHIN, "later")
BACK, STAYS = "given_back", "stays_removed"
APPEALS = (BACK, STAYS)


@dataclass(frozen=True)
class Closed:
    """What is counted of one case: what its line in the register says, and how long it took."""

    rule: str
    outcome: str
    look: Look
    hours: int | None
    is_appeal: bool = False
    is_measure: bool = False

    @property
    def is_removed(self) -> bool:
        return self.outcome == Outcome.REMOVED

    @property
    def is_timed(self) -> bool:
        """Both sides decided it, on words. Of the others the register shows how they ended, and when it
        ends by itself says whether something waited to be published."""
        return self.look in BY_BOTH and self.outcome != Outcome.LAPSED and not self.is_measure

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
    times: Parts
    appeals: Parts
    median: int | None  # hours, rounded up
    reprisals: Reprisals

    @property
    def agreement(self) -> int | None:
        """Of a hundred cases at which both sides looked, so many in which they chose the same at once."""
        agreed, differed = (self.looks.number(look) for look in BY_BOTH)
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
    every = _closed_in(month)
    cases = [one for one in every if not one.is_appeal]
    appeals = [one for one in every if one.is_appeal]
    timed = [one for one in cases if one.is_timed]
    times = in_times(Counter(one.time for one in timed))
    return Account(
        month,
        rules=_parts(cases, lambda one: one.rule),
        outcomes=_parts(cases, lambda one: REMOVED if one.is_removed else KEPT),
        looks=_parts(cases, lambda one: one.look),
        times=times,
        appeals=_parts(appeals, lambda one: one.appeal),
        median=median_of([one.hours for one in timed], times),
        reprisals=_reprisals(month),
    )


def _closed_in(month: Month) -> list[Closed]:
    rows = Case.objects.decided().filter(closed_on__range=month.days)
    fields = ("rule__code", "outcome", "round", "is_held", "one_key", "keys", "hours_open")
    keys = Count("decisions", filter=Q(decisions__round=Round.FIRST))
    counted = rows.annotate(keys=keys).values_list(*fields, "appeal_of", "label").order_by()
    return [
        Closed(
            rule,
            outcome,
            look_of(outcome, which, is_held=is_held, one_key=one_key, keys=keys),
            hours,
            is_appeal=appeal_of is not None,
            is_measure=label in MEASURES,
        )
        for rule, outcome, which, is_held, one_key, keys, hours, appeal_of, label in counted
    ]


def in_times(counts: Mapping[str, int]) -> Parts:
    """What waits to be published is never decided later than was promised: where nothing can have been
    decided within a day, the other times would say that nothing had waited."""
    parts = in_parts(counts)
    if parts.told and not parts.rest and not parts.number(TIMES[0]):
        return Parts(parts.total, {}, parts.total or 0)
    return parts


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
