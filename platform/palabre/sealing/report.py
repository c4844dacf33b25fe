"""The items of a report: the writer's words and the readers' answers.

Each item carries its place inside the seal, so that no row can pass for another. An answer is
signed by its reader as well: anyone can seal, only a reader can sign.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from palabre.sealing import boxes, enclosure, padding, signing
from palabre.sealing.enclosure import Enclosure
from palabre.sealing.errors import Misplaced, Unreadable, Unsigned

ITEM_VERSION = 1
ANSWER = b"answer"

Fields = dict[str, object]


@dataclass(frozen=True)
class ItemContext:
    """Where an item belongs: all of it known from the row, before anything is opened."""

    submission: UUID
    kind: str
    seq: int
    day: date


@dataclass(frozen=True)
class Answer:
    body: str = field(repr=False)
    signed_by: bytes


@dataclass(frozen=True)
class Words:
    """What a writer said, and the files that go with it."""

    body: str = field(repr=False)
    files: tuple[Enclosure, ...] = ()


def seal_item(
    t_pk: bytes, context: ItemContext, body: str, files: tuple[Enclosure, ...] = ()
) -> bytes:
    beside: Fields = {"files": enclosure.written(files)} if files else {}
    return _seal(t_pk, _place(context) | {"body": body} | beside)


def open_item(t_sk: bytes, context: ItemContext, sealed: bytes) -> str:
    return open_words(t_sk, context, sealed).body


def open_words(t_sk: bytes, context: ItemContext, sealed: bytes) -> Words:
    fields = _open(t_sk, context, sealed)
    files = enclosure.read(fields.pop("files", ()))
    (body,) = _texts(fields, "body")
    return Words(body, files)


def seal_answer(t_pk: bytes, context: ItemContext, body: str, *, reader_seed: bytes) -> bytes:
    words = _place(context) | {"body": body}
    signature = signing.sign(reader_seed, ANSWER, _encode(words))
    return _seal(t_pk, words | {"signature": signature.hex()})


def open_answer(
    t_sk: bytes, context: ItemContext, sealed: bytes, *, readers: Collection[bytes]
) -> Answer:
    """`readers` are the Ed25519 public keys that may have signed, former readers included."""
    fields = _open(t_sk, context, sealed)
    body, signature = _texts(fields, "body", "signature")
    words = _encode(_place(context) | {"body": body})
    for reader in readers:
        if signing.is_signed(reader, ANSWER, words, _bytes(signature)):
            return Answer(body, reader)
    raise Unsigned


def reseal_item(t_sk: bytes, new_t_pk: bytes, context: ItemContext, sealed: bytes) -> bytes:
    """To a new report key, when a reader leaves. Signatures stay whole."""
    return _seal(new_t_pk, _place(context) | _open(t_sk, context, sealed))


def _place(context: ItemContext) -> Fields:
    return {
        "v": ITEM_VERSION,
        "sid": str(context.submission),
        "kind": context.kind,
        "seq": context.seq,
        "day": context.day.isoformat(),
    }


def _seal(t_pk: bytes, fields: Fields) -> bytes:
    return boxes.seal(t_pk, padding.pad(_encode(fields)))


def _open(t_sk: bytes, context: ItemContext, sealed: bytes) -> Fields:
    """What was sealed in this very place, without the place."""
    fields = _decode(padding.unpad(boxes.unseal(t_sk, sealed)))
    if any(fields.pop(name, None) != value for name, value in _place(context).items()):
        raise Misplaced
    return fields


def _encode(fields: Fields) -> bytes:
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _decode(payload: bytes) -> Fields:
    try:
        fields = json.loads(payload.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(fields, dict):
        raise Unreadable
    return fields


def _texts(fields: Fields, *names: str) -> list[str]:
    """Exactly these fields, each a text."""
    texts = [text for name in names if isinstance(text := fields.get(name), str)]
    if len(texts) != len(fields) or len(texts) != len(names):
        raise Unreadable
    return texts


def _bytes(written: str) -> bytes:
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise Unsigned from None
