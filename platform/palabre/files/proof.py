"""Is what a child made a picture or a sound, and nothing more?

A child reads what strangers made to break it: it may have been taken over. So its answer is read
here, part by part, and every part that is not needed for pixels or sound is one too many.
"""

import re

JPEG_HEADER = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
JPEG_SIZE = b"\xc0"
JPEG_PARTS = frozenset({b"\xdb", JPEG_SIZE, b"\xc4"})  # and tables
JPEG_SCAN = b"\xda"
JPEG_END = b"\xff\xd9"
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
PNG_HEADER = b"\x89PNG\r\n\x1a\n"
PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
PNG_FRAME = 12  # a part's length, name and sum
OGG_HEADER = 27
OGG_STREAM = bytes(4)  # the number of the stream; after it comes the number of the page
OPUS_HEAD = b"OpusHead"
OPUS_TAGS = b"OpusTags\x06\x00\x00\x00ffmpeg\x00\x00\x00\x00"


def is_plain_jpeg(content: bytes) -> bool:
    at, parts = len(JPEG_HEADER), set()
    while content.startswith(JPEG_HEADER) and content[at : at + 1] == b"\xff":
        part, length = content[at + 1 : at + 2], int.from_bytes(content[at + 2 : at + 4], "big")
        at += 2 + length
        if part == JPEG_SCAN:
            ends = JPEG_MARKER.search(content, at)
            return JPEG_SIZE in parts and ends is not None and content[ends.start() :] == JPEG_END
        if part not in JPEG_PARTS:
            return False
        parts.add(part)
    return False


def is_plain_png(content: bytes) -> bool:
    if not content.startswith(PNG_HEADER) or not content.endswith(PNG_END):
        return False
    at, names = len(PNG_HEADER), []
    while at < len(content):
        names.append(content[at + 4 : at + 8])
        at += PNG_FRAME + int.from_bytes(content[at : at + 4], "big")
    return at == len(content) and re.fullmatch(b"IHDR(IDAT)+IEND", b"".join(names)) is not None


def is_plain_opus(content: bytes) -> bool:
    """Pages of one stream; first what kind of sound it is, then remarks that say nothing."""
    at, bodies = 0, list[bytes]()
    while content[at : at + 5] == b"OggS\x00":
        header = content[at : at + OGG_HEADER]
        begins = at + OGG_HEADER + header[-1]
        at = begins + sum(content[at + OGG_HEADER : begins])
        if header[14:22] != OGG_STREAM + len(bodies).to_bytes(4, "little"):
            return False
        bodies.append(content[begins:at])
    return (
        at == len(content)
        and len(bodies) > 2  # noqa: PLR2004 (a head, remarks, and a sound)
        and bodies[0].startswith(OPUS_HEAD)
        and bodies[1] == OPUS_TAGS
    )
