"""What a hand on the database could do to a sealed thing."""

from collections.abc import Iterator


def each_byte_flipped(sealed: bytes) -> Iterator[bytes]:
    for place, byte in enumerate(sealed):
        yield sealed[:place] + bytes([byte ^ 1]) + sealed[place + 1 :]
