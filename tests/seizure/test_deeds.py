"""What a stolen server tells of a consent poll; and that all else that people did as nobody in particular is
there, so that the attacks of test_messages.py have something to find out.

Answers of one side that say the same are the same rows: not even whoever gave one finds it again. So a
guess is right here where it names somebody of this side who said this.
"""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.seizure.about import that_hang_on
from tests.seizure.attacks import row_order, transactions
from tests.seizure.deeds import WORDS
from tests.seizure.seized import is_finer_than_a_day
from tests.seizure.settle import PEOPLE
from tests.seizure.test_messages import ATTEMPTS
from tests.seizure.verdict import LEVEL, binomial_bound

KINDS = ("meetings_agendaitem", "meetings_contest", "reprisals_report")
POLL = "motions_answered"
ALIKE = PEOPLE // 2 // len(WORDS)  # people of one side who said the same


def answers(seized):
    return seized.tables[POLL]


@pytest.mark.parametrize("table", KINDS)
def test_each_of_them_proposed_contested_and_reported_once(taken, table):
    rows = {row.values["id"] for row in taken.late.tables[table]}
    by = [taken.truth.deeds[pk].person for pk in rows & taken.truth.deeds.keys()]

    assert sorted(by) == sorted(person.username for person in taken.truth.people)


def test_no_row_of_them_has_an_instant(taken):
    for table in (*KINDS, POLL, "motions_asked", "motions_poll"):
        found = [name for row in taken.late.tables[table] for name, value in row.values.items()
                 if is_finer_than_a_day(value)]  # fmt: skip
        assert found == [], table


def test_what_was_proposed_and_contested_lies_there_by_one_transaction(taken):
    for seized in (taken.early, taken.late):
        for table in KINDS[:2]:
            known = [row for row in seized.tables[table] if row.values["id"] in taken.truth.deeds]
            assert len({row.orders.get("xmin") for row in known}) == 1


def test_reports_have_one_size_and_lie_there_by_one_transaction(taken):
    rows = taken.late.tables["reprisals_report"]

    assert len({len(row.values["sealed"]) for row in rows}) == 1
    assert len({row.orders.get("xmin") for row in rows}) == 1


def test_answers_went_in_together_and_once_closed_nothing_says_who_answered(taken):
    sides = {person.username: number % 2 for number, person in enumerate(taken.truth.people)}
    assert 0 < len(answers(taken.early)) < len(answers(taken.late)) == PEOPLE
    assert any(row.values["is_in"] for row in taken.early.tables["motions_asked"])
    assert not any(row.values["is_in"] for row in taken.late.tables["motions_asked"])
    for seized in (taken.early, taken.late):
        assert len({row.orders.get("xmin") for row in answers(seized)}) == 1
    said = [(row.values["side"], row.values["word"]) for row in answers(taken.late)]
    assert {said.count(one) for one in said} == {ALIKE}
    assert len(set(sides.values())) * len(WORDS) * ALIKE == PEOPLE


@pytest.mark.parametrize("attack", [row_order, transactions])
def test_who_answered_what_is_found_out_no_better_than_by_chance(taken, attack):
    seized = replace(taken.ours, deeds=(POLL,))
    words, truth = {row.values["id"]: row.values for row in answers(seized)}, taken.truth
    sides = {
        person.username: ["civilian", "forces"][n % 2] for n, person in enumerate(truth.people)
    }
    assert that_hang_on(seized, POLL)

    for guess in attack(seized, truth.people):
        known = {pk: who for pk, who in guess.values.items() if pk in words}
        if guess.kind != "who" or not known:
            continue
        right = sum(
            (sides[who], truth.answers[who]) == (words[pk]["side"], words[pk]["word"])
            for pk, who in known.items()
        )
        chance = Fraction(ALIKE, PEOPLE)
        assert right <= binomial_bound(len(known), chance, LEVEL / ATTEMPTS), guess.name
