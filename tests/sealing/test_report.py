from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.sealing import boxes, padding
from palabre.sealing.errors import (
    Misplaced,
    SealError,
    UnknownVersion,
    Unreadable,
    Unsigned,
    WeakKey,
)
from palabre.sealing.report import (
    ItemContext,
    open_answer,
    open_item,
    reseal_item,
    seal_answer,
    seal_item,
)
from palabre.sealing.signing import public_of
from palabre.sealing.wrapping import new_key_pair
from tests.submissions.altered import each_byte_flipped

REPORT = new_key_pair()
READER, STRANGER = bytes(32), bytes([1]) * 32
PLACE = ItemContext(UUID(int=7), "message", 1, date(2026, 3, 4))
WORDS = "Au marché de Konna, on nous demande de l’argent."


@given(st.text())
def test_words_come_back_exactly_as_written(words):
    assert open_item(REPORT.secret, PLACE, seal_item(REPORT.public, PLACE, words)) == words


def test_half_a_surrogate_pair_comes_back_too():
    assert open_item(REPORT.secret, PLACE, seal_item(REPORT.public, PLACE, "\ud83d")) == "\ud83d"


def test_the_words_are_not_in_the_seal():
    assert b"march" not in seal_item(REPORT.public, PLACE, WORDS)


def test_the_same_words_never_look_the_same():
    assert len({seal_item(REPORT.public, PLACE, WORDS) for _ in range(20)}) == 20


def test_a_short_and_a_longer_message_have_one_size():
    sizes = {len(seal_item(REPORT.public, PLACE, "a" * length)) for length in range(0, 1900, 100)}

    assert len(sizes) == 1


def test_a_flipped_bit_in_any_byte_is_refused():
    sealed = seal_item(REPORT.public, PLACE, WORDS)

    for altered in each_byte_flipped(sealed):
        with pytest.raises(SealError):
            open_item(REPORT.secret, PLACE, altered)


@pytest.mark.parametrize("length", [0, 1, 32, 48, 49, 1000, -1])
def test_a_cut_seal_is_refused(length):
    with pytest.raises(SealError):
        open_item(REPORT.secret, PLACE, seal_item(REPORT.public, PLACE, WORDS)[:length])


def test_a_seal_of_a_later_version_is_not_guessed_at():
    sealed = seal_item(REPORT.public, PLACE, WORDS)

    with pytest.raises(UnknownVersion):
        open_item(REPORT.secret, PLACE, b"\x02" + sealed[1:])


def test_another_key_does_not_open_it():
    with pytest.raises(Unreadable):
        open_item(new_key_pair().secret, PLACE, seal_item(REPORT.public, PLACE, WORDS))


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, submission=uuid4()),
        replace(PLACE, kind="note"),
        replace(PLACE, seq=2),
        replace(PLACE, day=date(2026, 3, 5)),
    ],
    ids=["submission", "kind", "sequence", "day"],
)
def test_two_rows_swapped_are_refused(elsewhere):
    here = seal_item(REPORT.public, PLACE, WORDS)
    there = seal_item(REPORT.public, elsewhere, "other words")

    for place, sealed in ((elsewhere, here), (PLACE, there)):
        with pytest.raises(Misplaced):
            open_item(REPORT.secret, place, sealed)


@pytest.mark.parametrize(
    "payload",
    [b"", b"[]", b"1", b"{", b"{}", b"\xff", b"[" * 100_000, b'{"v":1,"body":"x"}'],
)
def test_what_we_did_not_write_is_refused_inside_a_good_seal(payload):
    with pytest.raises(SealError):
        open_item(REPORT.secret, PLACE, boxes.seal(REPORT.public, padding.pad(payload)))


def test_an_answer_says_who_signed_it():
    sealed = seal_answer(REPORT.public, PLACE, WORDS, reader_seed=READER)

    answer = open_answer(REPORT.secret, PLACE, sealed, readers=[public_of(STRANGER), *trusted()])

    assert (answer.body, answer.signed_by) == (WORDS, public_of(READER))
    assert WORDS not in repr(answer)


