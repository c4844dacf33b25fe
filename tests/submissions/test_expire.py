"""A message ends on its day, for everybody, and old copies of the database end with it."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from palabre.core.days import today
from palabre.jobs.services import later
from palabre.people.models import User
from palabre.sealing import boxes, stream
from palabre.sealing.errors import KeyLost, SealError
from palabre.submissions import expiry
from palabre.submissions.models import Item, KeyWrap, Piece, PieceChunk, Submission
from palabre.submissions.services import (
    close,
    mark_read,
    opened_file,
    opened_wrap,
    report_key,
)
from palabre.vaults import epochs
from tests.submissions.conftest import BODY, field
from tests.submissions.joining import DOCUMENT, files, sent
from tests.vaults.factories import VAULTS

pytestmark = pytest.mark.django_db
START = date(2026, 12, 1)  # a Tuesday


@pytest.fixture
def on_day(time_machine, work):
    """A day, counted from the first, with the nightly work done then, and every other week before."""
    reached: list[int] = []

    def go(days: int) -> date:
        last = reached[-1] if reached else days
        for day in [*range(last + expiry.DAYS_AWAY, days, expiry.DAYS_AWAY), days]:
            time_machine.move_to(f"{START + timedelta(days=day)} 01:00Z", tick=False)
            later("submissions.expire")
            assert work(["submissions.expire"]) == 1
        reached.append(days)
        return today()

    return go


@pytest.fixture
def code(on_day, write):
    on_day(0)
    return field(write(), "code")


def the_one() -> Submission:
    return Submission.objects.get()


def ends() -> date:
    return the_one().expires_on


def reply(client, open_thread, code, body="Encore ceci.") -> None:
    token = field(open_thread(code), "token")
    assert client.post("/en/answer/reply/", {"body": body, "token": token}).status_code == 302


@pytest.mark.parametrize("day", [START + timedelta(days=days) for days in range(8)])
def test_a_message_ends_on_the_first_monday_after_ninety_days(day):
    end = epochs.monday_after(day, days=90)

    assert end.weekday() == 0
    assert 90 <= (end - day).days < 97


def test_it_can_be_read_until_the_day_that_both_are_shown(
    code, on_day, open_thread, client, unlock, civilian_reader
):
    last = f"{the_one().last_day:%-d}"
    assert last in open_thread(code).content.decode()
    unlock(civilian_reader)
    assert f"until {last}" in client.get("/en/messages/").content.decode().replace("\xa0", " ")

    on_day((the_one().last_day - START).days)

    assert BODY.splitlines()[0] in open_thread(code).content.decode()


def test_on_its_day_nothing_is_left(code, on_day, open_thread, unlock, client, civilian_reader):
    on_day((ends() - START).days)

    assert not Submission.objects.exists()
    assert not Item.objects.exists()
    assert not KeyWrap.objects.exists()
    page = open_thread(code)
    assert page.status_code == 422
    assert "This code opens nothing" in page.content.decode()


def test_it_is_over_at_once_though_the_night_has_not_come(
    code, time_machine, open_thread, client, unlock, civilian_reader
):
    pk = the_one().pk
    time_machine.move_to(f"{ends()} 00:00:01Z", tick=False)

    assert open_thread(code).status_code == 422
    unlock(civilian_reader)
    assert client.get(f"/en/messages/{pk}/").status_code == 404
    assert Submission.objects.exists()


def test_an_old_copy_opens_no_more_with_all_that_people_know(code, on_day, both_readers):
    """The rows of a backup, put back; the vaults of all readers; the pepper: all there."""
    copy = the_one()
    wraps = list(KeyWrap.objects.select_related("reader_key"))
    assert all(opened_wrap(wrap, vault_of(wrap)).secret for wrap in wraps)

    on_day((ends() - START).days)
    copy.save(force_insert=True)
    KeyWrap.objects.bulk_create(wraps)

    for wrap in wraps:
        wrap.submission = copy
        with pytest.raises(KeyLost):
            opened_wrap(wrap, vault_of(wrap))
        with pytest.raises(SealError):
            boxes.unseal(vault_of(wrap).x_secret, bytes(wrap.sealed))
    with pytest.raises(KeyLost):
        epochs.unlock(copy.expires_on, bytes(copy.t_sk_for_writer))


@pytest.fixture
def with_file(on_day, client, both_readers):
    on_day(0)
    sent(client, files=files(DOCUMENT))
    return the_one()


def test_its_files_go_with_it(with_file, on_day):
    assert PieceChunk.objects.exists()

    on_day((ends() - START).days)

    assert not Piece.objects.exists()
    assert not PieceChunk.objects.exists()


def test_an_old_copy_opens_no_file_either(with_file, on_day, both_readers):
    """The parts of the file are in the backup as well; what their key is, only the sealed words say."""
    piece = Piece.objects.get()
    kept = [
        with_file,
        *Item.objects.all(),
        piece,
        *PieceChunk.objects.all(),
        *KeyWrap.objects.all(),
    ]
    for reader in both_readers:
        keys = report_key(with_file, reader.vault_key, vault_held_by(reader))
        assert b"".join(opened_file(with_file, piece.pk, keys)[1]) == DOCUMENT

    on_day((ends() - START).days)
    for row in kept:
        row.save(force_insert=True)

    for reader in both_readers:
        with pytest.raises(KeyLost):
            report_key(the_one(), reader.vault_key, vault_held_by(reader))
        known = vault_held_by(reader).x_secret
        with pytest.raises(SealError):
            boxes.unseal(known, bytes(Item.objects.get().sealed))
        with pytest.raises(SealError):
            list(stream.open_file(known, [bytes(chunk.sealed) for chunk in piece.chunks.all()]))


def test_what_is_erased_before_its_day_opens_from_an_old_copy_until_then(
    code, on_day, open_thread, client
):
    """The page of protections says so: a copy of the rows, and somebody who holds a vault."""
    copy = the_one()
    wraps = list(KeyWrap.objects.select_related("reader_key"))
    open_thread(code)
    client.post("/en/answer/erase/", {"everything": "1"})
    assert not Submission.objects.exists()

    copy.save(force_insert=True)
    wraps[0].submission = copy
    assert opened_wrap(wraps[0], vault_of(wraps[0])).secret
    on_day((copy.expires_on - START).days)
    with pytest.raises(KeyLost):
        opened_wrap(wraps[0], vault_of(wraps[0]))


def vault_of(wrap: KeyWrap):
    return VAULTS[bytes(wrap.reader_key.ed_pk)]


def vault_held_by(reader: User):
    return VAULTS[bytes(reader.vault_key.ed_pk)]


def test_what_wraps_a_report_key_is_locked_with_the_key_of_its_week(code, both_readers):
    wrap = KeyWrap.objects.select_related("reader_key").first()
    assert wrap

    with pytest.raises(SealError):
        boxes.unseal(vault_of(wrap).x_secret, bytes(wrap.sealed))
    assert boxes.unseal(vault_of(wrap).x_secret, epochs.unlock(ends(), bytes(wrap.sealed)))


def test_a_reply_late_in_its_life_gives_a_month_more_once(code, on_day, open_thread, client):
    first = ends()
    on_day(10)
    reply(client, open_thread, code)
    assert ends() == first

    on_day(80)
    reply(client, open_thread, code, "Et ceci.")
    second = ends()
    assert second == epochs.monday_after(today(), days=30) > first

    on_day(110)
    reply(client, open_thread, code, "Et cela.")
    assert ends() == second
    assert "Et cela." in open_thread(code).content.decode()


def test_readers_open_it_after_it_was_given_more_time(
    code, on_day, open_thread, client, both_readers
):
    on_day(80)
    reply(client, open_thread, code)

    for wrap in KeyWrap.objects.select_related("reader_key", "submission"):
        assert opened_wrap(wrap, vault_of(wrap)).public == bytes(the_one().t_pk)


def test_once_closed_it_ends_a_month_later(code, on_day, open_thread, civilian_reader):
    on_day(5)
    mark_read(the_one())
    close(the_one(), by=civilian_reader)

    assert ends() == epochs.monday_after(today(), days=30)
    assert BODY.splitlines()[0] in open_thread(code).content.decode()


def test_closing_late_gives_no_more_time(code, on_day, civilian_reader):
    before = ends()
    on_day(80)
    mark_read(the_one())
    close(the_one(), by=civilian_reader)

    assert ends() == before


def test_nothing_moves_while_the_key_of_its_week_is_away(code, on_day, civilian_reader, client):
    """Locked again half-way, it would open with neither key, also once the file is back."""
    mark_read(the_one())
    key = settings.EPOCHS / f"{ends():%Y-%m-%d}.key"
    key.rename(settings.EPOCHS / "elsewhere")
    before = ends()
    client.force_login(civilian_reader)

    page = client.post(f"/en/messages/{the_one().pk}/close/")
    assert page.status_code == 422
    assert "A message that does not open" in page.content.decode()

    (settings.EPOCHS / "elsewhere").rename(key)
    assert (ends(), the_one().status) == (before, "read")
    assert all(
        opened_wrap(wrap, vault_of(wrap)).secret
        for wrap in KeyWrap.objects.select_related("reader_key", "submission")
    )


def test_a_reply_for_which_no_key_is_there_is_not_lost(code, on_day, open_thread, client):
    on_day(80)
    token = field(open_thread(code), "token")
    target = epochs.monday_after(today(), days=30)
    (settings.EPOCHS / f"{target:%Y-%m-%d}.key").unlink()

    page = client.post("/en/answer/reply/", {"body": "Encore ceci.", "token": token})

    assert page.status_code == 422
    assert "Encore ceci." in page.content.decode()
    assert Item.objects.count() == 1


def test_an_altered_wrap_keeps_nobody_from_replying(code, on_day, open_thread, client):
    KeyWrap.objects.update(sealed=b"\x01 something else")
    on_day(80)
    reply(client, open_thread, code)

    assert "Encore ceci." in open_thread(code).content.decode()


def keys() -> set[str]:
    return {path.name for path in settings.EPOCHS.iterdir()}


def test_keys_are_made_long_before_anybody_writes(on_day, work):
    """The age of a key’s file would tell when somebody wrote first."""
    on_day(0)
    before = keys()
    assert len(before) >= expiry.WEEKS_AHEAD

    assert f"{expiry.end_of_new(today()):%Y-%m-%d}.key" in before
    assert keys() == before


def test_a_key_is_gone_from_its_folder_and_only_that_one(on_day):
    on_day(0)
    first = min(keys())

    on_day((date.fromisoformat(first.removesuffix(".key")) - START).days)

    assert first not in keys()
    assert len(keys()) >= expiry.WEEKS_AHEAD - 1


def test_a_lost_key_is_not_made_anew_under_messages_that_need_it(code, client, write, work):
    """Another key would open none of them, and hide that theirs is only elsewhere."""
    (settings.EPOCHS / f"{ends():%Y-%m-%d}.key").rename(settings.EPOCHS / "elsewhere")

    page = write("Un autre message.")
    assert page.status_code == 503
    assert "Messages cannot be sealed just now" in page.content.decode()
    assert "Un autre message." in page.content.decode()
    with pytest.raises(KeyLost):
        expiry.end_what_is_over()

    (settings.EPOCHS / "elsewhere").rename(settings.EPOCHS / f"{ends():%Y-%m-%d}.key")
    assert write("Un autre message.").status_code == 200


def test_who_comes_while_the_key_is_away_is_told_that_it_is_not_their_fault(
    code, client, open_thread, unlock, civilian_reader
):
    token = field(open_thread(code), "token")
    (settings.EPOCHS / f"{ends():%Y-%m-%d}.key").rename(settings.EPOCHS / "elsewhere")

    page = client.post("/en/answer/reply/", {"body": "Encore ceci.", "token": token})
    assert page.status_code == 422
    assert "You did nothing wrong" in page.content.decode()
    assert "Encore ceci." in page.content.decode()

    unlock(civilian_reader)
    client.post(f"/en/messages/{the_one().pk}/open/")
    page = client.get(f"/en/messages/{the_one().pk}/")
    assert page.status_code == 422
    assert "A message that does not open" in page.content.decode()
    page = client.post(
        f"/en/messages/{the_one().pk}/answer/",
        {"body": "Nous avons lu.", "kind": "answer", "token": token},
    )
    assert page.status_code == 422
    assert "Nous avons lu." in page.content.decode()
