"""The child from its start to its end: get the tools, close the door, open the file, answer."""

import importlib
import os
import sys
from itertools import chain
from typing import Protocol

from palabre.files.cell import LENGTH, SECONDS_TO_HEAR, SECONDS_TO_SEE, Refused, walls
from palabre.files.kinds import SEEN, Kind

PICTURES = "palabre.files.cell.pictures"
DOCUMENTS = "palabre.files.cell.documents"
SOUNDS = "palabre.files.cell.sounds"
WORKSHOPS = {
    Kind.JPEG: PICTURES,
    Kind.PNG: PICTURES,
    Kind.WEBP: PICTURES,
    Kind.HEIC: PICTURES,
    Kind.PDF: DOCUMENTS,
}


class Workshop(Protocol):
    @staticmethod
    def get_ready(kind: Kind) -> None:
        """Load whatever will be needed: behind the door no file opens."""

    @staticmethod
    def make(source: bytes, kind: Kind, how: str) -> tuple[str, list[bytes]]: ...


def main(kind: str, how: str) -> None:
    answer = _answer(Kind(kind), how)
    sys.stdout.buffer.writelines(answer)
    sys.stdout.buffer.flush()
    os._exit(0)


def _answer(kind: Kind, how: str) -> list[bytes]:
    try:
        workshop: Workshop = importlib.import_module(WORKSHOPS.get(kind, SOUNDS))  # type: ignore[assignment]
        workshop.get_ready(kind)
        walls.close(SECONDS_TO_SEE if kind in SEEN else SECONDS_TO_HEAR)
    except Exception:  # a tool or a wall is missing: that is no fault of the file
        return [b"refused closed\n"]
    try:
        product, parts = workshop.make(sys.stdin.buffer.read(), kind, how)
    except Refused as why:
        return [f"refused {why}\n".encode("ascii")]
    except MemoryError:
        return [b"refused too_large\n"]
    except Exception:  # whatever a decoder stumbles over
        return [b"refused broken\n"]
    lengths = (len(part).to_bytes(LENGTH, "big") for part in parts)
    said = chain.from_iterable(zip(lengths, parts, strict=True))
    return [f"made {product}\n".encode("ascii"), *said]
