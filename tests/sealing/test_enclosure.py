from datetime import date
from uuid import UUID

import pytest

from palabre.sealing import enclosure
from palabre.sealing.enclosure import About, enclosed, open_about, place_of, seal_about
from palabre.sealing.errors import Misplaced, SealError, WeakKey
from palabre.sealing.report import (
    ItemContext,
    Words,
    open_words,
    reseal_item,
    seal_item,
)
from palabre.sealing.wrapping import new_key_pair
from tests.submissions.altered import each_byte_flipped

KEY, OTHER = bytes(32), bytes([1]) * 32
REPORT, NEXT = new_key_pair(), new_key_pair()
PLACE = ItemContext(UUID(int=7), "message", 1, date(2026, 3, 4))
ABOUT = About("audio/ogg", "ogg", 12_345, voice_changed=True)
FILES = (enclosed(KEY, ABOUT, 1), enclosed(OTHER, About("application/pdf", "pdf", 1), 2))


def test_the_words_of_an_item_tell_of_its_files():
    sealed = seal_item(REPORT.public, PLACE, "Écoutez.", FILES)

    assert open_words(REPORT.secret, PLACE, sealed) == Words("Écoutez.", FILES)


def test_words_alone_are_sealed_as_before():
    assert open_words(REPORT.secret, PLACE, seal_item(REPORT.public, PLACE, "a")).files == ()


def test_the_keys_of_files_go_along_to_a_new_report_key():
    sealed = seal_item(REPORT.public, PLACE, "", FILES)

    again = reseal_item(REPORT.secret, NEXT.public, PLACE, sealed)

    assert open_words(NEXT.secret, PLACE, again).files == FILES


def test_files_cannot_be_told_of_in_another_place():
    sealed = seal_item(REPORT.public, PLACE, "", FILES)

    with pytest.raises(Misplaced):
        open_words(REPORT.secret, ItemContext(UUID(int=8), "message", 1, PLACE.day), sealed)


def test_one_file_and_five_do_not_show_in_the_size_of_short_words():
    sizes = {len(seal_item(REPORT.public, PLACE, "Voilà.", FILES[:1] * n)) for n in range(6)}

    assert len(sizes) == 1


def test_printing_what_is_told_shows_no_key():
    assert KEY.hex() not in repr(FILES)
    assert repr(KEY) not in repr(FILES)


def test_a_file_is_found_by_its_key_and_its_place_tells_nothing_of_it():
    assert place_of(KEY) == FILES[0].place != place_of(OTHER)
    assert place_of(KEY).version == 4
    with pytest.raises(WeakKey):
        place_of(b"short")


def test_what_a_file_is_comes_back_and_a_flipped_bit_in_it_is_refused():
    sealed = seal_about(KEY, ABOUT)

    assert open_about(KEY, sealed) == ABOUT
    for altered in list(each_byte_flipped(sealed))[:100]:
        with pytest.raises(SealError):
            open_about(KEY, altered)


def test_all_that_is_told_of_files_has_one_size():
    every = [
        ABOUT,
        About("image/png", "png", 1),
        About("application/octet-stream", "bin", 10**7, as_is=True, why="unknown_kind"),
    ]

    assert len({len(seal_about(KEY, about)) for about in every}) == 1


@pytest.mark.parametrize("fields", [None, 7, "text", [None], [[]], [{}], [{"key": "zz"}], {"a": 1}])
def test_anything_else_under_that_name_is_refused(fields):
    with pytest.raises(SealError):
        enclosure.read(fields)
