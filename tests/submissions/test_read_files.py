"""A reader takes files out, with their vault only; what was altered is refused and said."""

import pytest
from django.db.models import F

from palabre.files.rebuild import Rebuilt
from palabre.people.models import Side
from palabre.sealing import enclosure, report
from palabre.submissions.models import Item, Piece, PieceChunk, Submission
from tests.files import made, sounds
from tests.files.referee import told_by
from tests.spaces.factories import SpaceFactory
from tests.submissions.conftest import field
from tests.submissions.joining import DOCUMENT, TELLS, carried, files, photo, sent
from tests.vaults.factories import reader

ALTERED = "altered since it was sealed, or a part of it is missing"
SHOWN = b"GIF89a is how a file begins that is sent as it was. " * 4000  # some chunks


@pytest.fixture
def message(client, both_readers) -> Submission:
    sent(client, files=files(DOCUMENT))
    return Submission.objects.get()


@pytest.fixture
def with_photo(client, both_readers) -> Submission:
    sent(client, files=files(photo()))
    return Submission.objects.get()


@pytest.fixture
def as_it_was(client, both_readers) -> Submission:
    """Two files that could not be cleaned, sent all the same."""
    sent(client, files=files(SHOWN, DOCUMENT, named="x.docx"))
    return Submission.objects.get()


@pytest.fixture
def ask(client, civilian_reader, unlock):
    """What a reader gets who asks for a file."""
    unlock(civilian_reader)

    def _ask(piece: Piece | None = None, *, of: Submission | None = None):
        piece = piece or Piece.objects.first()
        assert piece
        submission = of or Submission.objects.get(items__pieces=piece)
        return client.get(f"/en/messages/{submission.pk}/files/{piece.pk}/")

    return _ask


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def conversation(client, submission) -> str:
    client.post(f"/en/messages/{submission.pk}/open/")
    return str(client.get(f"/en/messages/{submission.pk}/").content.decode())


def is_refused(answer) -> bool:
    return answer.status_code == 422 and ALTERED in answer.content.decode()


# --- Reading -------------------------------------------------------------------------------------
def test_a_reader_sees_what_there_is_and_takes_it_out_without_a_trace_of_its_owner(
    client, with_photo, ask, tmp_path
):
    assert "Picture, " in conversation(client, with_photo)

    answer = ask()

    taken = content(answer)
    out = Rebuilt(taken, ".jpg", answer["Content-Type"])
    assert made.opened(out).size == (320, 200)
    assert told_by({"the photo": out}, tmp_path) == {}
    assert TELLS not in taken


def test_a_recording_with_another_voice_says_so_and_is_heard(
    client, both_readers, open_thread, civilian_reader, unlock
):
    spoken = files(sounds.recording(), named="PTT-Aminata.m4a")
    code = field(sent(client, body="", files=spoken, alter_voice="on"), "code")
    assert "Sound, the voice changed" in open_thread(code).content.decode()

    unlock(civilian_reader)
    piece, message = Piece.objects.get(), Submission.objects.get()
    answer = client.get(f"/en/messages/{message.pk}/files/{piece.pk}/")

    assert answer["Content-Type"] == "audio/ogg"
    assert answer["Content-Disposition"] == 'attachment; filename="piece-1.ogg"'
    assert content(answer).startswith(b"OggS")
    assert "Sound, the voice changed" in conversation(client, message)


def test_a_browser_saves_it_under_a_neutral_name_and_runs_nothing_of_it(with_photo, ask):
    answer = ask()

    assert answer["Content-Disposition"] == 'attachment; filename="piece-1.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_what_was_sent_as_it_was_comes_to_the_byte_with_a_warning_before(client, as_it_was, ask):
    page = conversation(client, as_it_was)
    assert "The writer chose to send this file as it was" in page
    assert page.count("File as it was (.docx)") == 2

    answers = [ask(piece) for piece in Piece.objects.all()]

    assert {answer["Content-Type"] for answer in answers} == {"application/octet-stream"}
    assert {answer["Content-Disposition"][-12:] for answer in answers} == {
        'piece-1.docx"'[-12:],
        'piece-2.docx"'[-12:],
    }
    assert {content(answer) for answer in answers} == {SHOWN, DOCUMENT}


def test_without_the_vault_the_passphrase_is_asked_for(client, message, civilian_reader):
    client.force_login(civilian_reader)

    answer = client.get(f"/en/messages/{message.pk}/files/{Piece.objects.get().pk}/")

    assert answer.url == f"/en/messages/vault/?next=/en/messages/{message.pk}/"


