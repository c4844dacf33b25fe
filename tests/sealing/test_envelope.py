import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.sealing.envelope import ROOM, SLOT_SIZE, SLOTS, open_with, seal_for
from palabre.sealing.errors import SealError, TooMuch
from palabre.sealing.wrapping import new_key_pair

CIVILIAN, FORCES, STRANGER = new_key_pair(), new_key_pair(), new_key_pair()
WORDS = "On me fait payer ma place au comité.".encode()
FEW = settings(max_examples=25, deadline=None, derandomize=True)


@FEW
@given(words=st.binary(max_size=400), readers=st.sets(st.integers(0, 5), max_size=6))
def test_those_it_is_for_open_it_and_nobody_else(words, readers):
    pairs = [new_key_pair() for _ in range(6)]

    envelope = seal_for([pairs[n].public for n in readers], words)

    opened = [open_with(pair.secret, envelope) for pair in pairs]
    assert opened == [words if n in readers else None for n in range(6)]


def test_it_tells_neither_how_many_it_is_for_nor_how_long_it_is():
    sizes = {
        len(seal_for([pair.public for pair in pairs], words))
        for pairs in ([CIVILIAN], [CIVILIAN, FORCES], [])
        for words in (b"", WORDS, b"x" * (ROOM - 4))
    }

    assert len(sizes) == 1


def test_the_slot_of_one_stands_anywhere():
    """By its place it would tell that a letter is for civilians alone."""
    places = set()
    for _ in range(24):
        envelope = seal_for([CIVILIAN.public], WORDS)
        for n in range(SLOTS):
            start = 1 + n * SLOT_SIZE
            broken = bytearray(envelope)
            broken[start + 40] ^= 1
            if open_with(CIVILIAN.secret, bytes(broken)) is None:
                places.add(n)

    assert len(places) > SLOTS / 2


@pytest.mark.parametrize("place", [0, SLOTS * SLOT_SIZE + 1, SLOTS * SLOT_SIZE + 60, -1])
def test_what_was_altered_does_not_open(place):
    envelope = bytearray(seal_for([CIVILIAN.public], WORDS))
    envelope[place] ^= 1

    with pytest.raises(SealError):
        open_with(CIVILIAN.secret, bytes(envelope))


@pytest.mark.parametrize("kept", [0, 1, 50, SLOT_SIZE, SLOTS * SLOT_SIZE])
def test_what_was_cut_off_does_not_open(kept):
    cut = seal_for([CIVILIAN.public], WORDS)[:kept]

    with contextlib.suppress(SealError):
        assert open_with(CIVILIAN.secret, cut) is None


def test_more_than_there_is_room_for_is_refused():
    with pytest.raises(TooMuch):
        seal_for([CIVILIAN.public], b"x" * (ROOM - 3))
    with pytest.raises(TooMuch):
        seal_for([new_key_pair().public for _ in range(SLOTS + 1)], WORDS)


def test_a_stranger_opens_nothing():
    assert open_with(STRANGER.secret, seal_for([CIVILIAN.public, FORCES.public], WORDS)) is None
