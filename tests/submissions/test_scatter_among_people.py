"""While rows are laid anew people write, erase and read: whoever lays them gives way, never they."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction

from palabre.core import scatter as core_scatter
from palabre.core.days import today
from palabre.core.scatter import give_way
from palabre.sealing import kdf, wrapping
from palabre.sealing.enclosure import About
from palabre.submissions import expiry, intake, pieces, scattering
from palabre.submissions.models import Item, KeyWrap, Kind, Piece, PieceChunk, Submission
from palabre.submissions.scattering import scatter
from palabre.submissions.selectors import intake_for, submissions_for
from palabre.submissions.services import (
    answer,
    conversation,
    mark_read,
    opened_file,
    report_key,
)
from tests.submissions.meeting import Side, meet, wait_until, waits_for_a_lock
from tests.submissions.onward import propose, vault_of

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(not settings.REDIS_URL, reason="SQLite has one writer")
on_sqlite = pytest.mark.skipif(bool(settings.REDIS_URL), reason="on PostgreSQL only tables wait")
PHOTO = b"\xff\xd8" + b"f" * 100_000  # two parts
SECONDS = 6


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(core_scatter, "PAUSE", 0.5)


def writer(space, words: str = "Un message.", files: tuple[bytes, ...] = ()) -> intake.Writer:
    """Somebody who has written, without the work of deriving their code."""
    keys = kdf.ReceiptKeys(secrets.token_bytes(32), secrets.token_bytes(32))
    place, readers = intake.new_place(keys), intake_for(space.slug)
    assert readers
    intake.keep(intake.Letter(space.pk, "all", words, files=files), place, readers.keys)
    own = wrapping.unwrap_writer_key(place.writer.s_sk_wrapped, place.submission, keys.wrap)
    found = intake.writer_of(place.submission, own.secret)
    assert found
    return found


def photo() -> bytes:
    return pieces.hold([PHOTO], About("image/jpeg", "jpg", len(PHOTO))).key


@on_postgresql
def test_whoever_lets_a_file_go_is_given_way_to(cast):
    key = photo()
    meet(lambda: pieces.let_go([key]), scatter, after='DELETE FROM "submissions_piecechunk"')

    assert not Piece.objects.exists()


@on_postgresql
def test_whoever_erases_is_given_way_to(cast):
    one = writer(cast.space, files=(photo(),))
    said = Item.objects.get()
    meet(
        lambda: intake.erase_item(one, said.pk),
        scatter,
        after='DELETE FROM "submissions_piecechunk"',
    )

    assert not Item.objects.exists()
    assert Submission.objects.exists()


@on_postgresql
def test_what_ends_is_given_way_to(cast):
    writer(cast.space)
    Submission.objects.update(expires_on=today())
    meet(expiry.end_what_is_over, scatter, after='DELETE FROM "submissions_keywrap"')

    assert not Submission.objects.exists()


@on_postgresql
def test_whoever_proposes_a_topic_is_given_way_to(cast, letter):
    message = letter()
    meet(lambda: propose(message, cast.awa), scatter, after='INSERT INTO "submissions_proposal"')

    assert message.proposals.count() == 1


@on_postgresql
def test_whoever_sends_a_file_is_given_way_to(cast):
    meet(photo, scatter, after='INSERT INTO "submissions_piece"')

    assert PieceChunk.objects.count() == 2


@on_postgresql
def test_whoever_is_in_the_way_for_long_is_left_alone_until_the_next_turn(cast, monkeypatch):
    """No error: the job has not failed."""
    monkeypatch.setattr(core_scatter, "TRIES", 2)
    writer(cast.space)
    before = laid()

    is_in, out = threading.Event(), threading.Event()

    def stay():
        with transaction.atomic():
            take("keywrap")
            is_in.set()
            out.wait(10)

    person = Side(stay)
    person.thread.start()
    assert is_in.wait(10)
    scatter()
    assert laid() == before
    out.set()
    person.thread.join(10)
    assert not person.failed

    scatter()
    assert laid() != before


@on_sqlite
def test_who_writes_for_long_is_left_alone_too(cast, monkeypatch):
    monkeypatch.setattr(core_scatter, "TRIES", 2)
    writer(cast.space)
    is_in, out = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            Piece.objects.create(about=b"")
            is_in.set()
            out.wait(10)

    person = Side(write)
    person.thread.start()
    assert is_in.wait(10)
    patience(0.05)
    assert give_way(lambda: KeyWrap.objects.update(sealed=b"")) is False
    out.set()
    person.thread.join(10)

    assert not person.failed
    assert give_way(lambda: KeyWrap.objects.update(sealed=b"")) is True
    patience(settings.DATABASES["default"]["OPTIONS"]["timeout"])


def patience(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


@on_postgresql
def test_not_even_who_has_waited_longest_is_ended_for_a_deadlock():
    """PostgreSQL ends whoever finds it, a second after they began to wait: that would be the person."""
    slow, deed, both_in, slow_ends = (threading.Event() for _ in range(4))

    def stays_a_while():
        with transaction.atomic():
            take("keywrap")
            slow.set()
            slow_ends.wait(10)

    def takes_two():
        with transaction.atomic():
            take("proposal")
            deed.set()
            both_in.wait(10)
            take("submission")

    people, work = [Side(stays_a_while), Side(takes_two)], Side(scatter)
    for person in people:
        person.thread.start()
    assert slow.wait(10)
    assert deed.wait(10)
    work.thread.start()
    wait_until(waits_for_a_lock)
    both_in.set()
    time.sleep(0.8)  # the deed waits, and the work would soon come upon what the deed has taken
    slow_ends.set()
    for side in [*people, work]:
        side.thread.join(30)

    assert [side.failed for side in [*people, work]] == [[], [], []]


def take(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE submissions_{table} IN ROW EXCLUSIVE MODE")


def laid() -> set[str]:
    """The transactions that laid these rows; nobody but us touches them here."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT xmin::text FROM {KeyWrap._meta.db_table}")  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def test_what_is_wrong_otherwise_is_said():
    def fail():
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError, match="the disk is full"):
        give_way(fail)


