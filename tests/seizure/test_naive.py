"""The positive control: an attack that finds nothing in a naive platform proves nothing here."""

from fractions import Fraction

import pytest
from django.conf import settings

from tests.seizure.about import told_apart
from tests.seizure.attacks import ANYWHERE, WITH_POSTGRESQL
from tests.seizure.bags import MARK as IN_FILES
from tests.seizure.encodings import Sought, unpacked
from tests.seizure.moments import hits, instants
from tests.seizure.verdict import measured, pairs_in_order

BATTERY = ANYWHERE | (WITH_POSTGRESQL if settings.REDIS_URL else {})
ENOUGH = Fraction(95, 100)


def share_found(things, guess):
    if guess.kind == "who":
        right = sum(one.person == guess.values.get(pk) for pk, one in things.items())
        return Fraction(right, len(things))
    true = measured(things, guess.kind)
    pairs = len(true) * (len(true) - 1) // 2
    return Fraction(pairs_in_order(guess.values, true), pairs)


@pytest.mark.parametrize(
    "about", ["messages", "files", "spoken_naively", "cast_naively", "deeds_naively"]
)
@pytest.mark.parametrize("name", BATTERY)
def test_the_attack_finds_it_out_where_a_platform_is_naive(taken, name, about):
    every = taken.guesses(BATTERY[name], "naive")
    things = getattr(taken.truth, about)

    assert max(share_found(things, guess) for guess in every) >= ENOUGH


def test_instants_are_found_where_a_platform_keeps_them(taken):
    found = instants(taken.naive)
    of_messages, of_files = taken.truth.messages, taken.truth.files
    of_spoken, of_cast = taken.truth.spoken_naively, taken.truth.cast_naively
    of_deeds = taken.truth.deeds_naively
    every = of_messages | of_files | of_spoken | of_cast | of_deeds

    for where, things in (
        ("naive_message.created_at", of_messages),
        ("naive_piece.created_at", of_files),
        ("naive_spoken.created_at", of_spoken),
        ("naive_ballot.created_at", of_cast),
        ("naive_deed.created_at", of_deeds),
        ("files", every),
        ("log", every),
    ):
        when = [(one.began, one.ended) for one in things.values()]
        assert hits(found[where], when) >= ENOUGH * len(when), where


def test_what_came_on_paper_is_told_apart_where_a_platform_says_so(taken):
    assert told_apart(taken.naive, taken.truth.paper) == {"naive_message.came"}


def found_in(seized, things):
    sought = Sought(things)
    return {
        found
        for _, thing in seized.everything()
        for dressed in unpacked(thing)
        for found in sought.found_in(dressed)
    }


def test_traces_are_found_where_a_platform_keeps_them(taken):
    agents = [person.traces.agent for person in taken.truth.people]

    assert found_in(taken.naive, agents) == set(agents)


def test_what_is_in_files_is_found_where_a_platform_spools_them(taken):
    canaries = [words for words in taken.truth.words if words.startswith(IN_FILES)]
    things = [*taken.truth.signs, *canaries]

    assert len(things) == 2 * len(taken.truth.files)
    assert found_in(taken.naive, things) == set(things)
