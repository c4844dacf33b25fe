"""The same thing in every dress: spelt, encoded, hashed."""

import base64
import binascii
import hashlib
import hmac
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from tests.seizure.seized import as_bytes
from tests.seizure.truth import Person

LETTERS = 8  # so many bytes of a digest are no accident
HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s", "sha3_256")


def spellings(thing: str | bytes) -> set[bytes]:
    """As itself and as encodings write it; of base64, the part that does not depend on its place."""
    plain = {thing} if isinstance(thing, bytes) else written(thing)
    dressed = {one.hex().encode() for one in plain} | {one.hex().upper().encode() for one in plain}
    for one in plain:
        for skipped in range(3):
            part = base64.b64encode(one[skipped:])[: (len(one) - skipped) // 3 * 4]
            dressed |= {part, part.translate(bytes.maketrans(b"+/", b"-_"))}
    return plain | dressed


def written(text: str) -> set[bytes]:
    plain = {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")}
    return plain | {quote(text).encode(), quote(text, safe="").encode()}


def unpacked(thing: bytes) -> Iterator[bytes]:
    """A thing, and what it holds where it is squeezed or in base64."""
    yield thing
    for piece in [thing, *thing.replace(b":", b".").split(b".")]:
        for decoded in decodings(piece):
            yield decoded
            with suppress(zlib.error):
                yield zlib.decompress(decoded)


def decodings(piece: bytes) -> Iterator[bytes]:
    yield piece
    even = piece + b"=" * (-len(piece) % 4)
    for decode, sent in (
        (base64.b64decode, even),
        (base64.urlsafe_b64decode, even),
        (binascii.unhexlify, piece),
    ):
        with suppress(ValueError):
            yield decode(sent)


class Dictionary:
    """Digests of all that is known of people, under every secret: who is behind one?"""

    def __init__(self, people: list[Person], secrets: dict[str, bytes]) -> None:
        keys = [key for secret in secrets.values() for key in keys_from(secret)]
        self.digests = {
            digest[:LETTERS]: person.username
            for person in people
            for known in what_is_known(person)
            for digest in digests_of(known.encode(), keys)
        }

    def look_up(self, value: Any) -> str:
        for thing in decodings(as_bytes(value)):
            for place in range(len(thing) - LETTERS + 1):
                if who := self.digests.get(thing[place : place + LETTERS]):
                    return who
        return ""


def what_is_known(person: Person) -> Iterator[str]:
    traces = person.traces
    yield from (str(person.pk), person.username, person.email, person.username.title())
    yield from (traces.agent, traces.language, f"en,{traces.language};q=0.5", traces.referer)
    for address in (traces.address, traces.far_address):
        network = address.rpartition(".")[0]
        yield from (address, network, f"{network}.", f"{network}.0", f"{network}.0/24")
        yield from (f"{address}{traces.agent}", f"{address}|{traces.agent}")


def keys_from(secret: bytes) -> Iterator[bytes]:
    """As it is, and as libraries make keys of it (Django's salts among them)."""
    yield secret
    yield hashlib.sha256(secret).digest()
    yield hashlib.blake2b(secret, digest_size=32).digest()
    for salt in (b"django.http.cookies", b"palabre", b"django.contrib.sessions"):
        yield hashlib.sha256(salt + secret).digest()
        yield hashlib.sha1(salt + secret).digest()  # noqa: S324 (Django's own way)


def digests_of(known: bytes, keys: list[bytes]) -> Iterator[bytes]:
    for name in HASHES:
        yield hashlib.new(name, known).digest()
        for key in keys:
            yield hmac.digest(key, known, name)
            yield hashlib.new(name, key + known).digest()
            yield hashlib.new(name, known + key).digest()
    for key in keys:
        for size in (8, 16, 20, 32, 64):
            yield hashlib.blake2b(known, key=key[:64], digest_size=size).digest()


class Sought:
    """Many things at once, in every spelling, in whatever is searched."""

    def __init__(self, things: Sequence[str | bytes]) -> None:
        self.beginnings: dict[bytes, list[tuple[bytes, str | bytes]]] = {}
        for thing in things:
            for sign in spellings(thing):
                self.beginnings.setdefault(sign[:LETTERS], []).append((sign, thing))

    def found_in(self, haystack: bytes) -> set[str | bytes]:
        found = set()
        for place in range(len(haystack) - LETTERS + 1):
            for sign, thing in self.beginnings.get(haystack[place : place + LETTERS], ()):
                if haystack.startswith(sign, place):
                    found.add(thing)
        return found
