"""What a file is, by its first bytes alone: never by its name, nor by what a browser claimed.

A file that is several things at once is taken for the one that it is rebuilt as, and loses the rest.
"""

from enum import StrEnum

HEAD = 4096  # bytes that are looked at
PDF_WITHIN = 1024  # readers accept some rubbish before the first line of a PDF
NOT_IN_TEXT = frozenset(range(32)) - frozenset(b"\t\n\f\r")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
PHOTO_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


class Kind(StrEnum):
    """What can be rebuilt."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"
    MP4 = "mp4"  # also m4a, 3gp and mov: sound is taken, a film is refused
    MP3 = "mp3"
    OGG = "ogg"
    WAV = "wav"
    FLAC = "flac"
    AMR = "amr"
    AAC = "aac"
    AIFF = "aiff"
    CAF = "caf"
    ASF = "asf"  # also wma
    WEBM = "webm"


PHOTOS = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC})
SEEN = PHOTOS | {Kind.PDF}  # the others are heard


class Other(StrEnum):
    """What cannot, and for which there are words."""

    OFFICE = "office"
    TEXT = "text"
    CODE = "code"
    PICTURE = "picture"
    FILM = "film"
    NOTHING = "empty"
    UNKNOWN = "unknown_kind"


STARTS: tuple[tuple[bytes, Kind | Other], ...] = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"%PDF-", Kind.PDF),
    (b"ID3", Kind.MP3),
    (b"OggS", Kind.OGG),
    (b"fLaC", Kind.FLAC),
    (b"#!AMR\n", Kind.AMR),
    (b"#!AMR-WB\n", Kind.AMR),
    (b"\x1aE\xdf\xa3", Kind.WEBM),
    (b"PK\x03\x04", Other.OFFICE),
    (b"PK\x05\x06", Other.OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Other.OFFICE),
    (b"{\\rtf", Other.OFFICE),
    (b"Rar!", Other.OFFICE),
    (b"7z\xbc\xaf\x27\x1c", Other.OFFICE),
    (b"\x1f\x8b", Other.OFFICE),
    (b"GIF8", Other.PICTURE),
    (b"BM", Other.PICTURE),
    (b"II*\x00", Other.PICTURE),
    (b"MM\x00*", Other.PICTURE),
    (b"\x00\x00\x00\x0cjP  ", Other.PICTURE),
    (b"FLV\x01", Other.FILM),
    (b"\x00\x00\x01\xba", Other.FILM),
    (b"0&\xb2u\x8ef\xcf\x11", Kind.ASF),
    (b"caff", Kind.CAF),
    (b"\xff\x0a", Other.PICTURE),
    (b"\x00\x00\x00\x0cJXL ", Other.PICTURE),
    (b"8BPS", Other.PICTURE),
)
INSIDE: dict[tuple[bytes, bytes], Kind | Other] = {
    (b"RIFF", b"WEBP"): Kind.WEBP,
    (b"RIFF", b"WAVE"): Kind.WAV,
    (b"RIFF", b"AVI "): Other.FILM,
    (b"FORM", b"AIFF"): Kind.AIFF,
    (b"FORM", b"AIFC"): Kind.AIFF,
}
PHOTO_BRANDS_WE_CANNOT = frozenset({b"avif", b"avis", b"crx "})
BOXES = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip"})  # films older than their own sign


def kind_of(head: bytes) -> Kind | Other:
    if not head:
        return Other.NOTHING
    for start, kind in STARTS:
        if head.startswith(start):
            return kind
    return _in_a_box(head) or _in_a_stream(head) or _further_on(head)


def _in_a_box(head: bytes) -> Kind | Other | None:
    if inside := INSIDE.get((head[:4], head[8:12])):
        return inside
    if head[4:8] != b"ftyp":
        return Kind.MP4 if head[4:8] in BOXES else None
    length = int.from_bytes(head[:4], "big")
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(length, len(head)), 4))}
    if brands & PHOTO_BRANDS_WE_CANNOT:
        return Other.PICTURE
    return Kind.HEIC if brands & PHOTO_BRANDS else Kind.MP4


def _in_a_stream(head: bytes) -> Kind | None:
    """MPEG sound without a container begins with eleven or twelve set bits."""
    if len(head) < 2 or head[0] != 0xFF:  # noqa: PLR2004 (two bytes of a frame)
        return None
    if head[1] & 0xF6 == 0xF0:  # noqa: PLR2004 (layer 0: AAC)
        return Kind.AAC
    return Kind.MP3 if head[1] & 0xE6 == 0xE2 else None  # noqa: PLR2004 (layer 3)


def _further_on(head: bytes) -> Kind | Other:
    if b"%PDF-" in head[:PDF_WITHIN]:
        return Kind.PDF
    begins = head.removeprefix(BYTE_ORDER_MARK).lstrip()
    if begins.startswith(b"<"):
        return Other.CODE
    return Other.UNKNOWN if NOT_IN_TEXT.intersection(head) else Other.TEXT
