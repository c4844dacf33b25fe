import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.sealing.errors import Unreadable
from palabre.sealing.padding import STEP, pad, padded_size, unpad

KIB = 1024
bodies = st.binary(max_size=3000) | st.integers(0, 70_000).map(bytes)


@given(bodies)
def test_what_is_padded_comes_back(body):
    assert unpad(pad(body)) == body


@given(st.integers(1, 16 * KIB))
def test_small_sizes_grow_in_steps_of_two_kib(size):
    assert padded_size(size) == (size + STEP - 1) // STEP * STEP


@given(st.integers(1, 50_000_000))
def test_padding_never_wastes_more_than_an_eighth_beyond_small_sizes(size):
    assert size <= padded_size(size) <= max(16 * KIB, size * 1.125)


@given(st.integers(1, 10_000_000), st.integers(0, 10_000))
def test_longer_never_pads_to_shorter(size, more):
    assert padded_size(size) <= padded_size(size + more)


@given(st.integers(1, 50_000_000))
def test_a_padded_size_is_its_own_class(size):
    assert padded_size(padded_size(size)) == padded_size(size)


def test_all_sizes_up_to_a_mebibyte_fall_into_few_classes():
    classes = {padded_size(size) for size in range(1, KIB * KIB + 1, 511)}

    assert len(classes) == 160


@given(st.binary(max_size=5000))
def test_only_our_own_padding_is_accepted(padded):
    try:
        body = unpad(padded)
    except Unreadable:
        return
    assert pad(body) == padded


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        bytes(STEP - 1),
        bytes(STEP + 1),
        bytes(2 * STEP),
        bytes(STEP - 1) + b"\1",
        b"\xff" * STEP,
    ],
)
def test_foreign_padding_is_refused(padded):
    with pytest.raises(Unreadable):
        unpad(padded)
