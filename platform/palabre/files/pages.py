"""Pictures bound into a PDF: no title, no date, no maker, no number of its own, no text."""

DOTS_PER_INCH = 150
POINTS_PER_INCH = 72
SIZE = b"\xff\xc0"  # the part of a JPEG that holds height and width


def bind(pictures: list[bytes]) -> bytes:
    kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(pictures)))
    things = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pictures)}/Kids[{kids}]>>".encode("ascii"),
    ]
    for n, picture in enumerate(pictures):
        things += _page(picture, 3 + 3 * n)
    return _written(things)


def _page(picture: bytes, number: int) -> list[bytes]:
    width, height = size_of(picture)
    across, down = (side * POINTS_PER_INCH / DOTS_PER_INCH for side in (width, height))
    drawn = f"q {across:.2f} 0 0 {down:.2f} 0 0 cm /P Do Q".encode("ascii")
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {across:.2f} {down:.2f}]"
        f"/Resources<</XObject<</P {number + 2} 0 R>>>>/Contents {number + 1} 0 R>>"
    )
    kind = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}"
        "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    )
    return [page.encode("ascii"), _stream("", drawn), _stream(kind, picture)]


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a JPEG that was made here."""
    at = picture.index(SIZE) + 5
    height, width = picture[at : at + 2], picture[at + 2 : at + 4]
    return int.from_bytes(width, "big"), int.from_bytes(height, "big")


def _stream(kind: str, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (kind.encode(), len(content), content)


def _written(things: list[bytes]) -> bytes:
    written, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, thing in enumerate(things, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1) + table
    return bytes(written) + end % (len(things) + 1, written.rindex(b"xref\n0"))
