import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.sealing.ephemeral import close, handle_of, reopen
from palabre.sealing.errors import SealError, Unreadable
from tests.submissions.altered import each_byte_flipped


@given(st.binary(max_size=200))
def test_the_cookie_opens_the_capsule(secret):
    closed = close(secret)

    assert reopen(closed.cookie, closed.capsule) == secret


def test_the_handle_is_the_hash_of_the_cookie():
    closed = close(b"secret")

    assert (
        closed.handle == handle_of(closed.cookie) == hashlib.sha256(closed.cookie.encode()).digest()
    )


def test_what_the_server_keeps_does_not_hold_the_secret():
    closed = close(b"the secret key of a reader")

    assert b"secret" not in closed.capsule
    with pytest.raises(Unreadable):
        reopen(closed.handle.hex(), closed.capsule)


def test_a_cookie_carries_256_random_bits():
    cookies = {close(b"").cookie for _ in range(200)}

    assert len(cookies) == 200
    assert {len(cookie) for cookie in cookies} == {43}


def test_the_cookie_of_someone_else_is_refused():
    with pytest.raises(Unreadable):
        reopen(close(b"theirs").cookie, close(b"mine").capsule)


@given(st.text())
def test_a_made_up_cookie_is_refused(cookie):
    with pytest.raises(SealError):
        reopen(cookie, close(b"secret").capsule)
    assert len(handle_of(cookie)) == 32


def test_a_flipped_bit_in_any_byte_is_refused():
    closed = close(b"secret")

    for altered in each_byte_flipped(closed.capsule):
        with pytest.raises(SealError):
            reopen(closed.cookie, altered)


def test_printing_it_does_not_show_the_cookie():
    closed = close(b"secret")

    assert closed.cookie not in repr(closed)
