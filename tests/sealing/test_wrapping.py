from datetime import date
from uuid import uuid4

import pytest

from palabre.sealing.errors import Misplaced, SealError, Unreadable, WeakKey
from palabre.sealing.report import ItemContext, open_item, seal_item
from palabre.sealing.wrapping import (
    WRITER,
    ReportKeys,
    Terms,
    key_pair_of,
    new_key_pair,
    new_writer_key,
    report_for,
    unwrap_report_key,
    unwrap_writer_key,
    wrap_report_key,
)
from tests.submissions.altered import each_byte_flipped

WRAP = bytes(range(32))
SUBMISSION = uuid4()
FIRST, SECOND = uuid4(), uuid4()
TERMS = Terms(space=7, is_for_all=True)
READERS = {FIRST: new_key_pair(), SECOND: new_key_pair()}


def new_report(submission, wrap, readers):
    return report_for(new_writer_key(submission, wrap), submission, readers, TERMS)


@pytest.fixture
def report():
    return new_report(SUBMISSION, WRAP, {key: pair.public for key, pair in READERS.items()})


def test_with_the_key_come_the_writers_own_and_what_they_chose(report):
    """Sealed together: a column that somebody altered does not say otherwise."""
    opened = by_first_reader(report)

    assert (opened.writer, opened.terms) == (report.s_pk, TERMS)


def test_a_wrap_of_before_says_neither(report):
    before = ReportKeys(by_first_reader(report).secret, report.t_pk, b"", None)
    granted = wrap_report_key(before, SUBMISSION, FIRST, READERS[FIRST].public)

    assert unwrap_report_key(granted, SUBMISSION, FIRST, READERS[FIRST].secret) == before


def test_every_reader_gets_the_report_key(report):
    for key_id, pair in READERS.items():
        opened = unwrap_report_key(report.wraps[key_id], SUBMISSION, key_id, pair.secret)
        assert opened.public == report.t_pk


def test_the_writer_gets_the_report_key_through_the_receipt(report):
    writer = unwrap_writer_key(report.s_sk_wrapped, SUBMISSION, WRAP)
    opened = unwrap_report_key(report.t_sk_for_writer, SUBMISSION, WRITER, writer.secret)

    assert writer.public == report.s_pk
    assert opened.public == report.t_pk


def test_what_the_writer_seals_a_reader_opens(report):
    place = ItemContext(SUBMISSION, "message", 1, date(2026, 3, 4))
    sealed = seal_item(report.t_pk, place, "Aw ni ce")
    opened = by_first_reader(report)

    assert open_item(opened.secret, place, sealed) == "Aw ni ce"


def test_a_wrong_reader_can_not_open(report):
    with pytest.raises(Unreadable):
        unwrap_report_key(report.wraps[FIRST], SUBMISSION, FIRST, READERS[SECOND].secret)


def test_a_wrong_receipt_can_not_open(report):
    with pytest.raises(Unreadable):
        unwrap_writer_key(report.s_sk_wrapped, SUBMISSION, bytes(32))


def test_a_wrap_moved_to_another_submission_is_refused(report):
    with pytest.raises(Misplaced):
        unwrap_report_key(report.wraps[FIRST], uuid4(), FIRST, READERS[FIRST].secret)


def test_a_wrap_moved_to_another_key_is_refused(report):
    with pytest.raises(Misplaced):
        unwrap_report_key(report.wraps[FIRST], SUBMISSION, SECOND, READERS[FIRST].secret)


def test_a_writers_key_moved_to_another_submission_is_refused(report):
    with pytest.raises(Misplaced):
        unwrap_writer_key(report.s_sk_wrapped, uuid4(), WRAP)


def test_the_wraps_of_two_submissions_swapped_are_refused(report):
    other = new_report(uuid4(), WRAP, {FIRST: READERS[FIRST].public})

    with pytest.raises(Misplaced):
        unwrap_report_key(other.wraps[FIRST], SUBMISSION, FIRST, READERS[FIRST].secret)


def test_a_colleague_hands_the_report_to_a_new_key(report):
    newcomer, new_id = new_key_pair(), uuid4()
    granted = wrap_report_key(by_first_reader(report), SUBMISSION, new_id, newcomer.public)

    assert unwrap_report_key(granted, SUBMISSION, new_id, newcomer.secret).public == report.t_pk


def test_a_flipped_bit_in_any_wrap_is_refused(report):
    for altered in each_byte_flipped(report.wraps[FIRST]):
        with pytest.raises(SealError):
            unwrap_report_key(altered, SUBMISSION, FIRST, READERS[FIRST].secret)
    for altered in each_byte_flipped(report.s_sk_wrapped):
        with pytest.raises(SealError):
            unwrap_writer_key(altered, SUBMISSION, WRAP)


def test_all_wraps_have_one_size(report):
    sizes = {len(wrap) for wrap in (*report.wraps.values(), report.t_sk_for_writer)}

    assert len(sizes) == 1


def test_two_reports_share_no_byte_string(report):
    other = new_report(SUBMISSION, WRAP, {FIRST: READERS[FIRST].public})

    assert report.t_pk != other.t_pk
    assert report.s_pk != other.s_pk
    assert report.s_sk_wrapped != other.s_sk_wrapped


def test_printing_a_key_pair_shows_no_secret():
    pair = new_key_pair()

    assert repr(pair.secret) not in repr(pair)


def test_a_key_of_the_wrong_length_is_refused():
    with pytest.raises(WeakKey):
        key_pair_of(bytes(31))


def by_first_reader(report):
    return unwrap_report_key(report.wraps[FIRST], SUBMISSION, FIRST, READERS[FIRST].secret)
