import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.sealing.errors import SealError, Unreadable, WeakKey
from palabre.sealing.stream import (
    CHUNK,
    SealingStream,
    open_file,
    open_stream,
    seal_file,
)
from tests.submissions.altered import each_byte_flipped

KEY, OTHER = bytes(32), bytes([1]) * 32
LONG = secrets.token_bytes(3 * CHUNK)


def sealed(content: bytes, key: bytes = KEY) -> list[bytes]:
    return list(seal_file(key, [content], len(content)))


def opened(chunks: list[bytes], key: bytes = KEY) -> bytes:
    return b"".join(open_file(key, chunks))


@given(st.binary(max_size=9000))
def test_a_file_comes_back_as_it_was(content):
    assert opened(sealed(content)) == content


@pytest.mark.parametrize("size", [CHUNK - 5, CHUNK - 4, CHUNK - 3, CHUNK, 3 * CHUNK])
def test_so_it_does_around_the_length_of_a_chunk(size):
    assert opened(sealed(LONG[:size])) == LONG[:size]


def test_it_may_come_in_pieces_of_any_length():
    pieces = [LONG[:1], b"", LONG[1:70_000], LONG[70_000:]]

    assert opened(list(seal_file(KEY, pieces, len(LONG)))) == LONG


@pytest.mark.parametrize("size", [0, len(LONG) - 1, len(LONG) + 1])
def test_a_source_that_brings_more_or_less_than_it_said_is_refused(size):
    with pytest.raises((Unreadable, OverflowError)):
        list(seal_file(KEY, [LONG], size))


def test_files_of_about_one_size_look_alike():
    sizes = {sum(map(len, sealed(bytes(length)))) for length in range(1_000_000, 1_008_000, 500)}

    assert len(sizes) == 1


def test_a_flipped_bit_in_any_byte_is_refused():
    (only,) = sealed(b"Aw ni ce")

    for altered in each_byte_flipped(only):
        with pytest.raises(SealError):
            opened([altered])


FIRST, SECOND, THIRD, LAST = sealed(LONG)


@pytest.mark.parametrize(
    "chunks",
    [
        [],
        [FIRST],
        [FIRST, SECOND, THIRD],
        [SECOND, FIRST, THIRD, LAST],
        [FIRST, THIRD, SECOND, LAST],
        [FIRST, THIRD, LAST],
        [FIRST, SECOND, SECOND, THIRD, LAST],
        [FIRST, SECOND, THIRD, LAST, LAST],
        [FIRST, SECOND, THIRD, LAST, b""],
        [FIRST, sealed(LONG)[1], THIRD, LAST],
        [FIRST, SECOND, THIRD[:-1], LAST],
        [FIRST[:20], SECOND, THIRD, LAST],
        [b"\x02" + FIRST[1:], SECOND, THIRD, LAST],
    ],
)
def test_chunks_that_are_cut_moved_added_or_of_another_file_are_refused(chunks):
    with pytest.raises(SealError):
        opened(chunks)


def test_another_key_does_not_open_it():
    with pytest.raises(Unreadable):
        opened(sealed(LONG), OTHER)


@pytest.mark.parametrize("framed", [b"", b"\0\0\0\1", b"\0\0\0\1a", bytes(2049), b"\xff" * 2048])
def test_what_is_framed_in_another_way_is_refused(framed):
    whole = SealingStream(KEY).seal(framed, last=True)

    with pytest.raises(Unreadable):
        opened([whole])


def test_padding_hides_nothing():
    framed = (b"\0\0\0\1a".ljust(2047, b"\0")) + b"x"

    with pytest.raises(Unreadable):
        opened([SealingStream(KEY).seal(framed, last=True)])


def test_a_short_key_seals_nothing():
    with pytest.raises(WeakKey):
        SealingStream(b"short")


def test_a_stream_that_was_not_ended_is_refused_after_what_was_whole():
    stream = SealingStream(KEY)
    coming = open_stream(KEY, [stream.seal(b"first")])

    assert next(coming) == b"first"
    with pytest.raises(Unreadable):
        next(coming)
