from threading import Event, Thread

import pytest
from nacl.pwhash import argon2id

from palabre.sealing.errors import Busy, WeakKey
from palabre.sealing.kdf import (
    RECEIPT_COST,
    VAULT_COST,
    Cost,
    Turnstile,
    receipt_keys,
    receipt_material,
    stretch,
    subkey,
)
from palabre.sealing.receipt import new_receipt, parse_receipt, receipt_from

QUICK = Cost(memory_kib=8, passes=1)
pytestmark = pytest.mark.usefixtures("dear")
SALT = bytes(range(16))
PEPPER = bytes(range(32))


def test_the_costs_are_those_we_promise():
    assert Cost(memory_kib=19 * 1024, passes=2, lanes=1) == RECEIPT_COST
    assert Cost(memory_kib=128 * 1024, passes=3, lanes=1) == VAULT_COST


@pytest.mark.parametrize("cost", [RECEIPT_COST, Cost(memory_kib=8 * 1024, passes=1)])
def test_libsodium_derives_the_same_key(cost):
    theirs = argon2id.kdf(32, b"words", SALT, cost.passes, cost.memory_kib * 1024)

    assert stretch(b"words", SALT, cost) == theirs


def test_the_same_receipt_finds_the_same_place():
    receipt = new_receipt()
    typed = parse_receipt(receipt.shown.lower())
    assert typed is not None

    assert keys(receipt) == keys(typed)


def test_another_receipt_salt_or_pepper_finds_another_place():
    receipt = new_receipt()
    places = {
        keys(receipt).locator,
        keys(new_receipt()).locator,
        keys(receipt, site_salt=bytes(16)).locator,
        keys(receipt, pepper=bytes(32)).locator,
    }

    assert len(places) == 4


def test_the_locator_says_nothing_of_the_key():
    found = keys(new_receipt())

    assert found.locator != found.wrap
    assert repr(found.wrap) not in repr(found)


def test_purposes_give_different_keys():
    key = bytes(32)

    assert len({subkey(key, b"one"), subkey(key, b"two"), subkey(key, b"one", b"more")}) == 3


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(65)])
def test_a_missing_or_short_key_is_refused(key):
    with pytest.raises(WeakKey):
        subkey(key, b"any")


def test_a_missing_pepper_is_refused():
    with pytest.raises(WeakKey):
        keys(new_receipt(), pepper=b"")


def test_a_short_salt_is_refused():
    with pytest.raises(WeakKey):
        stretch(b"secret", bytes(15), QUICK)


def test_a_cost_that_argon2_refuses_is_a_seal_error():
    with pytest.raises(WeakKey):
        stretch(b"secret", SALT, Cost(memory_kib=1, passes=0))


def test_a_form_sent_twice_gets_one_receipt():
    token = bytes(16)
    first = receipt_from(receipt_material(token, b"words", key=PEPPER))
    again = receipt_from(receipt_material(token, b"words", key=PEPPER))

    assert first == again


@pytest.mark.parametrize(
    ("token", "typed", "key"),
    [
        (bytes(15) + b"\1", b"words", PEPPER),
        (bytes(16), b"other words", PEPPER),
        (bytes(16), b"words", bytes(32)),
        (bytes(16) + b"w", b"ords", PEPPER),
    ],
    ids=["token", "words", "key", "moved boundary"],
)
def test_any_difference_gives_another_receipt(token, typed, key):
    usual = receipt_material(bytes(16), b"words", key=PEPPER)

    assert receipt_material(token, typed, key=key) != usual


def test_a_guessable_form_token_is_refused():
    with pytest.raises(WeakKey):
        receipt_material(b"short", b"words", key=PEPPER)


def test_who_comes_when_the_queue_is_full_is_told_so():
    turnstile = Turnstile(running=1, waiting=0)

    with turnstile.turn(), pytest.raises(Busy), turnstile.turn():
        pytest.fail("let through")


def test_who_waits_gets_a_turn():
    turnstile, done = Turnstile(running=1, waiting=1), Event()

    with turnstile.turn():
        waiting = Thread(target=lambda: passes(turnstile, done))
        waiting.start()
        assert not done.wait(0.05)
    assert done.wait(5)
    waiting.join()


def test_a_turn_is_given_back_after_an_error():
    turnstile = Turnstile(running=1, waiting=0)

    for _ in range(3):
        with pytest.raises(WeakKey):
            stretch(b"secret", SALT, Cost(memory_kib=1, passes=0), turnstile)
    assert stretch(b"secret", SALT, QUICK, turnstile)


def keys(receipt, site_salt=SALT, pepper=PEPPER):
    return receipt_keys(receipt, site_salt=site_salt, pepper=pepper, cost=QUICK)


def passes(turnstile, done):
    with turnstile.turn():
        done.set()
