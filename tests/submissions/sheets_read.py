"""What stands on printed sheets, as somebody who holds them reads it."""

import re
from dataclasses import dataclass

import pypdfium2

from palabre.sealing.sheet import SheetKeys, parse_sheet_number
from palabre.spaces.models import Space
from palabre.submissions import paper

CODE = re.compile(r"(?:[0-9A-Z]{4} ?\s*){6}")
NUMBER = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    code: str
    number: str


@dataclass(frozen=True)
class Printed:
    pages: list[str]
    millimetres: set[tuple[int, int]]
    fonts: set[str]
    is_tagged: bool

    @property
    def sheets(self) -> list[Sheet]:
        words = "\n".join(self.pages)
        codes = ["-".join(found.split()) for found in CODE.findall(words)]
        numbers = list(dict.fromkeys(NUMBER.findall(words)))  # on both sides of the part
        return [Sheet(*pair) for pair in zip(codes, numbers, strict=True)]


def read(pdf: bytes) -> Printed:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return Printed(
            pages=[words_of(page) for page in document],
            millimetres={size_of(page) for page in document},
            fonts={name for page in document for name in fonts_of(page)},
            is_tagged=document.is_tagged(),
        )
    finally:
        document.close()


def words_of(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r", "")
    finally:
        text.close()


def size_of(page: pypdfium2.PdfPage) -> tuple[int, int]:
    width, height = page.get_size()
    return round(width / MILLIMETRE), round(height / MILLIMETRE)


def fonts_of(page: pypdfium2.PdfPage) -> set[str]:
    return {
        thing.get_font().get_base_name()
        for thing in page.get_objects()
        if isinstance(thing, pypdfium2.PdfTextObj)
    }


def keys_of(sheet: Sheet, space: Space) -> SheetKeys:
    """What only the server makes of a number, with the pepper."""
    number = parse_sheet_number(sheet.number)
    assert number
    return paper._keys(number, space.pk)
