from fractions import Fraction
from itertools import permutations
from math import comb, factorial

import pytest

from tests.seizure.verdict import LEVEL, binomial_bound, order_bound, orderings, pairs_in_order

TWELFTH, HALF = Fraction(1, 12), Fraction(1, 2)


def tail(trials, chance, hits):
    """At least so many, the long way."""
    return sum(
        comb(trials, one) * chance**one * (1 - chance) ** (trials - one)
        for one in range(hits, trials + 1)
    )


@pytest.mark.parametrize("trials", [1, 7, 48, 60])
@pytest.mark.parametrize("chance", [TWELFTH, HALF])
@pytest.mark.parametrize("level", [LEVEL, LEVEL / 100])
def test_more_than_the_bound_is_rarer_than_the_level_and_the_bound_itself_is_not(
    trials, chance, level
):
    bound = binomial_bound(trials, chance, level)

    assert tail(trials, chance, bound + 1) <= level
    assert bound == 0 or tail(trials, chance, bound) > level


def test_the_bound_is_the_one_that_was_worked_out_by_hand():
    assert binomial_bound(60, TWELFTH, LEVEL) == 13  # « fail at 14 of 60, p = 0.0003 »


def test_no_hit_is_explained_where_none_can_be():
    assert binomial_bound(20, Fraction(0), LEVEL) == 0


def test_orders_are_counted_as_they_are():
    counted = [0] * 11
    for order in permutations(range(5)):
        counted[pairs_forwards(order)] += 1

    assert list(orderings(5)) == counted
    assert sum(orderings(5)) == factorial(5)


def pairs_forwards(order):
    return sum(order[one] < order[other] for other in range(len(order)) for one in range(other))


@pytest.mark.parametrize("things", [8, 24, 48])
def test_an_order_beyond_the_bound_is_rarer_than_the_level_either_way(things):
    ways = orderings(things)
    bound = order_bound(things, LEVEL)

    assert 2 * Fraction(sum(ways[bound + 1 :]), sum(ways)) <= LEVEL
    assert 2 * Fraction(sum(ways[bound:]), sum(ways)) > LEVEL


def test_of_a_few_things_every_order_is_chance():
    assert order_bound(3, LEVEL) == 3


def test_the_right_order_and_its_reverse_tell_the_same():
    true = {name: place for place, name in enumerate("abcdefgh")}
    backwards = {name: -place for name, place in true.items()}

    assert pairs_in_order(true, true) == pairs_in_order(backwards, true) == 28


def test_what_is_equal_tells_no_order():
    true = {str(place): place for place in range(48)}

    found = pairs_in_order(dict.fromkeys(true, "2026-11-26"), true)

    assert found <= order_bound(48, LEVEL)
