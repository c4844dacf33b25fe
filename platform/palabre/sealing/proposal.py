"""What one reader proposes to another, sealed with the report's key; and what was published, sealed with
the writer's. Both are signed like an answer, and bound to their own row. A text that was altered, moved or put in the place of another does not open."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from palabre.sealing import report
from palabre.sealing.errors import Misplaced, Unreadable

PROPOSED, DECLINED, PUBLISHED = "proposed", "declined", "published"
NO_ITEM = 0  # items of a conversation count from one


@dataclass(frozen=True)
class ProposalContext:
    submission: UUID
    proposal: UUID
    kind: str
    day: date


@dataclass(frozen=True)
class Opened:
    texts: list[str] = field(repr=False)
    signed_by: bytes


def seal_texts(
    t_pk: bytes, context: ProposalContext, texts: Sequence[str], *, reader_seed: bytes
) -> bytes:
    body = json.dumps([str(context.proposal), *texts], ensure_ascii=False)
    return report.seal_answer(t_pk, _place(context), body, reader_seed=reader_seed)


def open_texts(
    t_sk: bytes, context: ProposalContext, sealed: bytes, *, readers: Collection[bytes]
) -> Opened:
    """`readers` are the Ed25519 public keys of those who may have signed."""
    answer = report.open_answer(t_sk, _place(context), sealed, readers=readers)
    proposal, *texts = _texts(answer.body)
    if proposal != str(context.proposal):
        raise Misplaced
    return Opened(texts, answer.signed_by)


def _place(context: ProposalContext) -> report.ItemContext:
    return report.ItemContext(context.submission, context.kind, NO_ITEM, context.day)


def _texts(body: str) -> list[str]:
    try:
        texts = json.loads(body)
    except ValueError:
        raise Unreadable from None
    if not isinstance(texts, list) or not texts or not all(isinstance(one, str) for one in texts):
        raise Unreadable
    return texts
