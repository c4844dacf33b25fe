"""Whoever knows the rule, the total and all that is told finds no number that is not told."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from palabre.reports.account import TIMES, in_times, median_of, time_of
from palabre.reports.months import Month, back_to, month_asked
from palabre.reports.telling import FEWEST, Parts, in_parts

few = settings(max_examples=50, deadline=None, derandomize=True)
TOPS = 13
counts = some.lists(some.integers(0, 7), min_size=2, max_size=4).filter(
    lambda numbers: sum(numbers) <= TOPS
)
NAMES = "abcd"


def told_of(numbers: tuple[int, ...] | list[int]) -> Parts:
    return in_parts(dict(zip(NAMES, numbers, strict=False)))


def could_be(numbers: list[int], extra: list[int | None]) -> list[tuple[int, ...]]:
    """Every month with this total of which the same would be told."""
    total, told = sum(numbers), told_of(numbers)
    every = product(range(total + 1), repeat=len(numbers))
    same = [other for other in every if sum(other) == total and told_of(other) == told]
    return [other for other in same if extra == [None] or median_like(other) == extra[0]]


def median_like(numbers: tuple[int, ...]) -> int | None:
    hours = [
        at
        for name, number in zip((20, 40, 100, 900), numbers, strict=False)
        for at in [name] * number
    ]
    return median_of(list(hours), in_parts(dict(zip(TIMES, numbers, strict=False))))


@few
@given(counts)
def test_no_number_that_is_not_told_can_be_found(numbers):
    told = told_of(numbers)
    possible = could_be(numbers, [None])

    for place, name in enumerate(NAMES[: len(numbers)]):
        if told.number(name) is None:
            assert len({other[place] for other in possible}) > 1


# What one case can be, as two tables of one month count it: outcome, and how the sides agreed.
KINDS = [
    ("removed", "agreed"), ("kept", "agreed"), ("removed", "differed"), ("kept", "differed"),
    ("removed", "one"), ("kept", "one"), ("kept", "nobody"),
]  # fmt: skip


def months_of(total: int, kinds: int) -> Iterator[tuple[int, ...]]:
    if kinds == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in months_of(total - first, kinds - 1):
            yield (first, *others)


def counts_of(month: tuple[int, ...]) -> tuple[Counter[str], Counter[str]]:
    outcomes: Counter[str] = Counter()
    looks: Counter[str] = Counter()
    for number, (outcome, look) in zip(month, KINDS, strict=True):
        outcomes[outcome] += number
        looks[look] += number
    return outcomes, looks


@pytest.mark.parametrize("total", [5, 6, 7, 9, 11])
def test_two_tables_of_one_month_held_together_give_nothing_away(total):
    """All months there can be, by what is told of them. That there was none may be plain."""
    same = defaultdict(list)
    for month in months_of(total, len(KINDS)):
        counts = counts_of(month)
        same[tuple(str(in_parts(one)) for one in counts)].append(counts)

    for months in same.values():
        for place in (0, 1):
            told = in_parts(months[0][place])
            for name in {kind[place] for kind in KINDS}:
                if told.number(name) is None:
                    possible = {counts[place][name] for counts in months}
                    assert len(possible) > 1 or possible == {0}


@few
@given(some.lists(some.integers(0, 30), max_size=9))
def test_no_small_number_is_told_nor_left_over(numbers):
    told = in_parts({str(place): number for place, number in enumerate(numbers)})

    assert all(number >= FEWEST for number in told.told.values())
    assert told.rest == 0 or told.rest >= FEWEST
    assert told.total in ({None} if 0 < sum(numbers) < FEWEST else {sum(numbers)})


@few
@given(some.lists(some.integers(0, 30), max_size=9))
def test_a_part_that_is_added_later_and_holds_nothing_changes_nothing(numbers):
    """So that two versions of one month are not subtracted from each other."""
    named = {str(place): number for place, number in enumerate(numbers)}

    assert in_parts(named) == in_parts({**named, "added": 0})


@few
@given(some.lists(some.integers(0, 6), min_size=4, max_size=4).filter(lambda one: sum(one) <= 12))
def test_the_median_adds_nothing_to_find_them_by(numbers):
    told = in_parts(dict(zip(TIMES, numbers, strict=True)))
    possible = could_be(numbers, [None])

    if median_like(tuple(numbers)) is not None:
        at = {time_of(median_like(other)) for other in possible}
        assert at == {time_of(median_like(tuple(numbers)))}
    assert told.rest == 0 or len(possible) > 1


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([12, 9, 7], {"a": 12, "b": 9, "c": 7}),
        ([12, 9, 2], {"a": 12}),
        ([12, 4, 4], {}),
        ([12, 9, 4, 3], {"a": 12, "b": 9}),
        ([12, 9, 1, 1], {"a": 12}),
        ([3, 1], {}),
    ],
)
def test_what_is_told(numbers, told):
    assert told_of(numbers).told == told


@few
@given(some.lists(some.integers(0, 13), min_size=4, max_size=4))
def test_times_never_say_that_nothing_had_waited_to_be_published(numbers):
    """That is never decided later than was promised: so some are told to be swift, or not one time is told."""
    told = in_times(dict(zip(TIMES, numbers, strict=True)))

    assert told.total is None or not told.told or told.rest or told.number(TIMES[0])
    assert told.rest + sum(told.told.values()) == (told.total or 0)


def test_the_times_of_a_month_in_which_all_took_long_are_told_together():
    assert in_times({"week": 6, "later": 5}) == Parts(11, {}, 11)
    assert in_times({"day": 6, "later": 5}) == Parts(11, {"day": 6, "later": 5}, 0)


@pytest.mark.parametrize("nonsense", ["", "2026-13", "2026-1", "0000-01", "٢٠٢٦-10", "2026-10x"])
def test_what_is_no_month(nonsense):
    assert month_asked(nonsense) is None


def test_months_go_back_over_a_year():
    assert [str(one) for one in back_to(Month(2025, 11), from_=Month(2026, 1))] == [
        "2026-01",
        "2025-12",
        "2025-11",
    ]
