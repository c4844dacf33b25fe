"""From a message to a topic: in a reader's own words, and where both sides could open the message, with
a reader of each side.

What is published leads to no message, and no message to it, but for whoever holds the code: the proposal's
row goes in the transaction that publishes, and only that row is locked, since a lock on the message would
write the transaction's number into it (docs/adr/0013-onward.md).
"""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from uuid import UUID

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.days import today
from palabre.core.tongue import guess_language
from palabre.core.verdict import require
from palabre.people.models import User
from palabre.sealing import proposal as sealed
from palabre.sealing.errors import SealError
from palabre.sealing.vault import OpenVault
from palabre.sealing.wrapping import KeyPair, ReportKeys
from palabre.spaces import publishing
from palabre.spaces.models import Space
from palabre.submissions import rules
from palabre.submissions.actions import Action
from palabre.submissions.models import Proposal, Submission
from palabre.submissions.offshoots import leave_offshoot
from palabre.submissions.services import report_key
from palabre.vaults.models import VaultKey
from palabre.vaults.trust import Trust, keys_of, trust_in

DRAFT = 3  # texts of one: where, title, body
A_DAY = 24 * 3600


@dataclass(frozen=True)
class Draft:
    """What a reader would publish, and where."""

    where: str
    title: str
    body: str


@dataclass(frozen=True)
class Proposed:
    """A proposal, opened. No draft: it was declined, or somebody altered the row."""

    row: Proposal
    draft: Draft | None = None
    reason: str = ""

    @property
    def by(self) -> User | None:
        return self.row.by_key.holder

    @property
    def is_whole(self) -> bool:
        return bool(self.draft) or self.row.declined_on is not None


class Once:
    """A form that is sent twice publishes once. Random, in memory, and it names nothing."""

    def __init__(self, token: bytes) -> None:
        self.name = f"onward:{blake2b(token, digest_size=16).hexdigest()}"

    def __enter__(self) -> None:
        if not cache.add(self.name, 1, A_DAY):
            raise PermissionDenied(_("This has been published already."))

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is not None:
            cache.delete(self.name)


def proposals_of(submission: Submission, keys: KeyPair) -> list[Proposed]:
    trust = trust_in(submission.space)
    rows = submission.proposals.select_related("by_key__user", "by_key__former_user").order_by(
        "day", "pk"
    )
    return [read_proposal(row, keys, trust) for row in rows]


def read_proposal(row: Proposal, keys: KeyPair, trust: Trust) -> Proposed:
    """As it was signed: by the reader whose row it is, in this very row."""
    is_declined = row.declined_on is not None
    kind = sealed.DECLINED if is_declined else sealed.PROPOSED
    place = _place(row, kind, row.declined_on or row.day)
    signers = trust.signers if is_declined else [keys_of(row.by_key).ed]
    try:
        texts = sealed.open_texts(keys.secret, place, bytes(row.sealed), readers=signers).texts
    except SealError:
        return Proposed(row)
    if is_declined:
        return Proposed(row, reason="\n".join(texts))
    return Proposed(row, draft=Draft(*texts) if len(texts) == DRAFT else None)


def _place(row: Proposal, kind: str, day: date) -> sealed.ProposalContext:
    return sealed.ProposalContext(row.submission_id, row.pk, kind, day)


@transaction.atomic
def publish_topic(
    submission: Submission, draft: Draft, *, by: User, opened: OpenVault, token: bytes
) -> str:
    """Publish what came of a message for the civilian side alone. Returns the topic's address."""
    current = Submission.objects.select_related("space").get(pk=submission.pk)
    require(rules.can_publish_alone(by, current, trust_in(current.space)))
    keys = report_key(current, _own_key(by, opened), opened)
    with Once(token):
        published = _publish(current.space, draft, author=by, by=by)
        return _known_to_the_writer(published, current, keys, opened)


@transaction.atomic
def propose_topic(
    submission: Submission, draft: Draft, *, by: User, opened: OpenVault, pk: UUID
) -> Proposal:
    """Seal it for the readers of the message. The same `pk` again is the same proposal."""
    locked = Submission.objects.select_for_update(of=("self",)).select_related("space")
    current = locked.get(pk=submission.pk)
    require(rules.can_propose(by, current, trust_in(current.space)))
    require(rules.can_stand_in_public(draft.title, draft.body))
    _require_place(draft, current.space, by)
    key = _own_key(by, opened)
    own = Proposal.objects.filter(submission=current, by_key=key)
    if sent_already := own.filter(pk=pk).first():
        return sent_already
    own.exclude(declined_on=None).delete()
    row = Proposal(pk=pk, submission=current, by_key=key, day=today())
    row.sealed = sealed.seal_texts(
        report_key(current, key, opened).public,
        _place(row, sealed.PROPOSED, row.day),
        [draft.where, draft.title, draft.body],
        reader_seed=opened.ed_seed,
    )
    return _kept(row)


