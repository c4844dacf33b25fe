"""What a stolen server tells of secret ballots: while the urn is being filled, and once it is closed.

Who cast which is tried in test_messages.py, with the same attacks as everything else, on the closed
urns; here it is tried on the open ones, and what no attack asks.
"""

from fractions import Fraction

import pytest

from tests.seizure.attacks import row_order
from tests.seizure.seized import is_finer_than_a_day
from tests.seizure.settle import COMMITTEES, PEOPLE
from tests.seizure.test_messages import ATTEMPTS, BATTERY
from tests.seizure.verdict import LEVEL, binomial_bound, order_bound, pairs_in_order


def slips(seized):
    return seized.tables["motions_slip"]


def test_every_ballot_of_the_story_is_there_and_the_urns_were_filled_in_two_goes(taken):
    early, late = ({row.values["id"] for row in slips(one)} for one in (taken.early, taken.late))

    assert len(taken.truth.cast) == PEOPLE * len(COMMITTEES)
    assert late == set(taken.truth.ballots)
    assert set() < early < late


@pytest.mark.parametrize("name", BATTERY)
def test_the_open_urn_tells_no_more_than_chance(taken, name):
    """Half of them are in it, and beside each name stands whether that person's is."""
    here = {row.values["id"]: taken.truth.ballots[row.values["id"]] for row in slips(taken.early)}
    level, found = LEVEL / ATTEMPTS, []
    for guess in taken.guesses(BATTERY[name], "ours_early"):
        values = {pk: value for pk, value in guess.values.items() if pk in here}
        if guess.kind == "who":
            right = sum(here[pk].person == who for pk, who in values.items())
            bound = binomial_bound(len(values), Fraction(1, PEOPLE), level)
            found += [guess.name] if right > bound else []
        elif guess.kind == "order":
            pairs = pairs_in_order(values, {pk: one.place for pk, one in here.items()})
            found += [guess.name] if pairs > order_bound(len(values), level) else []

    assert found == []


def test_all_ballots_of_an_urn_lie_there_by_one_transaction(taken):
    for seized in (taken.early, taken.late):
        by_vote: dict[object, set[object]] = {}
        for row in slips(seized):
            by_vote.setdefault(row.values["vote_id"], set()).add(row.orders.get("xmin"))
        assert all(len(transactions) == 1 for transactions in by_vote.values())
    assert taken.guesses(row_order, "ours")


def test_no_column_of_a_ballot_tells_one_choice_from_another(taken):
    rows = slips(taken.late)
    for column in ("civilian", "forces", "number"):
        assert len({len(row.values[column]) for row in rows}) == 1


def test_once_an_urn_is_closed_nothing_says_who_voted(taken):
    assert any(row.values["is_in"] for row in taken.early.tables["motions_voter"])
    assert not any(row.values["is_in"] for row in taken.late.tables["motions_voter"])
    assert {row.values["choice"] for row in taken.late.tables["motions_voter"]} == {""}


def test_no_row_of_a_vote_has_an_instant(taken):
    for table, rows in taken.late.tables.items():
        if table.startswith("motions_"):
            found = [name for row in rows for name, value in row.values.items()
                     if is_finer_than_a_day(value)]  # fmt: skip
            assert found == [], table
