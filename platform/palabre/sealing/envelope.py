"""A letter to several people that does not say to whom, nor to how many: every envelope looks alike.

As many slots as there may be readers: some hold the letter's key for one of them, the others hold
nothing for nobody. Whoever opens one tries their own key on each.
"""

import secrets
from collections.abc import Collection, Iterable
from secrets import SystemRandom

from palabre.sealing import boxes, wrapping
from palabre.sealing.errors import SealError, TooMuch, Unreadable
from palabre.sealing.kdf import KEY_SIZE

SLOTS = 16
ROOM = 8192  # bytes of words, whatever was written
LENGTH_BYTES = 4
OVERHEAD = 48  # of libsodium's sealed box
SLOT_SIZE = len(boxes.VERSION) + OVERHEAD + KEY_SIZE


def seal_for(publics: Collection[bytes], words: bytes) -> bytes:
    """Raises TooMuch for more people, or more words, than there is room for."""
    if len(set(publics)) > SLOTS:
        raise TooMuch
    key = secrets.token_bytes(KEY_SIZE)
    slots = [boxes.seal(public, key) for public in set(publics)]
    slots += [_for_nobody() for _ in range(SLOTS - len(slots))]
    SystemRandom().shuffle(slots)
    return boxes.VERSION + b"".join(slots) + boxes.lock(key, _filled_up(words))


def open_with(secret: bytes, envelope: bytes) -> bytes | None:
    """None where it is not for whoever holds this secret. Raises SealError where it was altered."""
    inside = boxes.without_version(envelope)
    end = SLOTS * SLOT_SIZE
    for slot in _slots(inside[:end]):
        try:
            key = boxes.unseal(secret, slot)
        except SealError:
            continue
        return _taken_out(boxes.unlock(key, inside[end:]))
    return None


def _for_nobody() -> bytes:
    return boxes.seal(wrapping.new_key_pair().public, secrets.token_bytes(KEY_SIZE))


def _slots(row: bytes) -> Iterable[bytes]:
    return (row[start : start + SLOT_SIZE] for start in range(0, len(row), SLOT_SIZE))


def _filled_up(words: bytes) -> bytes:
    framed = len(words).to_bytes(LENGTH_BYTES) + words
    if len(framed) > ROOM:
        raise TooMuch
    return framed.ljust(ROOM, b"\0")


def _taken_out(filled: bytes) -> bytes:
    """Only what `_filled_up` could have made is accepted."""
    end = LENGTH_BYTES + int.from_bytes(filled[:LENGTH_BYTES])
    words = filled[LENGTH_BYTES:end]
    if len(filled) != ROOM or _filled_up(words) != filled:
        raise Unreadable
    return words
