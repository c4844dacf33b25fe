"""PDFs as offices make them, written by hand so that every trace in them is known."""

from tests.files.made import TRACE, XMP

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, kind: str = "") -> str:
    return f"<<{kind}/Length {len(content)}>>stream\n{content.decode('latin-1')}\nendstream"


def written(things: list[str], trailer: str = "") -> bytes:
    """Things numbered from 1, of which the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{thing}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(things) + 1
    end = (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R{trailer}>>"
    )
    return out + f"{end}\nstartxref\n{len(out)}\n%%EOF\n".encode("latin-1")


def pdf(pages: int = 1, *, size: str = "0 0 595 842") -> bytes:
    """With a title, dates, XMP, an attachment, a remark by somebody, a script, and a black square."""
    kids = " ".join(f"{20 + n} 0 R" for n in range(pages))
    things = [
        "<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R/OpenAction 5 0 R/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        f"<</Author({TRACE})/Title({TRACE})/Producer({TRACE})/CreationDate(D:20260101120000Z)>>",
        stream(XMP, "/Type/Metadata/Subtype/XML"),
        f"<</S/JavaScript/JS(app.alert\\('{TRACE}'\\))>>",
        f"<</Type/Filespec/F({TRACE}.txt)/EF<</F 7 0 R>>>>",
        stream(TRACE.encode(), "/Type/EmbeddedFile"),
        f"<</Type/Annot/Subtype/Text/Rect[9 9 30 30]/Contents({TRACE})/T({TRACE})/M(D:20260101)>>",
        FONT,
        stream(b"0 g 100 600 200 100 re f BT /F 24 Tf 100 500 Td (Bonjour) Tj ET"),
    ]
    things += ["null"] * 9
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[{size}]/Annots[8 0 R]/Contents 10 0 R"
        "/Resources<</Font<</F 9 0 R>>>>>>"
    )
    return written(things + [page] * pages, "/Info 3 0 R/ID[<0123456789abcdef><0123456789abcdef>]")


def locked_pdf() -> bytes:
    nobody_knows = "00" * 32
    lock = f"<</Filter/Standard/V 1/R 2/O<{nobody_knows}>/U<{nobody_knows}>/P -4>>"
    things = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        lock,
    ]
    return written(things, "/Encrypt 4 0 R/ID[<00><00>]")


def slow(pages: int = 100) -> bytes:
    """Small, and long to draw: on each page the same thousands of curves, twenty times over."""
    curves = b"".join(
        b"%d %d m %d %d %d %d %d %d c S\n" % tuple(n * step % 790 for step in range(7, 15))
        for n in range(3000)
    )
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[{'3 0 R ' * 20}]>>"
    catalogue, tree = "<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"
    return written([catalogue, tree, stream(curves), *[page] * pages])
