"""Files go with a message: made anew, held sealed between the steps, sent once."""

from threading import BoundedSemaphore

import pytest

from palabre.core import places
from palabre.core.days import today
from palabre.sealing.kdf import Turnstile
from palabre.sealing.receipt import parse_receipt
from palabre.submissions import enclosing, pieces
from palabre.submissions.models import Item, Piece, PieceChunk, Submission
from tests.files import made
from tests.submissions.conftest import BODY, field
from tests.submissions.joining import DOCUMENT, TELLS, carried, files, filled, photo, sent

REVIEW, CODE, MESSAGE = "/en/write/review/", "/en/write/code/", "/en/write/message/"


@pytest.fixture(autouse=True)
def _doors(both_readers):
    """Readers of both sides are there."""


def test_the_form_takes_files_and_says_what_it_does_to_them(client):
    page = client.get(MESSAGE).content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert '<input type="file" name="files"' in page
    assert "made anew" in page
    assert "This does not hide faces, voices" in page
    assert "It does not hide your words, your accent" in page


def test_what_is_joined_is_listed_before_it_is_sent_and_is_not_part_of_anything_yet(client):
    page = client.post(REVIEW, filled(client, files=files(photo(), photo())))

    assert page.status_code == 200
    assert page.content.decode().count("<b>Picture, ") == 2
    assert len(carried(page)["held"]) == 2
    assert Piece.objects.filter(item=None).count() == 2
    assert not Submission.objects.exists()


def test_they_become_a_part_of_the_message_when_it_is_sent(client):
    sent(client, files=files(DOCUMENT))

    piece = Piece.objects.get()
    assert piece.item == Item.objects.get()
    assert piece.kept_until is None


def test_sending_the_same_form_twice_is_one_message_with_its_files_once(client):
    said = filled(client)
    review = client.post(REVIEW, said | {"files": files(DOCUMENT)})

    codes = {
        field(
            client.post(CODE, said | carried(review) | {"as_is": carried(review)["held"]}), "code"
        )
        for _ in range(2)
    }

    assert len(codes) == 1
    assert Submission.objects.count() == Piece.objects.count() == 1


def test_all_of_it_may_come_in_one_step(client):
    page = client.post(CODE, filled(client, files=files(photo())))

    assert parse_receipt(field(page, "code"))
    assert Piece.objects.get().item


def test_one_can_be_left_out_at_the_last_step(client):
    said = filled(client)
    review = client.post(REVIEW, said | {"files": files(photo(), photo())})
    held = carried(review)

    client.post(CODE, said | held | {"drop": held["held"][0]})

    assert Piece.objects.count() == 1
    assert Piece.objects.get().item


def test_one_can_be_left_out_when_something_is_changed_and_the_other_is_still_there(client):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(*[DOCUMENT] * 2)}))

    page = client.post(MESSAGE, said | held | {"drop": held["held"][0], "change": "1"})

    assert carried(page)["held"] == held["held"][1:]
    assert Piece.objects.count() == 1


def test_a_forgotten_choice_loses_no_file(client):
    page = client.post(REVIEW, filled(client, readers="", files=files(DOCUMENT)))

    assert page.status_code == 422
    assert len(carried(page)["held"]) == 1


def test_a_recording_alone_is_a_message(client, both_readers, unlock):
    sent(client, body="", files=files(photo()))

    unlock(both_readers[0])
    page = client.get(f"/en/messages/{Submission.objects.get().pk}/", follow=True)

    assert page.status_code == 200


def test_neither_words_nor_files_are_no_message(client):
    page = client.post(REVIEW, filled(client, body=""))

    assert page.status_code == 422


# --- What cannot be made anew --------------------------------------------------------------------
def test_a_file_that_cannot_be_cleaned_is_refused_with_what_to_do_and_the_rest_is_kept(client):
    page = client.post(REVIEW, filled(client, files=files(DOCUMENT, photo())))

    html = page.content.decode()
    assert page.status_code == 422
    assert "Your text and the other files are still here" in html
    assert "Save the document as a PDF" in html
    assert BODY.splitlines()[0] in html
    assert "<b>Picture, " in html


