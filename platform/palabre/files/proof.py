"""Is what a child made a picture or a sound, and nothing more?

A child reads what strangers made to break it: it may have been taken over. So its answer is read
here, part by part, and every part that is not needed for pixels or sound is one too many.
"""

import re

JPEG_HEADER = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
JPEG_PARTS = frozenset({0xDB, 0xC0, 0xC4})  # tables and the size of the picture
JPEG_SCAN = 0xDA
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
PNG_HEADER = b"\x89PNG\r\n\x1a\n"
PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
PNG_FRAME = 12  # a part's length, name and sum
OGG_HEADER = 27
OPUS_HEAD = b"OpusHead"
OPUS_TAGS = b"OpusTags\x06\x00\x00\x00ffmpeg\x00\x00\x00\x00"


def is_plain_jpeg(content: bytes) -> bool:
    if not content.startswith(JPEG_HEADER):
        return False
    at = len(JPEG_HEADER)
    while content[at : at + 1] == b"\xff":
        part, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        at += 2 + length
        if part == JPEG_SCAN:
            ends = JPEG_MARKER.search(content, at)
            return bool(ends) and content[ends.start() :] == b"\xff\xd9" if ends else False
        if part not in JPEG_PARTS or length < 2:  # noqa: PLR2004 (its own two bytes)
            return False
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
    at, bodies, streams = 0, [], set()
    while content[at : at + 5] == b"OggS\x00":
        sizes = content[at + OGG_HEADER : at + OGG_HEADER + content[at + OGG_HEADER - 1]]
        streams.add(content[at + 14 : at + 18])
        begins = at + OGG_HEADER + len(sizes)
        at = begins + sum(sizes)
        bodies.append(content[begins:at])
    return (
        at == len(content)
        and len(streams) == 1
        and len(bodies) > 2  # noqa: PLR2004 (a head, remarks, and a sound)
        and bodies[0].startswith(OPUS_HEAD)
        and bodies[1] == OPUS_TAGS
    )
