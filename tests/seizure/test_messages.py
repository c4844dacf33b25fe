"""What a stolen server tells about who wrote a message without an account, and when.

Each attack must do no better than chance, once what runs every few minutes has run. What the same attack
finds out on a naive platform stands in test_naive.py.
"""

from fractions import Fraction

import pytest
from django.conf import settings

from tests.seizure.attacks import ANYWHERE, WITH_POSTGRESQL
from tests.seizure.encodings import Sought, unpacked
from tests.seizure.moments import hits, instants
from tests.seizure.seized import is_finer_than_a_day
from tests.seizure.story import MESSAGES_EACH
from tests.seizure.verdict import LEVEL, binomial_bound, order_bound, pairs_in_order

ATTEMPTS = 400  # guesses in all, at most: each has its share of the level
BATTERY = ANYWHERE | (WITH_POSTGRESQL if settings.REDIS_URL else {})


def guesses(taken, name):
    return list(BATTERY[name](taken.late.ours(), taken.truth.people))


def beyond_chance(taken, guess):
    """What it found out and what chance explains, where it found out more."""
    level = LEVEL / ATTEMPTS
    if guess.kind == "who":
        right = sum(
            taken.truth.messages[pk].person == who
            for pk, who in guess.values.items()
            if pk in taken.truth.messages
        )
        bound = binomial_bound(len(guess.values), Fraction(1, len(taken.truth.people)), level)
        return f"{guess.name}: {right} right, {bound} by chance" if right > bound else ""
    true = {
        pk: one.place if guess.kind == "order" else one.length
        for pk, one in taken.truth.messages.items()
    }
    pairs = pairs_in_order(guess.values, true)
    bound = order_bound(len(guess.values.keys() & true.keys()), level)
    return f"{guess.name}: {pairs} pairs in order, {bound} by chance" if pairs > bound else ""


@pytest.mark.parametrize("name", BATTERY)
def test_who_wrote_and_in_which_order_is_found_out_no_better_than_by_chance(taken, name):
    found = [said for guess in guesses(taken, name) if (said := beyond_chance(taken, guess))]

    assert found == []


def test_the_level_is_shared_by_all_that_was_tried(taken):
    assert sum(len(guesses(taken, name)) for name in BATTERY) <= ATTEMPTS


def test_every_message_and_person_of_the_story_is_there(taken):
    rows = taken.late.tables["submissions_submission"]
    writers = [message.person for message in taken.truth.messages.values()]

    assert {row.values["id"] for row in rows} == set(taken.truth.messages)
    assert {writers.count(person.username) for person in taken.truth.people} == {MESSAGES_EACH}
    assert len(taken.late.keys) > 0 or not settings.REDIS_URL
    assert len(taken.transcript) > 0 or not settings.REDIS_URL
    assert len(taken.late.tables["moderation_report"]) > 0
    assert len(taken.late.tables["committees_contribution"]) > 0


def test_no_row_of_a_message_has_an_instant(taken):
    for table, rows in taken.late.tables.items():
        if table.startswith("submissions_"):
            found = [name for row in rows for name, value in row.values.items()
                     if is_finer_than_a_day(value)]  # fmt: skip
            assert found == [], table


# --- When the door was used ------------------------------------------------------------------------
def when_the_door_was_used(taken, seized):
    """By where it was found: more instants at which it was used than chance explains."""
    truth = taken.truth
    lasted = truth.ended - truth.began
    share = Fraction(sum(end - begin for begin, end in truth.windows) / lasted)
    found = instants(seized)
    said = {}
    for where, moments in found.items():
        inside = [moment for moment in moments if truth.began <= moment <= truth.ended]
        right = hits(inside, truth.windows)
        if right > binomial_bound(len(inside), share, LEVEL / len(found)):
            said[where] = f"{right} of {len(inside)}"
    return said


def test_no_instant_anywhere_is_one_at_which_somebody_wrote(taken):
    found = when_the_door_was_used(taken, taken.late.ours())

    assert [where for where in found if not where.startswith("key ")] == []


@pytest.mark.skipif(not settings.REDIS_URL, reason="without Redis it is memory, and gone with it")
def test_no_entry_runs_out_at_an_instant_that_tells_when_somebody_came_back(taken):
    found = when_the_door_was_used(taken, taken.early.ours())

    assert [where for where in found if where.startswith("key ")] == []


def test_no_file_is_made_or_changed_by_a_message(taken):
    changed = [
        file.path
        for file in taken.early.ours().files
        if hits([file.changed], taken.truth.windows) and not file.path.endswith("/")
    ]

    assert changed == []


# --- What was said and who asked, in clear or in any dress --------------------------------------
def searched(taken, things):
    sought = Sought(things)
    return {
        (where, found)
        for seized in (taken.early.ours(), taken.late.ours())
        for where, thing in [*seized.everything(), ("said to Redis", taken.transcript)]
        for dressed in unpacked(thing)
        for found in sought.found_in(dressed)
    }


def test_no_word_of_a_message_and_no_code_is_anywhere(taken):
    codes = [spelt for code in taken.truth.codes.values()
             for spelt in (code, code.replace("-", ""), code.lower())]  # fmt: skip

    assert searched(taken, [*taken.truth.words, *codes]) == set()


def test_no_word_and_no_code_lies_in_the_files_of_the_database_free_pages_included(taken):
    assert taken.legible == []


def test_no_device_address_or_language_of_anybody_is_anywhere(taken):
    traces = [trace for person in taken.truth.people for trace in vars(person.traces).values()]

    assert searched(taken, traces) == set()
