"""Files cost more than words: they have a door of their own, that asks before anything is made anew."""

import re
import shutil
from datetime import timedelta
from threading import BoundedSemaphore, Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from palabre.files import running
from palabre.sealing import boxes, enclosure, padding
from palabre.sealing.kdf import subkey
from palabre.submissions import crowd, enclosing, pieces
from palabre.submissions.models import Item, Piece, PieceChunk, Submission
from tests.submissions.conftest import BODY, field
from tests.submissions.joining import DOCUMENT, carried, files, filled, photo, sent

REVIEW, CODE, REPLY = "/en/write/review/", "/en/write/code/", "/en/answer/reply/"
LEFT_OUT = "Your files were left out. Join them again."
LATER = re.compile(r"Yours were left out: join them again in (\d+) seconds")


@pytest.fixture(autouse=True)
def _doors(both_readers):
    """Readers of both sides are there."""


@pytest.fixture
def later(time_machine):
    """The clock stands still, so that a form is as old as a test says."""
    time_machine.move_to("2026-11-01 10:00Z", tick=False)
    return lambda seconds: time_machine.move_to(
        timezone.now() + timedelta(seconds=seconds), tick=False
    )


@pytest.fixture
def crowded(settings, later):
    def _crowded(times=1):
        settings.CALM_FILES = 4
        crowd.FILES.start_afresh()
        for _ in range(4 * times):
            crowd.FILES.bucket.draw(lambda _pressure: True)

    return _crowded


def text_is_there(page) -> bool:
    return page.status_code == 422 and BODY.splitlines()[0] in page.content.decode()


# --- Forms that are none of ours -----------------------------------------------------------------
@pytest.mark.parametrize("wrong", [{"token": ""}, {"token": "made-up"}, {"homepage": "x"}])
@pytest.mark.parametrize("address", [REVIEW, CODE, "/en/write/message/"])
def test_no_file_is_made_anew_for_a_form_without_a_token_or_with_its_trap_filled(
    client, address, wrong, monkeypatch
):
    monkeypatch.setattr(running, "_places", BoundedSemaphore(1))
    running._places.acquire()  # whoever asked for a child would wait, and be told so

    page = client.post(address, filled(client, files=files(photo(), DOCUMENT)) | wrong)

    assert text_is_there(page)
    assert LEFT_OUT in page.content.decode()
    assert not Piece.objects.exists()


def test_nor_for_a_reply_without_a_token(client, open_thread):
    thread = open_thread(field(sent(client, files=files(DOCUMENT)), "code"))
    before = Piece.objects.count()

    page = client.post(REPLY, {"body": "Voilà.", "token": "", "files": files(photo())})

    assert thread.status_code == 200
    assert page.status_code == 422
    assert "Voilà." in page.content.decode()
    assert LEFT_OUT in page.content.decode()
    assert Piece.objects.count() == before


def test_the_page_of_a_form_that_was_too_old_takes_the_file(client):
    said = filled(client, files=files(photo()))
    page = client.post(REVIEW, said | {"token": "made-up"})

    page = client.post(REVIEW, filled(client, files=files(photo()), token=field(page, "token")))

    assert len(carried(page)["held"]) == 1


# --- Where many send -----------------------------------------------------------------------------
def test_a_file_that_comes_too_early_is_left_out_with_when_to_join_it_again(client, crowded, later):
    said = filled(client)
    crowded()

    page = client.post(REVIEW, said | {"files": files(photo())})

    assert text_is_there(page)
    assert not Piece.objects.exists()
    seconds = LATER.search(page.content.decode())
    assert seconds
    later(int(seconds[1]))
    page = client.post(REVIEW, said | {"token": field(page, "token"), "files": files(photo())})
    assert len(carried(page)["held"]) == 1


def test_words_go_meanwhile(client, crowded):
    crowded(times=3)

    assert field(client.post(CODE, filled(client)), "code")
    assert Submission.objects.exists()


def test_a_file_of_a_reply_waits_in_the_same_way(client, open_thread, crowded, later):
    open_thread(field(sent(client, files=files(DOCUMENT)), "code"))
    token = field(client.get("/en/answer/thread/"), "token")
    crowded()

    page = client.post(REPLY, {"body": "Voilà.", "token": token, "files": files(photo())})

    assert LATER.search(page.content.decode())
    assert "Voilà." in page.content.decode()
    assert Item.objects.count() == 1
    later(30)
    said = {"body": "Voilà.", "token": field(page, "token"), "files": files(photo())}
    assert client.post(REPLY, said).status_code == 302
    assert Piece.objects.filter(item__seq=2).count() == 1