def test_it_is_not_sent_unless_the_writer_chooses_to(client):
    said = filled(client)
    review = client.post(REVIEW, said | {"files": files(DOCUMENT, photo())})

    client.post(CODE, said | carried(review))

    assert Piece.objects.count() == 1  # the other one is not even kept
    assert Piece.objects.get().item


def test_it_is_sent_as_it_is_when_the_writer_says_so(client):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(DOCUMENT, named="a.DOCX")}))

    client.post(CODE, said | held | {"as_is": held["held"]})

    assert Piece.objects.get().item


def test_the_choice_is_kept_when_something_is_changed(client):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(DOCUMENT)}))

    page = client.post(MESSAGE, said | held | {"as_is": held["held"], "change": "1"})

    assert f'name="as_is" value="{held["held"][0]}" checked' in page.content.decode()


def test_at_the_last_step_too_a_refusal_is_seen_before_anything_is_sent(client):
    page = client.post(CODE, filled(client, files=files(DOCUMENT)))

    assert page.status_code == 422
    assert not Submission.objects.exists()


def test_an_empty_file_is_refused_with_words(client):
    page = client.post(REVIEW, filled(client, files=files(b"")))

    assert page.status_code == 422
    assert "This file is empty" in page.content.decode()


# --- Limits --------------------------------------------------------------------------------------
def test_a_sixth_file_is_left_out_with_words_and_the_first_five_are_kept(client):
    page = client.post(REVIEW, filled(client, files=files(*[DOCUMENT] * 6)))

    html = page.content.decode()
    assert page.status_code == 422
    assert "At most 5 files go with a message" in html
    assert len(carried(page)["held"]) == 5
    assert BODY.splitlines()[0] in html


def test_five_stay_the_most_over_all_the_steps(client):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(*[DOCUMENT] * 3)}))

    page = client.post(REVIEW, said | held | {"files": files(*[DOCUMENT] * 3)})

    assert "At most 5 files" in page.content.decode()
    assert len(carried(page)["held"]) == 5


@pytest.mark.parametrize("megabytes", [21, 45])
def test_more_than_twenty_megabytes_are_refused_with_words_and_the_text_is_kept(client, megabytes):
    large = bytes(megabytes * 1_000_000)

    page = client.post(REVIEW, filled(client, files=files(photo(), large)))

    html = page.content.decode()
    assert page.status_code == 422
    assert "Together the files may have 20 MB" in html
    assert BODY.splitlines()[0] in html
    assert len(carried(page)["held"]) == 1


def test_nothing_more_is_held_when_too_much_waits_to_be_sent(client, monkeypatch):
    monkeypatch.setattr(pieces, "MOST_CHUNKS_HELD", -1)

    page = client.post(REVIEW, filled(client, files=files(photo())))

    assert "No file can be taken today" in page.content.decode()
    assert not Piece.objects.exists()


def test_a_file_that_finds_the_machine_busy_is_refused_with_words(client, monkeypatch):
    monkeypatch.setattr(enclosing, "REBUILDING", Turnstile(running=0, waiting=0))

    page = client.post(REVIEW, filled(client, files=files(photo())))

    assert page.status_code == 422
    assert "Many people are sending files just now" in page.content.decode()
    assert BODY.splitlines()[0] in page.content.decode()


def test_when_many_files_come_in_at_once_words_still_do(client, monkeypatch):
    monkeypatch.setattr(places, "PLACES", BoundedSemaphore(0))

    page = client.post(REVIEW, filled(client, files=files(DOCUMENT + bytes(300_000))))
    alone = client.post(REVIEW, filled(client))

    assert page.status_code == 422
    assert "Many people are sending files just now" in page.content.decode()
    assert BODY.splitlines()[0] in page.content.decode()
    assert alone.status_code == 200


def test_elsewhere_two_megabytes_are_still_the_most(client):
    page = client.post("/en/answer/", {"code": "x", "files": files(bytes(2_100_000))})

    assert page.status_code == 413


# --- What is never sent --------------------------------------------------------------------------
def test_what_is_never_sent_is_forgotten_after_its_day(client, time_machine):
    time_machine.move_to("2026-11-01 10:00Z", tick=False)
    client.post(REVIEW, filled(client, files=files(DOCUMENT)))

    for day, left in (("2026-11-02 23:00Z", 1), ("2026-11-03 01:00Z", 0)):
        time_machine.move_to(day, tick=False)
        pieces.forget_unsent()
        assert Piece.objects.count() == left
    assert not PieceChunk.objects.exists()


