"""A report's key pairs, and how each is handed to those who may open the report.

The report key opens every item. It is sealed to each reader and to the writer's own key, which
is wrapped by the receipt. So either side may write while the other is away.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from nacl.public import PrivateKey

from palabre.sealing import boxes
from palabre.sealing.errors import Misplaced, WeakKey
from palabre.sealing.kdf import KEY_SIZE

WRITER = UUID(int=0)
TERMS = struct.Struct(">q?")
LABEL_SIZE = 32


@dataclass(frozen=True)
class KeyPair:
    secret: bytes = field(repr=False)
    public: bytes


@dataclass(frozen=True)
class Terms:
    """Where a message went, and to whom its writer opened it."""

    space: int
    is_for_all: bool


@dataclass(frozen=True)
class ReportKeys(KeyPair):
    """A report's pair, sealed together with the writer's public key and what the writer chose, as it
    was when the message came: a column could be altered, and the next key would go to somebody
    else. Wraps of before have neither."""

    writer: bytes
    terms: Terms | None


@dataclass(frozen=True)
class SealedReport:
    """The columns of a new submission; `wraps` has one row for each reader's key id."""

    s_pk: bytes
    s_sk_wrapped: bytes
    t_pk: bytes
    t_sk_for_writer: bytes
    wraps: Mapping[UUID, bytes]


def new_key_pair() -> KeyPair:
    return key_pair_of(bytes(PrivateKey.generate()))


def key_pair_of(secret: bytes) -> KeyPair:
    if len(secret) != KEY_SIZE:
        raise WeakKey
    return KeyPair(secret, bytes(PrivateKey(secret).public_key))


@dataclass(frozen=True)
class WriterKey:
    """The writer's columns, which are there before anything is written where a receipt was printed."""

    s_pk: bytes
    s_sk_wrapped: bytes


def new_writer_key(submission: UUID, wrap: bytes) -> WriterKey:
    """`wrap` comes from the receipt."""
    writer = new_key_pair()
    return WriterKey(writer.public, boxes.lock(wrap, _labelled(submission, WRITER, writer.secret)))


def report_for(
    writer: WriterKey, submission: UUID, readers: Mapping[UUID, bytes], terms: Terms
) -> SealedReport:
    """`readers` maps key ids to X25519 public keys."""
    report = new_report_keys(writer.s_pk, terms)
    return SealedReport(
        s_pk=writer.s_pk,
        s_sk_wrapped=writer.s_sk_wrapped,
        t_pk=report.public,
        t_sk_for_writer=wrap_report_key(report, submission, WRITER, writer.s_pk),
        wraps={key: wrap_report_key(report, submission, key, pk) for key, pk in readers.items()},
    )


def new_report_keys(writer: bytes, terms: Terms | None) -> ReportKeys:
    pair = new_key_pair()
    return ReportKeys(pair.secret, pair.public, writer, terms)


def wrap_report_key(report: ReportKeys, submission: UUID, key_id: UUID, public: bytes) -> bytes:
    terms = report.terms
    chosen = TERMS.pack(terms.space, terms.is_for_all) if terms else b""
    return boxes.seal(public, _labelled(submission, key_id, report.secret + report.writer + chosen))


def unwrap_report_key(wrapped: bytes, submission: UUID, key_id: UUID, secret: bytes) -> ReportKeys:
    """Seal new items to the `public` that comes back, not to the column, which could be altered."""
    inside = _unlabelled(submission, key_id, boxes.unseal(secret, wrapped))
    pair = key_pair_of(inside[:KEY_SIZE])
    writer, chosen = inside[KEY_SIZE : 2 * KEY_SIZE], inside[2 * KEY_SIZE :]
    terms = Terms(*TERMS.unpack(chosen)) if len(chosen) == TERMS.size else None
    return ReportKeys(pair.secret, pair.public, writer, terms)


def unwrap_writer_key(s_sk_wrapped: bytes, submission: UUID, wrap: bytes) -> KeyPair:
    return key_pair_of(_unlabelled(submission, WRITER, boxes.unlock(wrap, s_sk_wrapped)))


def _labelled(submission: UUID, key_id: UUID, secret: bytes) -> bytes:
    return submission.bytes + key_id.bytes + secret


def _unlabelled(submission: UUID, key_id: UUID, labelled: bytes) -> bytes:
    if labelled[:LABEL_SIZE] != _labelled(submission, key_id, b""):
        raise Misplaced
    return labelled[LABEL_SIZE:]
