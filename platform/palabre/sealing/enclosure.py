"""What the sealed words of an item say of a file that lies beside it: its key, and what it is."""

import json
import re
import secrets
from dataclasses import asdict, dataclass, field
from uuid import UUID

from palabre.sealing import boxes, padding
from palabre.sealing.errors import Unreadable
from palabre.sealing.kdf import KEY_SIZE, subkey

NAME = re.compile(r"piece-\d\.[a-z0-9]{1,5}")
MEDIA_TYPE = re.compile(r"(image|audio|application)/[a-z0-9-]+")


@dataclass(frozen=True)
class About:
    """What is told of a file. Its own name is not among it. `why`: for one that was not made anew;
    `came`: how large it was before."""

    media_type: str
    suffix: str
    size: int
    as_is: bool = False
    voice_changed: bool = False
    why: str = ""
    came: int = 0


@dataclass(frozen=True)
class Enclosure:
    key: bytes = field(repr=False)
    name: str
    media_type: str
    size: int
    as_is: bool
    voice_changed: bool

    @property
    def suffix(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def place(self) -> UUID:
        return place_of(self.key)


def new_key() -> bytes:
    return secrets.token_bytes(KEY_SIZE)


def place_of(key: bytes) -> UUID:
    """Where the file lies: found by whoever has its key, and telling nothing of it."""
    return UUID(bytes=subkey(key, b"place")[:16], version=4)


def stream_key(key: bytes) -> bytes:
    return subkey(key, b"stream")


def seal_about(key: bytes, about: About) -> bytes:
    return boxes.lock(subkey(key, b"about"), padding.pad(json.dumps(asdict(about)).encode()))


def open_about(key: bytes, sealed: bytes) -> About:
    said = json.loads(padding.unpad(boxes.unlock(subkey(key, b"about"), sealed)))
    return About(**said)


def enclosed(key: bytes, about: About, number: int) -> Enclosure:
    name = f"piece-{number}.{about.suffix}"
    return Enclosure(key, name, about.media_type, about.size, about.as_is, about.voice_changed)


def written(enclosures: tuple[Enclosure, ...]) -> list[dict[str, object]]:
    return [asdict(each) | {"key": each.key.hex()} for each in enclosures]


def read(fields: object) -> tuple[Enclosure, ...]:
    """From an item that was opened; whoever holds only its public key could have sealed anything."""
    try:
        return tuple(_read(each) for each in fields)  # type: ignore[attr-defined]
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Unreadable from None


def _read(fields: dict[str, object]) -> Enclosure:
    found = Enclosure(**fields | {"key": bytes.fromhex(str(fields["key"]))})  # type: ignore[arg-type]
    kinds = (bytes, str, str, int, bool, bool)
    is_whole = all(
        type(part) is kind for part, kind in zip(vars(found).values(), kinds, strict=True)
    )
    if not is_whole or len(found.key) != KEY_SIZE or not NAME.fullmatch(found.name):
        raise ValueError
    if not MEDIA_TYPE.fullmatch(found.media_type):
        raise ValueError
    return found
