from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.sealing import crockford, wrapping
from palabre.sealing.errors import SealError
from palabre.sealing.kdf import Cost
from palabre.sealing.sheet import (
    Place,
    lock_place,
    new_sheet_number,
    parse_sheet_number,
    sheet_keys,
    unlock_place,
)
from tests.submissions.altered import each_byte_flipped
from tests.submissions.traces import tells

QUICK = Cost(memory_kib=64, passes=1)
SALT, PEPPER = b"s" * 16, b"p" * 32
LOCK = b"k" * 32


def keys(number, space=1, pepper=PEPPER):
    return sheet_keys(number, space, site_salt=SALT, pepper=pepper, cost=QUICK)


@pytest.fixture
def place():
    pk = uuid4()
    return Place(pk, b"l" * 32, wrapping.new_writer_key(pk, b"w" * 32))


def test_a_number_is_three_groups_of_four_and_no_two_are_alike():
    numbers = [new_sheet_number().shown for _ in range(300)]

    assert len(set(numbers)) == 300
    assert {tuple(map(len, number.split("-"))) for number in numbers} == {(4, 4, 4)}


def test_every_character_occurs_in_every_place():
    codes = [new_sheet_number().code for _ in range(2000)]

    assert all({code[place] for code in codes} == set(crockford.ALPHABET) for place in range(12))


@pytest.mark.parametrize("retyped", [str.lower, lambda n: n.replace("-", " "), lambda n: f" {n}"])
def test_what_is_shown_is_read_back_in_any_way(retyped):
    number = new_sheet_number()

    assert parse_sheet_number(retyped(number.shown)) == number


def test_one_wrong_character_and_two_swapped_ones_are_caught():
    code = new_sheet_number().code
    wrong = [
        code[:place] + other + code[place + 1 :]
        for place in range(12)
        for other in crockford.ALPHABET
        if other != code[place]
    ]
    swapped = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(11)]

    assert not any(parse_sheet_number(each) for each in wrong)
    assert not any(parse_sheet_number(each) for each in swapped if each != code)


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_nothing(typed):
    number = parse_sheet_number(typed)

    assert number is None or len(number.code) == 12


def test_printing_a_number_or_its_keys_shows_nothing():
    number = new_sheet_number()

    assert not tells(repr(number), number.code)
    assert "lock" not in repr(keys(number))


def test_number_space_and_pepper_each_lead_elsewhere():
    number = new_sheet_number()
    others = [keys(new_sheet_number()), keys(number, space=2), keys(number, pepper=b"q" * 32)]

    assert keys(number) == keys(number)
    assert len({one.tag for one in [keys(number), *others]}) == 4
    assert len({one.lock for one in [keys(number), *others]}) == 4


def test_a_place_comes_back_whole_and_says_nothing_by_its_length(place):
    other = Place(UUID(int=0), bytes(32), place.writer)

    assert unlock_place(LOCK, lock_place(LOCK, place)) == place
    assert len(lock_place(LOCK, place)) == len(lock_place(LOCK, other))


def test_an_altered_place_and_one_under_another_key_are_refused(place):
    sealed = lock_place(LOCK, place)

    for altered in each_byte_flipped(sealed):
        with pytest.raises(SealError):
            unlock_place(LOCK, altered)
    with pytest.raises(SealError):
        unlock_place(b"o" * 32, sealed)
