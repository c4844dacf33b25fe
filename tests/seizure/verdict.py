"""What chance alone explains: exact tails, in whole numbers and fractions."""

import random  # noqa: TID251 (ties are broken the same way in every run)
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import comb
from typing import Any

LEVEL = Fraction(1, 1000)  # of the whole battery; each attack has its share of it


def binomial_bound(trials: int, chance: Fraction, level: Fraction) -> int:
    """The most hits that chance explains: more of them come about with at most this probability."""
    tail = Fraction(0)
    for hits in range(trials, 0, -1):
        tail += comb(trials, hits) * chance**hits * (1 - chance) ** (trials - hits)
        if tail > level:
            return hits
    return 0


@cache
def orderings(things: int) -> tuple[int, ...]:
    """How many orders of so many things have 0, 1, 2… pairs the right way round (Mahonian numbers)."""
    ways = [1]
    for more in range(1, things):
        longer = [0] * (len(ways) + more)
        for pairs, number in enumerate(ways):
            for place in range(more + 1):
                longer[pairs + place] += number
        ways = longer
    return tuple(ways)


def order_bound(things: int, level: Fraction) -> int:
    """The most pairs in one order, forwards or backwards, that a shuffle explains."""
    ways = orderings(things)
    allowed = level * sum(ways) / 2
    tail = 0
    for pairs in range(len(ways) - 1, -1, -1):
        tail += ways[pairs]
        if tail > allowed:
            return pairs
    return len(ways) - 1


def pairs_in_order(guessed: Mapping[Any, Any], true: Mapping[Any, Any]) -> int:
    """Of those that are known of: an order read backwards tells as much."""
    known = sorted(guessed.keys() & true.keys(), key=str)
    random.Random(1).shuffle(known)  # noqa: S311
    ranked: list[int] = [true[one] for one in sorted(known, key=lambda one: guessed[one])]
    forwards = sum(early < late for early, late in combinations(ranked, 2))
    return max(forwards, len(ranked) * (len(ranked) - 1) // 2 - forwards)


def measured(things: Mapping[str, Any], kind: str) -> dict[str, int]:
    """In which order they came, or how long those are that have one size class."""
    if kind == "order":
        return {pk: one.place for pk, one in things.items()}
    return {pk: one.length for pk, one in things.items() if one.length}
