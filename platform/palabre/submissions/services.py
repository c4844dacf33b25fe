"""What a reader does: reads, answers, closes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from palabre.core.verdict import require
from palabre.people.models import User
from palabre.sealing import report, vault, wrapping
from palabre.sealing.enclosure import Enclosure
from palabre.sealing.errors import Misplaced, SealError
from palabre.submissions import expiry, pieces, rules
from palabre.submissions.intake import add_item
from palabre.submissions.models import Item, KeyWrap, Kind, Status, Submission
from palabre.submissions.opening import open_report
from palabre.vaults import epochs
from palabre.vaults.models import VaultKey
from palabre.vaults.trust import trust_in


@dataclass(frozen=True)
class Shown:
    """A file of an item, as its sealed words describe it; `is_here` is False when it was taken away."""

    what: Enclosure
    is_here: bool


@dataclass(frozen=True)
class Said:
    """One item, opened. `body` is empty when it could not be: somebody altered the row."""

    pk: UUID
    kind: str
    day: date
    body: str
    is_whole: bool = True
    files: tuple[Shown, ...] = ()

    @property
    def by_writer(self) -> bool:
        return self.kind in (Kind.MESSAGE, Kind.REPLY)


def report_key(
    submission: Submission, key: VaultKey, opened: vault.OpenVault
) -> wrapping.ReportKeys:
    wrap = submission.wraps.select_related("submission").get(reader_key=key)
    return opened_wrap(wrap, opened)


def opened_wrap(wrap: KeyWrap, opened: vault.OpenVault) -> wrapping.ReportKeys:
    """Raises SealError."""
    sealed = bytes(wrap.sealed)
    return open_report(wrap.submission, sealed, wrap.reader_key_id, opened.x_secret)


def whole_keys(wrap: KeyWrap, opened: vault.OpenVault) -> wrapping.ReportKeys | None:
    """None where somebody altered the row: what cannot be opened is handed to nobody. Nor is what
    does not say whom its writer meant."""
    try:
        keys = opened_wrap(wrap, opened)
    except SealError:
        return None
    return keys if keys.terms else None


def wrapped_for(key: VaultKey, submission: Submission, keys: wrapping.ReportKeys) -> KeyWrap:
    """A row that is not kept yet."""
    sealed = wrapping.wrap_report_key(keys, submission.pk, key.pk, bytes(key.x_pk))
    locked = epochs.lock(submission.expires_on, sealed)
    return KeyWrap(submission=submission, reader_key=key, sealed=locked)


def conversation(submission: Submission, keys: wrapping.KeyPair) -> list[Said]:
    """Everything said so far, opened with the report's key, for either side. An answer is shown
    where a trusted reader of the space has signed it: nobody else speaks for the readers."""
    signers = trust_in(submission.space).signers
    items = submission.items.prefetch_related("pieces")
    return [_opened(item, keys, signers) for item in items]


def _opened(item: Item, keys: wrapping.KeyPair, signers: list[bytes]) -> Said:
    try:
        if item.kind in (Kind.ANSWER, Kind.QUESTION):
            place, sealed = _place_of(item), bytes(item.sealed)
            body = report.open_answer(keys.secret, place, sealed, readers=signers).body
            return Said(item.pk, item.kind, item.day, body)
        words = _words(item, keys)
    except SealError:
        return Said(item.pk, item.kind, item.day, "", is_whole=False)
    here = {piece.pk for piece in item.pieces.all()}
    files = tuple(Shown(each, each.place in here) for each in words.files)
    return Said(item.pk, item.kind, item.day, words.body, files=files)


def _place_of(item: Item) -> report.ItemContext:
    return report.ItemContext(item.submission_id, item.kind, item.seq, item.day)


def _words(item: Item, keys: wrapping.KeyPair) -> report.Words:
    return report.open_words(keys.secret, _place_of(item), bytes(item.sealed))


def opened_file(
    submission: Submission, piece: UUID, keys: wrapping.KeyPair
) -> tuple[Enclosure, Iterator[bytes]]:
    """A file of this submission, whole. Raises SealError for one that was altered or moved here."""
    item = get_object_or_404(Item, submission=submission, pieces=piece)
    for what in _words(item, keys).files:
        if what.place == piece:
            return what, pieces.opened(item, what)
    raise Misplaced


def mark_read(submission: Submission) -> None:
    """The day is told to the writer; nobody is told who read."""
    if submission.status == Status.RECEIVED:
        today = timezone.now().date()
        Submission.objects.filter(pk=submission.pk, status=Status.RECEIVED).update(
            status=Status.READ, read_on=today
        )
        submission.status, submission.read_on = Status.READ, today


@transaction.atomic
def answer(
    submission: Submission, body: str, kind: Kind, *, opened: vault.OpenVault, by: User, pk: UUID
) -> Item:
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    require(rules.can_answer(by, locked))
    key = VaultKey.objects.get(user=by)
    t_pk = report_key(locked, key, opened).public
    item = add_item(locked, kind, body, t_pk=t_pk, reader_seed=opened.ed_seed, pk=pk)
    Submission.objects.filter(pk=submission.pk).update(
        status=Status.ANSWERED, answered_on=timezone.now().date()
    )
    return item


@transaction.atomic
def close(submission: Submission, *, by: User) -> None:
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    require(rules.can_answer(by, locked))
    locked.status = Status.CLOSED
    locked.save(update_fields=["status"])
    expiry.shorten(locked)
