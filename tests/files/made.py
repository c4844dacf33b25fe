"""Files as phones and offices make them: full of what tells on their owner."""

import io
import struct
import zlib

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

from palabre.files.rebuild import Rebuilt, rebuild

TRACE = "Aminata-12.6392N-8.0029W"  # in everything that a test file tells about its owner
MAKE, MODEL, SOFTWARE, ORIENTATION, GPS, ARTIST = 0x010F, 0x0110, 0x0131, 0x0112, 0x8825, 0x013B
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{TRACE}</rdf:RDF></x:xmpmeta>'.encode()

pillow_heif.register_heif_opener()


def rebuilt(content: bytes, **wishes: bool) -> Rebuilt:
    """As it arrives: in pieces that fit nothing."""
    pieces = [content[at : at + 10_007] for at in range(0, len(content), 10_007)]
    return rebuild(iter(pieces), **wishes)


def opened(made: Rebuilt) -> Image.Image:
    picture = Image.open(io.BytesIO(made.content))
    picture.load()
    return picture


def picture(mode: str = "RGB", size: tuple[int, int] = (320, 200)) -> Image.Image:
    """Four quarters: red, green, blue and white, so that turning it is seen."""
    drawn = Image.new("RGB", size, "white")
    across, down = size[0] // 2, size[1] // 2
    drawn.paste((200, 0, 0), (0, 0, across, down))
    drawn.paste((0, 200, 0), (across, 0, size[0], down))
    drawn.paste((0, 0, 200), (0, down, across, size[1]))
    return drawn.convert(mode)


def exif(orientation: int = 1) -> bytes:
    told = Image.Exif()
    told.update({MAKE: TRACE, MODEL: TRACE, SOFTWARE: TRACE, ARTIST: TRACE})
    told[ORIENTATION] = orientation
    told.get_ifd(GPS).update({1: "N", 2: (12.0, 38.0, 21.0), 3: "W", 4: (8.0, 0.0, 10.0)})
    return told.tobytes()


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile_of_a_mirror_world() -> bytes:
    """In which what is written as red is meant as green."""
    return profile().replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


def jpeg(of: Image.Image | None = None, orientation: int = 1, **more: object) -> bytes:
    """With EXIF and GPS, XMP, a colour profile, a remark, and a small picture of itself in the end."""
    written = io.BytesIO()
    told: dict[str, object] = {
        "exif": exif(orientation), "xmp": XMP, "comment": TRACE, "icc_profile": profile(),
        "dpi": (301, 301),
    }  # fmt: skip
    (of or picture()).save(written, "JPEG", quality=90, **(told | more))
    return written.getvalue() + TRACE.encode()


def png(of: Image.Image | None = None, orientation: int = 1) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", TRACE)
    told.add_text("Comment", TRACE, zip=True)
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    written = io.BytesIO()
    (of or picture()).save(
        written, "PNG", pnginfo=told, exif=exif(orientation), dpi=(301, 301), icc_profile=profile()
    )
    return written.getvalue() + TRACE.encode()


def webp(of: Image.Image | None = None, orientation: int = 1) -> bytes:
    written = io.BytesIO()
    (of or picture()).save(written, "WEBP", exif=exif(orientation), xmp=XMP, icc_profile=profile())
    return written.getvalue()


def heic(of: Image.Image | None = None, orientation: int = 1) -> bytes:
    written = io.BytesIO()
    (of or picture()).save(written, "HEIF", exif=exif(orientation), xmp=XMP)
    return written.getvalue()


def huge_png(side: int) -> bytes:
    """A few bytes that say they are very many pixels."""

    def part(name: bytes, content: bytes) -> bytes:
        total = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", total)

    size = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = part(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + rows + part(b"IEND", b"")