def test_what_was_sent_stays(client, time_machine):
    time_machine.move_to("2026-11-01 10:00Z", tick=False)
    sent(client, files=files(DOCUMENT))

    time_machine.move_to("2026-12-01 10:00Z", tick=False)
    pieces.forget_unsent()

    assert Piece.objects.exists()


def test_a_file_that_is_gone_stops_the_sending_with_words(client):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(photo())}))
    Piece.objects.all().delete()

    page = client.post(CODE, said | held)

    assert page.status_code == 422
    assert "not here any more. Join it again." in page.content.decode()
    assert BODY.splitlines()[0] in page.content.decode()
    assert not Submission.objects.exists()


def test_a_file_whose_row_was_altered_is_as_good_as_gone_at_every_step(client):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(photo())}))
    sealed = bytes(Piece.objects.get().about)
    Piece.objects.update(about=sealed[:-1] + bytes([sealed[-1] ^ 1]))

    pages = [client.post(step, said | held) for step in (MESSAGE, REVIEW, CODE)]

    for page in pages:
        assert page.status_code == 422
        assert "not here any more. Join it again." in page.content.decode()
        assert BODY.splitlines()[0] in page.content.decode()
    with pytest.raises(pieces.Gone):
        pieces.take([bytes.fromhex(held["held"][0])])
    assert not Submission.objects.exists()


def test_a_file_goes_with_one_message_only(client):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(DOCUMENT)}))
    client.post(CODE, said | held | {"as_is": held["held"]})

    another = filled(client, body="Another.")
    page = client.post(CODE, another | held | {"as_is": held["held"]})

    assert page.status_code == 422
    assert "not here any more" in page.content.decode()
    assert Submission.objects.count() == 1


def test_nothing_said_and_no_file_chosen_is_no_message(client):
    said = filled(client, body="")
    held = carried(client.post(REVIEW, said | {"files": files(DOCUMENT)}))

    page = client.post(CODE, said | held)

    assert page.status_code == 422
    assert carried(page) == held
    assert not Submission.objects.exists()


@pytest.mark.parametrize("key", ["", "00", "é", "0" * 64, "zz" * 32])
def test_a_key_that_somebody_made_up_finds_nothing(client, key):
    page = client.post(CODE, filled(client, held=key, as_is=key, drop=key))

    assert page.status_code in (200, 422)


# --- What is kept --------------------------------------------------------------------------------
def test_nothing_readable_of_a_file_is_kept_and_neither_its_name_nor_its_hour(client):
    said = filled(client)
    held = carried(client.post(REVIEW, said | {"files": files(photo(), DOCUMENT)}))
    client.post(CODE, said | held | {"as_is": held["held"]})

    rows = [bytes(chunk.sealed) for chunk in PieceChunk.objects.all()]
    rows += [bytes(piece.about) for piece in Piece.objects.all()]
    rows += [bytes(Item.objects.get().sealed)]
    assert not any(trace in row for row in rows for trace in (TELLS, b"IMG_2039", b"JFIF"))
    kinds = {
        type(column).__name__ for model in (Piece, PieceChunk) for column in model._meta.fields
    }
    assert kinds <= {
        "UUIDField",
        "ForeignKey",
        "BinaryField",
        "DateField",
        "PositiveSmallIntegerField",
    }


def test_the_key_of_a_file_is_in_no_row(client):
    held = carried(client.post(REVIEW, filled(client, files=files(DOCUMENT))))
    key = bytes.fromhex(held["held"][0])

    piece = Piece.objects.get()

    assert key not in bytes(piece.about)
    assert piece.pk.bytes not in key
    assert piece.kept_until
    assert piece.kept_until > today()


def test_every_file_of_about_one_size_takes_the_same_room(client):
    for side in (16, 40):
        small = made.jpeg(made.picture(size=(side, side)))
        client.post(REVIEW, filled(client, files=files(small)))

    assert len({len(bytes(chunk.sealed)) for chunk in PieceChunk.objects.all()}) == 1
