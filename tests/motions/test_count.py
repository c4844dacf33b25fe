"""Counting, as arithmetic: whatever the numbers, nothing carries that either side did not carry."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.motions.counting import (
    BOTH,
    Count,
    Outcome,
    bars,
    is_quorate,
    may_be_shown,
    needed,
    outcome_of,
    overall,
    stays_secret,
)

SOME = settings(max_examples=60, deadline=None, derandomize=True)
numbers = st.integers(0, 12)
counts = st.builds(Count, numbers, numbers, numbers)
tallies = st.fixed_dictionaries(dict.fromkeys(BOTH, counts), optional={"parliament": counts})
percents = st.integers(1, 100)


@dataclass
class Agreed:
    majority: int = 50
    majority_a_side: int = 50
    abstentions_count: bool = False
    tie: str = "falls"


terms = st.builds(
    Agreed, percents, percents, st.booleans(), st.sampled_from(["falls", "again", "chairs"])
)


@SOME
@given(tallies, terms, st.booleans(), st.booleans())
def test_nothing_is_adopted_without_quorum_and_each_majority(tally, agreed, has_quorum, may_tie):
    outcome = outcome_of(tally, agreed, has_quorum=has_quorum, may_tie=may_tie)

    if outcome is Outcome.ADOPTED:
        assert has_quorum
        assert all(tally[side].yes > 0 for side in BOTH)
        for count, asked in [
            (overall(tally), agreed.majority),
            *((tally[side], agreed.majority_a_side) for side in BOTH),
        ]:
            of = count.cast if agreed.abstentions_count else count.yes + count.no
            share = Fraction(count.yes, of)
            assert share > Fraction(asked, 100) or share == asked // 100 == 1


@SOME
@given(tallies, terms, st.sampled_from(BOTH))
def test_one_more_yes_never_undoes_it_and_one_more_no_never_makes_it(tally, agreed, side):
    more_yes = {**tally, side: tally[side] + Count(yes=1)}
    more_no = {**tally, side: tally[side] + Count(no=1)}
    before = outcome_of(tally, agreed, has_quorum=True)

    if before is Outcome.ADOPTED:
        assert outcome_of(more_yes, agreed, has_quorum=True) is Outcome.ADOPTED
    else:
        assert outcome_of(more_no, agreed, has_quorum=True) is not Outcome.ADOPTED


@SOME
@given(tallies, terms)
def test_both_sides_are_treated_alike(tally, agreed):
    civilian, forces = BOTH
    turned = {**tally, civilian: tally[forces], forces: tally[civilian]}

    assert outcome_of(tally, agreed, has_quorum=True) is outcome_of(turned, agreed, has_quorum=True)


@SOME
@given(tallies, st.booleans(), st.booleans())
def test_abstentions_alone_decide_nothing_where_they_do_not_count(tally, has_quorum, may_tie):
    agreed = Agreed()
    without = {side: Count(count.yes, count.no) for side, count in tally.items()}

    assert outcome_of(tally, agreed, has_quorum=has_quorum, may_tie=may_tie) is outcome_of(
        without, agreed, has_quorum=has_quorum, may_tie=may_tie
    )


@pytest.mark.parametrize(
    ("civilian", "forces", "tie", "may_tie", "outcome"),
    [
        ((4, 4), (4, 4), "falls", True, Outcome.REJECTED),
        ((4, 4), (4, 4), "again", True, Outcome.TIED),
        ((4, 4), (4, 4), "again", False, Outcome.REJECTED),
        ((4, 4), (4, 4), "chairs", True, Outcome.CHAIRS),
        ((5, 1), (3, 3), "chairs", True, Outcome.CHAIRS),  # one side is evenly split
        ((5, 3), (3, 5), "chairs", True, Outcome.REJECTED),  # even overall, lost on one side
        ((0, 0), (4, 0), "chairs", True, Outcome.REJECTED),  # nobody said yes there
    ],
)
def test_a_tie_is_where_no_bar_is_lost_and_one_is_even(civilian, forces, tie, may_tie, outcome):
    tally = dict(zip(BOTH, (Count(*civilian), Count(*forces)), strict=True))

    assert outcome_of(tally, Agreed(tie=tie), has_quorum=True, may_tie=may_tie) is outcome


@pytest.mark.parametrize(
    ("yes", "no", "asked", "passed"),
    [(2, 2, 50, False), (3, 2, 50, True), (2, 1, 66, True), (2, 1, 67, False), (5, 0, 100, True),
     (99, 1, 100, False), (0, 0, 1, False), (1, 0, 100, True)],
)  # fmt: skip
def test_more_than_the_share_is_asked_and_all_for_a_hundred(yes, no, asked, passed):
    tally = {side: Count(yes, no) for side in BOTH}

    assert [bar.passed for bar in bars(tally, Agreed(asked, asked))] == [passed] * 3


@SOME
@given(st.integers(0, 40), percents, st.integers(0, 40))
def test_a_quorum_is_at_least_that_share_and_somebody(of, percent, came):
    assert (came >= needed(percent, of)) == (came > 0 and 100 * came >= percent * of)


@SOME
@given(st.fixed_dictionaries(dict.fromkeys(BOTH, numbers)), percents)
def test_no_side_makes_up_for_the_other(came, percent):
    of = dict.fromkeys(BOTH, 6)
    alone = [is_quorate({side: 6, BOTH[1 - n]: came[BOTH[1 - n]]}, of, percent)
             for n, side in enumerate(BOTH)]  # fmt: skip

    assert is_quorate(came, of, percent) <= all(alone)


@SOME
@given(tallies)
def test_what_is_shown_tells_no_voter_how_another_voted(tally):
    """Not even one who takes their own ballot away from the numbers of their side."""
    if not may_be_shown(tally):
        return
    for count in tally.values():
        for own in ("yes", "no", "abstain"):
            if getattr(count, own):
                others = [getattr(count, c) - (c == own) for c in ("yes", "no", "abstain")]
                assert sum(bool(number) for number in others) > 1


def test_too_few_of_a_side_are_not_even_counted():
    assert stays_secret({"civilian": 5, "forces": 5}, Agreed(), fewest=4)
    assert not stays_secret({"civilian": 9, "forces": 4}, Agreed(), fewest=4)
    assert not stays_secret({"civilian": 5, "forces": 5}, Agreed(), fewest=11)
    assert not stays_secret({"civilian": 5, "forces": 5}, Agreed(majority_a_side=66), fewest=4)


@pytest.mark.parametrize("civilians", [5, 6, 9])
@pytest.mark.parametrize("forces", [5, 7])
@pytest.mark.parametrize("a_side", [20, 50, 66, 75, 100])
@pytest.mark.parametrize("majority", [50, 80])
def test_an_outcome_that_is_told_leaves_each_side_in_doubt(civilians, forces, a_side, majority):
    """Every way in which all may have voted is looked at: to one who knows the other side and their
    own ballot, two others of their side may have voted either way."""
    sizes = dict(zip(BOTH, (civilians, forces), strict=True))
    agreed = Agreed(majority, a_side)
    if not stays_secret(sizes, agreed, fewest=4):
        return
    for side, other in (BOTH, BOTH[::-1]):
        carried = [
            yes
            for yes in range(sizes[side] + 1)
            if outcome_of(
                {side: Count(yes, sizes[side] - yes), other: Count(sizes[other])},
                agreed, has_quorum=True,
            ) is Outcome.ADOPTED
        ]  # fmt: skip
        assert min(carried) <= sizes[side] - 2
        assert min(carried) - 1 >= 2  # as many may have said yes though it fell