class Crowd:
    """People who write, send, erase, answer and propose as fast as they can, and what must be there."""

    def __init__(self, cast):
        self.cast, self.vault = cast, vault_of(cast.awa)
        self.writers = [writer(cast.space, f"Message {number}.") for number in range(4)]
        self.kept = set(Item.objects.values_list("pk", flat=True))
        self.done: Counter[str] = Counter()
        self.failed: list[str] = []

    def one(self) -> intake.Writer:
        return secrets.choice(self.writers)

    def reply(self):
        self.kept.add(intake.reply(self.one(), "Encore.", files=(photo(),)).pk)

    def erase(self):
        """Some of what this very person has just said, with its file."""
        one = self.one()
        said = intake.reply(one, "Non.", files=(photo(),))
        assert intake.erase_item(one, said.pk)

    def let_go(self):
        pieces.let_go([photo()])

    def write(self):
        made = writer(self.cast.space, files=(photo(),))
        self.kept |= set(
            Item.objects.filter(submission=made.submission).values_list("pk", flat=True)
        )

    def answer(self):
        awa, submission = self.cast.awa, self.one().submission
        mark_read(Submission.objects.get(pk=submission.pk))
        with suppress(PermissionDenied):  # the writer has replied in between, and is read first
            said = answer(submission, "Lu.", Kind.ANSWER, opened=self.vault, by=awa, pk=uuid4())
            self.kept.add(said.pk)

    def propose(self):
        submission = writer(self.cast.space).submission
        self.kept |= set(submission.items.values_list("pk", flat=True))
        Submission.objects.filter(pk=submission.pk).update(status="read")
        propose(submission, self.cast.awa)

    def read(self):
        for submission in submissions_for(self.cast.issa)[:2]:
            keys = report_key(submission, self.cast.issa.vault_key, vault_of(self.cast.issa))
            conversation(submission, keys)

    def until(self, end: float, deed: Callable[[], object]) -> Callable[[], None]:
        def again_and_again():
            while time.monotonic() < end:
                deed()
                self.done[deed.__name__] += 1

        return again_and_again


@on_postgresql
@pytest.mark.slow
def test_nobody_fails_and_nothing_is_lost_while_rows_are_laid_anew_all_the_time(cast):
    crowd = Crowd(cast)
    before = laid()
    end = time.monotonic() + SECONDS
    deeds = [crowd.reply, crowd.erase, crowd.let_go, crowd.write, crowd.answer, crowd.propose]
    sides = [Side(crowd.until(end, deed)) for deed in [*deeds, crowd.read, scatter]]
    for side in sides:
        side.thread.start()
    for side in sides:
        side.thread.join(60)

    assert [side.failed for side in sides if side.failed] == []
    assert all(crowd.done[deed.__name__] for deed in [*deeds, scatter]), crowd.done
    assert not before & laid()
    assert set(Item.objects.values_list("pk", flat=True)) == crowd.kept
    assert not Piece.objects.filter(item=None).exists()
    everything_opens(cast)


def everything_opens(cast) -> None:
    for submission in submissions_for(cast.issa):
        keys = report_key(submission, cast.issa.vault_key, vault_of(cast.issa))
        for said in conversation(submission, keys):
            assert said.is_whole
            for shown in said.files:
                _what, parts = opened_file(submission, shown.what.place, keys)
                assert b"".join(parts) == PHOTO


def test_parts_of_files_are_laid_in_lots_between_which_others_write(cast, monkeypatch):
    """Two gigabytes in one transaction would keep everybody from writing for half a minute."""
    writer(cast.space, files=(photo(), photo(), photo()))
    before = sorted(PieceChunk.objects.values_list())
    others: list[Side] = []

    def others_write(_most: float) -> None:
        others.append(Side(lambda: Piece.objects.create(about=b"")))
        others[-1].thread.start()
        others[-1].thread.join(30)

    monkeypatch.setattr(scattering, "pause", others_write)
    monkeypatch.setattr(core_scatter, "AT_ONCE", 2)
    scatter()

    assert [other.failed for other in others] == [[], [], []]
    assert Piece.objects.filter(item=None).count() == len(others)
    assert sorted(PieceChunk.objects.values_list()) == before
    everything_opens(cast)