def test_an_answer_by_a_stranger_is_refused():
    sealed = seal_answer(REPORT.public, PLACE, WORDS, reader_seed=STRANGER)

    with pytest.raises(Unsigned):
        open_answer(REPORT.secret, PLACE, sealed, readers=trusted())


def test_an_unsigned_item_is_no_answer():
    with pytest.raises(SealError):
        open_answer(REPORT.secret, PLACE, seal_item(REPORT.public, PLACE, WORDS), readers=trusted())


def test_an_answer_does_not_pass_for_words_of_the_writer():
    sealed = seal_answer(REPORT.public, PLACE, WORDS, reader_seed=READER)

    with pytest.raises(Unreadable):
        open_item(REPORT.secret, PLACE, sealed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"march", b"Match"),
        (b'"signature":"01', b'"signature":"02'),
        (b'"signature":"01', b'"signature":"zz'),
    ],
    ids=["words", "version", "not hexadecimal"],
)
def test_an_answer_altered_and_sealed_again_is_refused(old, new):
    sealed = seal_answer(REPORT.public, PLACE, WORDS, reader_seed=READER)
    payload = padding.unpad(boxes.unseal(REPORT.secret, sealed))
    assert payload.count(old) == 1
    forged = boxes.seal(REPORT.public, padding.pad(payload.replace(old, new)))

    with pytest.raises(Unsigned):
        open_answer(REPORT.secret, PLACE, forged, readers=trusted())


def test_an_answer_moved_to_another_row_and_sealed_again_is_refused():
    sealed = seal_answer(REPORT.public, PLACE, WORDS, reader_seed=READER)
    payload = padding.unpad(boxes.unseal(REPORT.secret, sealed))
    moved = payload.replace(b'"seq":1', b'"seq":2')
    forged = boxes.seal(REPORT.public, padding.pad(moved))

    with pytest.raises(Unsigned):
        open_answer(REPORT.secret, replace(PLACE, seq=2), forged, readers=trusted())


def test_a_flipped_bit_in_an_answer_is_refused():
    sealed = seal_answer(REPORT.public, PLACE, WORDS, reader_seed=READER)

    for altered in each_byte_flipped(sealed):
        with pytest.raises(SealError):
            open_answer(REPORT.secret, PLACE, altered, readers=trusted())


def test_resealed_items_open_with_the_new_key_only():
    new = new_key_pair()
    sealed = seal_item(REPORT.public, PLACE, WORDS)
    resealed = reseal_item(REPORT.secret, new.public, PLACE, sealed)

    assert open_item(new.secret, PLACE, resealed) == WORDS
    with pytest.raises(Unreadable):
        open_item(REPORT.secret, PLACE, resealed)


def test_a_resealed_answer_keeps_its_signature():
    new = new_key_pair()
    sealed = seal_answer(REPORT.public, PLACE, WORDS, reader_seed=READER)
    resealed = reseal_item(REPORT.secret, new.public, PLACE, sealed)

    answer = open_answer(new.secret, PLACE, resealed, readers=trusted())

    assert answer.signed_by == public_of(READER)


def test_a_swapped_row_is_not_resealed():
    sealed = seal_item(REPORT.public, PLACE, WORDS)

    with pytest.raises(Misplaced):
        reseal_item(REPORT.secret, REPORT.public, replace(PLACE, seq=9), sealed)


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32), b"\1" + bytes(31)])
def test_nothing_is_sealed_to_an_unusable_key(public):
    with pytest.raises(WeakKey):
        seal_item(public, PLACE, WORDS)


def test_no_refusal_repeats_what_was_inside():
    for error in SealError.__subclasses__():
        assert str(error()) == error.sentence != SealError.sentence


def trusted():
    return [public_of(READER)]
