"""Of a PDF remains what a printer would have printed."""

import pypdfium2
import pytest

from palabre.files.rebuild import CannotRebuild, Refusal
from tests.files import made
from tests.files.documents import locked_pdf, pdf
from tests.files.referee import told_by


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(CannotRebuild) as refused:
        made.rebuilt(content)
    return refused.value.refusal


def test_no_trace_is_left_of_a_document(tmp_path):
    out = made.rebuilt(pdf(pages=2))

    assert (out.suffix, out.media_type) == (".pdf", "application/pdf")
    assert told_by({"pdf": out}, tmp_path) == {}
    for word in (made.TRACE.encode(), b"/Info", b"/ID", b"/Metadata", b"/JavaScript", b"/Annot"):
        assert word not in out.content


def test_its_pages_are_still_read_in_their_size_and_order():
    out = pypdfium2.PdfDocument(made.rebuilt(pdf(pages=3)).content)

    assert len(out) == 3
    assert out[0].get_size() == pytest.approx((595, 842), abs=1)
    seen = out[2].render(scale=1).to_pil().convert("L")
    square, letters, margin = (110, 160, 290, 230), (95, 315, 200, 345), (300, 500, 500, 800)
    assert seen.crop(square).getextrema()[1] < 10
    assert seen.crop(letters).getextrema()[0] < 60
    assert seen.crop(margin).getextrema()[0] > 250
    assert out[0].get_textpage().count_chars() == 0


def test_the_same_pages_give_the_same_bytes():
    assert made.rebuilt(pdf()).content == made.rebuilt(pdf()).content


def test_a_document_that_asks_for_a_password_is_refused():
    assert refusal_of(locked_pdf()) is Refusal.PROTECTED


def test_a_document_of_too_many_pages_is_refused():
    assert refusal_of(pdf(pages=101)) is Refusal.TOO_MANY_PAGES


def test_a_page_as_large_as_a_field_is_drawn_small():
    out = pypdfium2.PdfDocument(made.rebuilt(pdf(size="0 0 14400 14400")).content)

    assert max(out[0].get_size()) < 1300


def test_what_only_begins_like_a_document_is_refused():
    assert refusal_of(b"%PDF-1.7\n" + b"x" * 1000) is Refusal.BROKEN