def test_in_the_worst_case_too_it_is_a_wait_and_no_question_that_no_page_could_carry(
    client, crowded, later
):
    said = filled(client)
    crowded(times=3)

    page = client.post(CODE, said | {"files": files(photo())})
    assert LATER.search(page.content.decode())
    assert 'name="answer"' not in page.content.decode()

    later(30)
    page = client.post(CODE, said | {"token": field(page, "token"), "files": files(photo())})
    assert field(page, "code")


def test_an_old_form_brings_files_once_and_then_waits_like_a_new_one(client, crowded, later):
    said = filled(client)
    crowded()
    later(30)
    page = client.post(REVIEW, said | {"files": files(photo())})
    held = carried(page)

    page = client.post(REVIEW, said | held | {"files": files(DOCUMENT)})

    assert LATER.search(page.content.decode())
    assert carried(page) == held  # what was taken before stays
    assert field(page, "token") != said["token"]


# --- What is bounded -----------------------------------------------------------------------------
def test_a_file_that_met_a_busy_cleaner_is_never_offered_to_be_sent_as_it_is(client, monkeypatch):
    monkeypatch.setattr(running, "_places", BoundedSemaphore(1))
    monkeypatch.setattr(running, "QUEUE", 0.01)
    running._places.acquire()

    page = client.post(REVIEW, filled(client, files=files(photo())))

    assert text_is_there(page)
    assert "Choose this one again in a minute" in page.content.decode()
    assert "Send it as it is" not in page.content.decode()
    assert not Piece.objects.exists()


def test_nor_is_one_that_met_a_cleaner_that_does_not_start(client, monkeypatch):
    monkeypatch.setattr(running, "START", "import palabre_that_is_not_there")

    page = client.post(REVIEW, filled(client, files=files(photo())))

    assert text_is_there(page)
    assert "cannot clean files safely just now" in page.content.decode()
    assert "Send it as it is" not in page.content.decode()
    assert not Piece.objects.exists()


def test_what_grows_too_large_when_it_is_made_anew_is_left_out_with_words(client, monkeypatch):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(photo())}))
    made = pieces.held([bytes.fromhex(held["held"][0])])[0].about
    assert made.came == len(photo())
    monkeypatch.setattr(enclosing, "MOST_BYTES_MADE", made.size * 3 // 2)

    page = client.post(REVIEW, said | held | {"files": files(photo())})

    assert text_is_there(page)
    assert "more than 40 MB together" in page.content.decode()
    assert carried(page) == held


@pytest.mark.parametrize("bound", ["sent", "disk"])
def test_beyond_what_the_house_can_keep_words_go_on_and_files_do_not(client, settings, bound):
    sent(client, files=files(DOCUMENT))
    if bound == "sent":
        settings.MOST_FILE_BYTES = 1
    elif connection.vendor == "sqlite":
        settings.LEAST_FREE_BYTES = shutil.disk_usage(settings.DATA).total + 1
    else:
        pytest.skip("the disk of another machine")

    page = client.post(REVIEW, filled(client, files=files(photo())))
    alone = client.post(CODE, filled(client, body="Another."))

    assert text_is_there(page)
    assert "No file can be taken today" in page.content.decode()
    assert Piece.objects.count() == 1
    assert field(alone, "code")


# --- In the same instant -------------------------------------------------------------------------
@pytest.mark.parametrize("sealed_as", [b"[]", b'{"size": 1}', b"no JSON", b"null", b'"x"'])
def test_a_held_file_that_tells_of_itself_in_another_shape_is_as_good_as_gone(client, sealed_as):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(photo())}))
    key = subkey(bytes.fromhex(held["held"][0]), b"about")
    Piece.objects.update(about=boxes.lock(key, padding.pad(sealed_as)))

    page = client.post(CODE, said | held)

    assert text_is_there(page)
    assert "not here any more" in page.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dropped_by", ["hand", "the day"])
def test_a_file_that_is_sent_in_the_instant_it_would_be_dropped_keeps_its_parts(write, dropped_by):
    held = pieces.hold([b"x"], enclosure.About("image/jpeg", "jpg", 1))
    if dropped_by == "the day":
        Piece.objects.update(kept_until="2020-01-01")
    write()
    item, taken, may_end = Item.objects.get(), Event(), Event()

    def send() -> None:
        with transaction.atomic():
            pieces.bind(item, pieces.take([held.key]))
            taken.set()
            may_end.wait(0.3)
        connection.close()

    sending = Thread(target=send)
    sending.start()
    taken.wait(10)
    if dropped_by == "hand":
        pieces.let_go([held.key])
    else:
        pieces.forget_unsent()
    sending.join()

    assert Piece.objects.get().item == item
    assert PieceChunk.objects.exists()