def _kept(row: Proposal) -> Proposal:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise PermissionDenied(
            _("A proposal of yours for this message waits already. Take it back to make another.")
        ) from None
    return row


@transaction.atomic
def agree_to_topic(pk: UUID, submission: Submission, *, by: User, opened: OpenVault) -> str:
    """Publish in the name of whoever proposed it. Two who agree in one instant publish it once."""
    row, trust, keys = _held(pk, submission, by, opened)
    draft, author = read_proposal(row, keys, trust).draft, row.by_key.user
    if draft is None or author is None:
        raise PermissionDenied(_("This proposal has been altered. It cannot be agreed to."))
    row.delete()
    published = _publish(row.submission.space, draft, author=author, by=by)
    return _known_to_the_writer(published, row.submission, keys, opened)


@transaction.atomic
def decline_topic(
    pk: UUID, submission: Submission, reason: str, *, by: User, opened: OpenVault
) -> Proposal:
    """Its words go; the day and the reason remain, for whoever proposed it."""
    row, _trust, keys = _held(pk, submission, by, opened)
    row.declined_on = max(today(), row.day)
    place = _place(row, sealed.DECLINED, row.declined_on)
    row.sealed = sealed.seal_texts(keys.public, place, [reason], reader_seed=opened.ed_seed)
    row.save(update_fields=["declined_on", "sealed"])
    return row


def _held(
    pk: UUID, submission: Submission, by: User, opened: OpenVault
) -> tuple[Proposal, Trust, ReportKeys]:
    """The proposal, held for one of the other side, with what opens it."""
    waiting = Proposal.objects.select_for_update(of=("self",)).filter(declined_on=None)
    row = waiting.select_related("by_key__user").filter(pk=pk, submission=submission.pk).first()
    if row is None:
        raise PermissionDenied(
            _("This proposal is no longer here: it was decided, or taken back, or erased.")
        )
    row.submission = Submission.objects.select_related("space").get(pk=submission.pk)
    trust = trust_in(row.submission.space)
    require(rules.can_agree(by, row, trust))
    return row, trust, report_key(row.submission, _own_key(by, opened), opened)


@transaction.atomic
def withdraw_proposal(pk: UUID, submission: Submission, *, by: User) -> bool:
    """Take one's own back, or put away one that was declined; True when it is gone."""
    own = Proposal.objects.filter(pk=pk, submission=submission.pk, by_key__user=by)
    return bool(own.delete()[0])


def drop_proposals(submission: Submission) -> None:
    """When the report's key changes, nothing that was sealed with it can be agreed to."""
    Proposal.objects.filter(submission=submission.pk).delete()


def waiting_for(user: User) -> set[UUID]:
    """The messages of this reader for which a colleague proposes a topic."""
    waiting = Proposal.objects.filter(
        submission__wraps__reader_key__user=user, declined_on=None
    ).exclude(by_key__user=user)
    return set(waiting.values_list("submission", flat=True))


def _own_key(user: User, opened: OpenVault) -> VaultKey:
    key = VaultKey.objects.get(user=user)
    if opened.public != keys_of(key):
        raise PermissionDenied(_("This vault does not fit its public keys. Tell the secretariat."))
    return key


def place_of(draft: Draft, space: Space, author: User) -> publishing.Place | None:
    places = publishing.places_for(author, space)
    return next((place for place in places if place.key == draft.where), None)


def _require_place(draft: Draft, space: Space, author: User) -> None:
    if place_of(draft, space, author) is None:
        raise PermissionDenied(_("Nothing can be published there. Choose another place."))


def _known_to_the_writer(
    published: publishing.Published, submission: Submission, keys: ReportKeys, opened: OpenVault
) -> str:
    """What only members read is told to nobody outside."""
    if published.is_public and published.things:
        leave_offshoot(submission, published.things, keys, opened)
    return published.address


def _publish(space: Space, draft: Draft, *, author: User, by: User) -> publishing.Published:
    require(rules.can_stand_in_public(draft.title, draft.body))
    body = f"> {origin_of(draft, space)}\n\n{draft.body}"
    text = publishing.Text(draft.title, body, language_of(draft))
    published = publishing.publish(draft.where, space, text, by=author)
    with_ = {} if author == by else {"with_": author.username}
    record(Action.TOPIC_MADE, by=by, on=space, **with_)
    return published


def language_of(draft: Draft) -> str:
    here = (translation.get_language() or "fr")[:2]
    return guess_language(f"{draft.title} {draft.body}", otherwise=here)


def origin_of(draft: Draft, space: Space) -> str:
    """The line that a topic opens with, in the language of its text."""
    with translation.override(language_of(draft)):
        return _("Written by the readers of %(space)s, after a message without an account.") % {
            "space": space.name
        }