def test_whoever_may_not_read_the_message_finds_no_file(client, message, unlock):
    address = f"/en/messages/{message.pk}/files/{Piece.objects.get().pk}/"
    other = reader(SpaceFactory.create(slug="kona"), side=Side.CIVILIAN, name="far")

    assert client.get(address).status_code == 302
    unlock(other)
    assert client.get(address).status_code == 404


def test_a_file_for_civilian_readers_is_closed_to_the_forces(client, both_readers, unlock):
    sent(client, readers="civilian", files=files(DOCUMENT))
    piece, message = Piece.objects.get(), Submission.objects.get()

    unlock(both_readers[1])

    assert client.get(f"/en/messages/{message.pk}/files/{piece.pk}/").status_code == 404


def test_a_file_of_another_message_is_not_found_under_this_one(client, message, ask):
    sent(client, body="Another.", files=files(DOCUMENT))
    theirs = Piece.objects.exclude(item__submission=message).get()

    assert ask(theirs, of=message).status_code == 404


# --- Tampering -----------------------------------------------------------------------------------
def flip(row, column: str, at: int) -> None:
    sealed = bytearray(getattr(row, column))
    sealed[at] ^= 1
    type(row).objects.filter(pk=row.pk).update(**{column: bytes(sealed)})


@pytest.fixture
def long_one(as_it_was) -> Piece:
    return PieceChunk.objects.get(number=1).piece


def test_a_flipped_bit_in_any_chunk_is_refused_and_said(long_one, ask):
    for chunk in long_one.chunks.all():
        for at in (0, 1, 24, 25, 1000, -17, -1):
            flip(chunk, "sealed", at)
            assert is_refused(ask(long_one)), (chunk.number, at)
            PieceChunk.objects.filter(pk=chunk.pk).update(sealed=chunk.sealed)
    assert content(ask(long_one)) == SHOWN


def test_the_other_file_of_the_message_is_still_whole(long_one, ask):
    flip(long_one.chunks.first(), "sealed", 100)

    (other,) = Piece.objects.exclude(pk=long_one.pk)
    assert content(ask(other)) == DOCUMENT


def test_chunks_that_changed_places_are_refused(long_one, ask):
    first, second, *_rest = long_one.chunks.all()
    for row, other in ((first, second), (second, first)):
        PieceChunk.objects.filter(pk=row.pk).update(sealed=other.sealed)

    assert is_refused(ask(long_one))


@pytest.mark.parametrize("which", [0, 1, -1])
def test_a_chunk_that_is_missing_is_refused(long_one, ask, which):
    list(long_one.chunks.all())[which].delete()

    assert is_refused(ask(long_one))


def test_files_that_changed_places_are_refused(as_it_was, ask):
    one, two = Piece.objects.all()
    PieceChunk.objects.filter(piece=one).update(number=F("number") + 100)
    PieceChunk.objects.filter(piece=two).update(piece=one)
    PieceChunk.objects.filter(number__gte=100).update(piece=two, number=F("number") - 100)

    assert is_refused(ask(one))
    assert is_refused(ask(two))


def test_a_file_that_was_moved_to_another_message_is_refused_there_and_missed_here(
    client, message, ask
):
    sent(client, body="Another.", files=files(DOCUMENT))
    moved = Piece.objects.get(item__submission=message)
    other = Item.objects.exclude(submission=message).get()
    Piece.objects.filter(pk=moved.pk).update(item=other)

    assert is_refused(ask(moved, of=other.submission))
    assert "This file was taken away or altered." in conversation(client, message)
    assert conversation(client, other.submission).count("File as it was") == 1


def test_a_file_that_was_taken_away_is_missed(client, message, ask):
    piece = Piece.objects.get()
    Piece.objects.all().delete()

    assert "This file was taken away or altered." in conversation(client, message)
    assert ask(piece, of=message).status_code == 404


def test_words_that_were_altered_show_no_file(client, message, ask):
    flip(Item.objects.get(), "sealed", -1)

    assert is_refused(ask())
    assert "File as it was" not in conversation(client, message)


def test_a_wrap_that_was_altered_opens_no_file(message, ask, civilian_reader):
    flip(message.wraps.get(reader_key__user=civilian_reader), "sealed", -1)

    assert is_refused(ask())


