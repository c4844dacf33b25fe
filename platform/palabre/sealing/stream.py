"""A file as sealed chunks: XChaCha20-Poly1305 in a stream, which binds each chunk to its place.

A chunk that was altered, moved, left out or added is refused, and so is a stream without its end.
"""

from collections.abc import Iterable, Iterator

from nacl.bindings import crypto_secretstream as library
from nacl.exceptions import CryptoError

from palabre.sealing.boxes import VERSION, without_version
from palabre.sealing.errors import Unreadable, WeakKey
from palabre.sealing.kdf import KEY_SIZE
from palabre.sealing.padding import LENGTH_BYTES, padded_size

CHUNK = 64 * 1024

State = library.crypto_secretstream_xchacha20poly1305_state
init_push = library.crypto_secretstream_xchacha20poly1305_init_push
init_pull = library.crypto_secretstream_xchacha20poly1305_init_pull
push = library.crypto_secretstream_xchacha20poly1305_push
pull = library.crypto_secretstream_xchacha20poly1305_pull
HEADER_SIZE = library.crypto_secretstream_xchacha20poly1305_HEADERBYTES
MESSAGE = library.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
FINAL = library.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class SealingStream:
    """Seals what comes, piece by piece, in its order."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_SIZE:
            raise WeakKey
        self._state = State()
        self._before = VERSION + init_push(self._state, key)

    def seal(self, piece: bytes, *, last: bool = False) -> bytes:
        before, self._before = self._before, b""
        return before + push(self._state, piece, tag=FINAL if last else MESSAGE)


def open_stream(key: bytes, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """Each piece as soon as it is known to be whole; the last one tells that nothing is missing."""
    state, tag = State(), None
    for number, chunk in enumerate(sealed):
        if tag == FINAL:
            raise Unreadable
        try:
            piece, tag = pull(state, chunk if number else _begun(state, key, chunk))
        except CryptoError:
            raise Unreadable from None
        yield piece
    if tag != FINAL:
        raise Unreadable


def _begun(state: State, key: bytes, first: bytes) -> bytes:
    chunk = without_version(first)
    init_pull(state, chunk[:HEADER_SIZE], key)
    return chunk[HEADER_SIZE:]


def seal_file(key: bytes, source: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Chunks of one length, padded to a size class; `size` is what the source brings."""
    stream = SealingStream(key)
    kept = b""
    for piece in _framed(source, size):
        kept += piece
        while len(kept) > CHUNK:
            yield stream.seal(kept[:CHUNK])
            kept = kept[CHUNK:]
    yield stream.seal(kept, last=True)


def _framed(source: Iterable[bytes], size: int) -> Iterator[bytes]:
    yield size.to_bytes(LENGTH_BYTES)
    brought = 0
    for piece in source:
        brought += len(piece)
        for start in range(0, len(piece), CHUNK):
            yield piece[start : start + CHUNK]
    if brought != size:
        raise Unreadable
    wanting = padded_size(LENGTH_BYTES + size) - LENGTH_BYTES - size
    for start in range(0, wanting, CHUNK):
        yield bytes(min(CHUNK, wanting - start))


def open_file(key: bytes, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """Only what `seal_file` could have made is accepted. Until it has ended, nothing is certain."""
    size = left = total = 0
    for number, chunk in enumerate(open_stream(key, sealed)):
        total += len(chunk)
        if number == 0:
            size = left = int.from_bytes(chunk[:LENGTH_BYTES])
        piece = chunk if number else chunk[LENGTH_BYTES:]
        if any(piece[left:]):
            raise Unreadable
        yield piece[:left]
        left -= min(left, len(piece))
    if left or total != padded_size(LENGTH_BYTES + size):
        raise Unreadable
