"""The positive control: an attack that finds nothing in a naive platform proves nothing here."""

from fractions import Fraction

import pytest
from django.conf import settings

from tests.seizure.attacks import ANYWHERE, WITH_POSTGRESQL
from tests.seizure.encodings import Sought, unpacked
from tests.seizure.moments import hits, instants
from tests.seizure.verdict import pairs_in_order

BATTERY = ANYWHERE | (WITH_POSTGRESQL if settings.REDIS_URL else {})
ENOUGH = Fraction(95, 100)


def share_found(taken, guess):
    messages = taken.truth.messages
    if guess.kind == "who":
        right = sum(one.person == guess.values.get(pk) for pk, one in messages.items())
        return Fraction(right, len(messages))
    true = {pk: one.place if guess.kind == "order" else one.length for pk, one in messages.items()}
    pairs = len(messages) * (len(messages) - 1) // 2
    return Fraction(pairs_in_order(guess.values, true), pairs)


@pytest.mark.parametrize("name", BATTERY)
def test_the_attack_finds_it_out_where_a_platform_is_naive(taken, name):
    every = BATTERY[name](taken.late.naive(), taken.truth.people)

    assert max(share_found(taken, guess) for guess in every) >= ENOUGH


def test_instants_are_found_where_a_platform_keeps_them(taken):
    when = [(one.began, one.ended) for one in taken.truth.messages.values()]
    found = instants(taken.late.naive())

    for where in ("naive_message.created_at", "files", "log"):
        assert hits(found[where], when) >= ENOUGH * len(when), where


def test_traces_are_found_where_a_platform_keeps_them(taken):
    agents = [person.traces.agent for person in taken.truth.people]
    sought = Sought(agents)

    found = {
        agent
        for _, thing in taken.late.naive().everything()
        for dressed in unpacked(thing)
        for agent in sought.found_in(dressed)
    }

    assert found == set(agents)