def test_what_is_told_in_the_row_of_a_file_is_not_believed_once_it_is_sent(client, message, ask):
    flip(Piece.objects.get(), "about", -1)

    assert ask().status_code == 200


STRANGE: list[dict[str, object]] = [
    {"name": "../../etc/passwd"},
    {"name": 'piece-1.jpg"\r\nSet-Cookie: a=b'},
    {"media_type": "text/html"},
    {"media_type": "image/svg+xml"},
    {"key": "00"},
    {"key": 7},
    {"size": "1"},
    {"as_is": 0},
    {"more": 1},
]


def test_whoever_seals_words_of_their_own_gets_no_strange_file_through(message, ask):
    """The public key of a report is in its row: a hand on the database can seal to it."""
    item = Item.objects.get()
    (told,) = enclosure.written((enclosure.enclosed(enclosure.new_key(), ABOUT, 1),))
    place = report.ItemContext(item.submission_id, item.kind, item.seq, item.day)
    for change in STRANGE:
        words = report._place(place) | {"body": "", "files": [told | change]}
        Item.objects.update(sealed=report._seal(bytes(message.t_pk), words))
        assert is_refused(ask()), change


ABOUT = enclosure.About("image/jpeg", "jpg", 1)


# --- The writer ----------------------------------------------------------------------------------
@pytest.fixture
def thread(client, both_readers, open_thread):
    """The writer's own page, with one file sent."""
    return open_thread(field(sent(client, files=files(DOCUMENT)), "code"))


def test_the_writer_sees_what_was_sent_and_cannot_take_it_out(thread):
    page = thread.content.decode()

    assert "File as it was" in page
    assert "/files/" not in page


def test_erasing_the_message_erases_its_files(client, thread):
    client.post("/en/answer/erase/", {"item": field(thread, "item")})

    assert not Piece.objects.exists()
    assert not PieceChunk.objects.exists()
    assert Submission.objects.exists()


def test_erasing_everything_erases_all_files(client, thread):
    client.post("/en/answer/erase/", {"everything": "1"})

    assert not PieceChunk.objects.exists()


def test_a_reply_takes_files_once_however_often_it_is_sent(client, thread, both_readers, ask):
    for _ in range(2):
        said = {"body": "", "token": field(thread, "token"), "files": files(photo())}
        assert client.post("/en/answer/reply/", said).status_code == 302

    assert Item.objects.count() == Piece.objects.filter(item__seq=2).count() + 1 == 2
    assert Piece.objects.count() == 2
    assert content(ask(Piece.objects.get(item__seq=2))).startswith(b"\xff\xd8")


def test_a_reply_with_a_file_that_cannot_be_cleaned_waits_for_the_writers_choice(client, thread):
    said = {"body": "Voilà.", "token": field(thread, "token")}

    page = client.post("/en/answer/reply/", said | {"files": files(DOCUMENT, photo())})
    html = page.content.decode()
    assert page.status_code == 422
    assert "Voilà." in html
    assert "Send it as it is, all the same" in html
    assert Item.objects.count() == 1

    client.post("/en/answer/reply/", said | carried(page) | {"as_is": carried(page)["held"][0]})
    assert Piece.objects.filter(item__seq=2).count() == 2


def test_a_reply_that_finds_the_door_closed_is_told_that_its_files_are_not_there(client, thread):
    client.cookies.pop("r")
    said = {"body": "Voilà.", "token": field(thread, "token"), "files": files(DOCUMENT)}

    page = client.post("/en/answer/reply/", said).content.decode()

    assert "Voilà." in page
    assert "Your files were not sent. Join them again" in page


def test_too_many_files_with_a_reply_are_refused_with_words(client, thread):
    said = {"body": "Voilà.", "token": field(thread, "token"), "files": files(*[DOCUMENT] * 6)}

    page = client.post("/en/answer/reply/", said)

    assert page.status_code == 422
    assert "At most 5 files" in page.content.decode()
    assert "Voilà." in page.content.decode()


def test_a_reply_whose_file_is_gone_is_not_sent(client, thread):
    said = {"body": "Voilà.", "token": field(thread, "token")}
    page = client.post("/en/answer/reply/", said | {"files": files(DOCUMENT)})
    Piece.objects.filter(item=None).delete()

    again = client.post(
        "/en/answer/reply/", said | carried(page) | {"as_is": carried(page)["held"]}
    )

    assert again.status_code == 422
    assert "not here any more" in again.content.decode()
    assert Item.objects.count() == 1
