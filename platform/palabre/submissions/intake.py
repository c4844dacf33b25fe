"""The anonymous door: a message comes in, is sealed, and a code goes out.

It knows no person, no session and no role; an import contract holds that. Whoever stands at the
door is known by the code alone.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache as once
from hashlib import blake2b
from typing import cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from palabre.core.days import today
from palabre.core.secret import kept_secret
from palabre.sealing import kdf, report, wrapping
from palabre.sealing.enclosure import Enclosure
from palabre.sealing.receipt import Receipt, new_receipt, parse_receipt, receipt_from
from palabre.sealing.sheet import Place
from palabre.submissions import expiry, pieces
from palabre.submissions.models import Item, KeyWrap, Kind, Readers, Status, Submission
from palabre.submissions.opening import open_report
from palabre.vaults import epochs

DAY_LENGTH = len("2026-11-01")  # with which each token of a form begins
FORM_KEY_DAYS = 2  # the day of the first message is one of them
# Apart from each other and from the readers' vaults: however many try codes, a message gets its turn.
WRITING, RETURNING = kdf.Turnstile(), kdf.Turnstile()


@dataclass(frozen=True)
class Letter:
    """A message before it is sealed. `day`: when it came, for one that is brought along."""

    space: int
    readers: str
    body: str
    day: date | None = None
    files: tuple[bytes, ...] = ()  # the keys of what palabre.submissions.pieces holds for it
    marks: tuple[str, ...] = ()  # what tells them from others, the same if the form is sent twice


@dataclass(frozen=True)
class Writer:
    """Somebody who holds a code: their submission, and the key that opens it."""

    submission: Submission
    secret: bytes = field(repr=False)
    report: wrapping.ReportKeys


class Over(Exception):
    """The conversation has ended, or was erased meanwhile."""


@once
def pepper() -> bytes:
    """Kept in a file apart from the database: with a dump alone no code can even be tried."""
    return blake2b(kept_secret(settings.PEPPER).encode(), digest_size=32).digest()


def form_key(day: bytes) -> bytes:
    """Makes a form that is sent twice one message. In memory alone, and gone after the next day: from
    then on nobody can make the receipt again, whatever they took and know."""
    name = f"intake:form-key:{day.hex()}"
    return cast(
        bytes, cache.get_or_set(name, lambda: secrets.token_bytes(32), seconds_to_a_midnight())
    )


def seconds_to_a_midnight() -> int:
    """An age that began with the first message of a day would tell its instant."""
    now = timezone.now()
    midnight = datetime.combine(now.date(), time(), UTC) + timedelta(days=FORM_KEY_DAYS)
    return int((midnight - now).total_seconds())


def site_salt() -> bytes:
    return kdf.subkey(pepper(), b"site salt")[: kdf.SALT_SIZE]


def keys_for(receipt: Receipt, turnstile: kdf.Turnstile = kdf.TURNSTILE) -> kdf.ReceiptKeys:
    return kdf.receipt_keys(receipt, site_salt=site_salt(), pepper=pepper(), turnstile=turnstile)


def receive(letter: Letter, *, token: bytes, readers: Mapping[UUID, bytes]) -> Receipt:
    """Seal and keep a letter. The same form sent twice is one letter, with the same code.

    Raises pieces.Gone where a file that belongs to it is not here any more.
    """
    typed = f"{letter.space} {letter.readers} {letter.body}".encode("utf-8", "surrogatepass")
    if letter.marks:
        typed += repr(letter.marks).encode("utf-8", "surrogatepass")
    key = form_key(token[:DAY_LENGTH])
    receipt = receipt_from(kdf.receipt_material(token, typed, key=key))
    keys = keys_for(receipt, WRITING)
    if not Submission.objects.filter(locator=keys.locator).exists():
        try:
            keep(letter, new_place(keys), readers)
        except IntegrityError:  # the same form, sent twice in one instant: it is kept already
            if not Submission.objects.filter(locator=keys.locator).exists():
                raise
    return receipt


def new_place(keys: kdf.ReceiptKeys) -> Place:
    pk = uuid4()
    return Place(pk, keys.locator, wrapping.new_writer_key(pk, keys.wrap))


@transaction.atomic
def keep(letter: Letter, place: Place, readers: Mapping[UUID, bytes]) -> None:
    day = letter.day or today()
    ends = expiry.end_of_new(day)
    terms = wrapping.Terms(letter.space, letter.readers == Readers.ALL)
    made = wrapping.report_for(place.writer, place.submission, readers, terms)
    submission = Submission.objects.create(
        pk=place.submission,
        space_id=letter.space,
        readers=letter.readers,
        locator=place.locator,
        s_pk=made.s_pk,
        s_sk_wrapped=made.s_sk_wrapped,
        t_pk=made.t_pk,
        t_sk_for_writer=epochs.lock(ends, made.t_sk_for_writer),
        received_on=day,
        last_seq=1,
        expires_on=ends,
    )
    KeyWrap.objects.bulk_create(
        KeyWrap(submission=submission, reader_key_id=key, sealed=epochs.lock(ends, sealed))
        for key, sealed in sorted(made.wraps.items())
    )
    context = report.ItemContext(submission.pk, Kind.MESSAGE.value, submission.last_seq, day)
    enclosures = pieces.take(letter.files)
    sealed = report.seal_item(made.t_pk, context, letter.body, enclosures)
    _lay_down(submission, context, sealed, enclosures)


def add_item(  # noqa: PLR0913 (what is said, by whose key, once, and when)
    submission: Submission,
    kind: Kind,
    body: str,
    *,
    t_pk: bytes,
    reader_seed: bytes | None = None,
    pk: UUID | None = None,
    day: date | None = None,
    files: Sequence[bytes] = (),
) -> Item:
    """Seal one more item. Answers of readers are signed too; a known `pk` is kept only once."""
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    if pk is not None and (kept := Item.objects.filter(pk=pk, submission=locked).first()):
        return kept
    locked.last_seq += 1
    locked.save(update_fields=["last_seq"])
    on = day or today()
    context = report.ItemContext(locked.pk, kind.value, locked.last_seq, on)
    enclosures = pieces.take(files)
    sealed = (
        report.seal_item(t_pk, context, body, enclosures)
        if reader_seed is None
        else report.seal_answer(t_pk, context, body, reader_seed=reader_seed)
    )
    return _lay_down(locked, context, sealed, enclosures, pk=pk)


def _lay_down(
    submission: Submission,
    context: report.ItemContext,
    sealed: bytes,
    enclosures: Sequence[Enclosure],
    *,
    pk: UUID | None = None,
) -> Item:
    item = Item.objects.create(
        pk=pk or uuid4(),
        submission=submission,
        kind=context.kind,
        seq=context.seq,
        day=context.day,
        sealed=sealed,
    )
    pieces.bind(item, enclosures)
    return item


def come_back(typed: str) -> tuple[Submission, bytes] | None:
    """The submission that a code opens, and the writer's secret key.

    A code that nobody was given costs as much work as one that opens something.
    """
    receipt = parse_receipt(typed)
    keys = keys_for(receipt or new_receipt(), RETURNING)
    submission = Submission.objects.lasting().filter(locator=keys.locator).first()
    if submission is None or receipt is None:
        return None
    writer = wrapping.unwrap_writer_key(bytes(submission.s_sk_wrapped), submission.pk, keys.wrap)
    return submission, writer.secret


def writer_of(pk: UUID, secret: bytes) -> Writer | None:
    submission = Submission.objects.lasting().select_related("space").filter(pk=pk).first()
    if submission is None:
        return None
    return Writer(submission, secret, _report_of(submission, secret))


def _report_of(submission: Submission, secret: bytes) -> wrapping.ReportKeys:
    return open_report(submission, bytes(submission.t_sk_for_writer), wrapping.WRITER, secret)


def item_id(submission: Submission, *said: str, token: bytes) -> UUID:
    """The same form sent twice is one item; other words in it are another, never lost in silence."""
    words = repr((str(submission.pk), *said)).encode("utf-8", "surrogatepass")
    made = kdf.subkey(form_key(token[:DAY_LENGTH]), b"item", token + b" " + words)
    return UUID(bytes=made[:16], version=4)


@transaction.atomic
def reply(
    writer: Writer,
    body: str,
    *,
    pk: UUID | None = None,
    day: date | None = None,
    files: Sequence[bytes] = (),
) -> Item:
    """Raises Over, or pieces.Gone where a file that belongs to it is not here any more."""
    mine = Submission.objects.lasting().select_for_update().filter(pk=writer.submission.pk)
    submission = mine.first()
    if submission is None:
        raise Over
    t_pk = _report_of(submission, writer.secret).public  # under the lock: a reader may change it
    item = add_item(submission, Kind.REPLY, body, t_pk=t_pk, pk=pk, day=day, files=files)
    submission.refresh_from_db()
    submission.status = Status.RECEIVED
    submission.save(update_fields=["status"])
    expiry.extend_once(submission)
    return item


def has_said(writer: Writer, pk: UUID) -> bool:
    return Item.objects.filter(pk=pk, submission=writer.submission).exists()


@transaction.atomic
def erase_item(writer: Writer, pk: UUID) -> bool:
    """Only what the writer said; True when it is gone."""
    _lock(writer)
    own = Item.objects.filter(submission=writer.submission, kind__in=[Kind.MESSAGE, Kind.REPLY])
    return bool(own.filter(pk=pk).delete()[0])


@transaction.atomic
def erase_everything(writer: Writer) -> None:
    _lock(writer)
    writer.submission.delete()


def _lock(writer: Writer) -> None:
    """Before anything that hangs on it, as everybody does: nobody waits for another half-way."""
    Submission.objects.select_for_update().filter(pk=writer.submission.pk).first()
