"""Files as people join them, each full of what is its own: its name, what a phone wrote into it, its bytes."""

import io
import random  # noqa: TID251 (the same files in every run)
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from tests.files import documents, made

MARK = "canari-fichier"
SIGN = 24  # so many bytes of a file are nowhere else
# A file that lies in clear begins like this, made anew or not.
BEGINNINGS = [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"Exif\x00\x00", b"%PDF-1", MARK.encode()]


@dataclass(frozen=True)
class Bag:
    """One file. `length` is 0 where its size class is another than that of most."""

    name: str
    content: bytes
    canary: str
    length: int
    signs: tuple[bytes, ...]
    as_is: bool = False


def photo(dice: random.Random, canary: str) -> Bag:
    """A few pixels that nobody else has, and who took them where with what."""
    side = dice.randrange(8, 21)
    pixels = Image.frombytes("RGB", (side, side), dice.randbytes(3 * side * side))
    written = io.BytesIO()
    pixels.save(written, "JPEG", quality=90, exif=exif_of(canary), comment=canary)
    content = written.getvalue()
    return Bag(f"{canary}.jpg", content, canary, len(content), (content[-SIGN - 2 : -2],))


def exif_of(canary: str) -> bytes:
    told = Image.Exif()
    told.update({made.MAKE: canary, made.ARTIST: canary, made.SOFTWARE: canary})
    told.get_ifd(made.GPS).update({1: "N", 2: (12.0, 38.0, 21.0), 3: "W", 4: (8.0, 0.0, 10.0)})
    return told.tobytes()


def document(dice: random.Random, canary: str) -> Bag:
    """What cannot be made anew, and is sent as it is."""
    content = b"PK\x03\x04" + canary.encode() + dice.randbytes(dice.randrange(100, 1900))
    return Bag(f"{canary}.docx", content, canary, len(content), (content[-SIGN:],), as_is=True)


def leaflet(_dice: random.Random, canary: str) -> Bag:
    content = documents.pdf(size="0 0 60 85").replace(
        made.TRACE.encode(), canary.encode()
    )  # as long
    return Bag(f"{canary}.pdf", content, canary, 0, (canary.encode(),))


MAKE: list[Callable[[random.Random, str], Bag]] = [photo, document, photo, document]


@dataclass
class Hand:
    """Whose files come out one after the other."""

    dice: random.Random
    given: int = 0

    def next(self) -> Bag:
        make = leaflet if self.given == 0 else MAKE[self.given % len(MAKE)]
        self.given += 1
        return make(self.dice, f"{MARK}-{self.dice.getrandbits(36):09x}")
