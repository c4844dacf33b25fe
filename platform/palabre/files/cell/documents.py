"""Documents: every page as a picture of what is printed on it. The text goes, on purpose."""

import io

import pypdfium2
from PIL import Image, JpegImagePlugin  # noqa: F401 (loaded before the door closes)
from pypdfium2 import raw

from palabre.files.cell import MOST_OUT, Refused
from palabre.files.kinds import Kind

MOST_PAGES = 100
SCALE = 150 / 72  # dots per point, see palabre.files.pages
LONGEST_SIDE = 2600  # dots: A3, and an A4 that was scanned as if it were larger
QUALITY = 80


def get_ready(kind: Kind) -> None:
    _drawn(Image.new("RGB", (8, 8)))


def make(source: bytes, kind: Kind, how: str) -> tuple[str, list[bytes]]:
    document = _opened(source)
    if len(document) > MOST_PAGES:
        raise Refused("too_many_pages")
    if not len(document):
        raise Refused("broken")
    pages: list[bytes] = []
    for number in range(len(document)):
        pages.append(_seen(document[number]))
        if sum(map(len, pages)) > MOST_OUT:
            raise Refused("too_large")
    return "pages", pages


def _opened(source: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise Refused("protected") from None
        raise
    document.init_forms()
    return document


def _seen(page: pypdfium2.PdfPage) -> bytes:
    longest = max(page.get_size())
    scale = min(SCALE, LONGEST_SIDE / longest)
    picture = page.render(scale=scale, rev_byteorder=True).to_pil()
    page.close()
    return _drawn(picture.convert("RGB"))


def _drawn(picture: Image.Image) -> bytes:
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=QUALITY)
    return drawn.getvalue()
