import pytest
from django.test import Client

from palabre.submissions.models import Item, KeyWrap, Status, Submission
from tests.submissions.conftest import field
from tests.vaults.factories import reader


@pytest.fixture
def code(write):
    return field(write(), "code")


@pytest.fixture
def message(code):
    return Submission.objects.get()


def address(message, *more):
    return "/".join(["/en/messages", str(message.pk), *more, ""])


def answer(client, message, body="Merci, nous en parlons jeudi.", kind="answer"):
    token = field(client.get(address(message)), "token")
    return client.post(address(message, "answer"), {"body": body, "kind": kind, "token": token})


def test_a_reader_opens_it_with_the_passphrase_and_the_day_is_noted(
    client, message, both_readers, unlock
):
    unlock(both_readers[0])
    client.post(address(message, "open"))

    page = client.get(address(message)).content.decode()

    assert "On garde nos téléphones" in page
    message.refresh_from_db()
    assert message.status == Status.READ


def test_without_the_passphrase_nothing_opens(client, message, both_readers):
    client.force_login(both_readers[0])

    page = client.get(address(message))

    assert page.url.startswith("/en/messages/vault/")


def test_a_wrong_passphrase_is_refused_with_words(client, message, both_readers):
    client.force_login(both_readers[0])

    page = client.post("/en/messages/vault/", {"passphrase": "une autre phrase bien longue"})

    assert page.status_code == 422
    assert "does not open your vault" in page.content.decode()


def test_looking_at_the_list_changes_nothing(client, message, both_readers, unlock):
    unlock(both_readers[0])

    client.get("/en/messages/")
    client.get(address(message))

    message.refresh_from_db()
    assert message.status == Status.RECEIVED


def test_the_writer_reads_the_answer(client, code, message, both_readers, unlock, open_thread):
    unlock(both_readers[1])
    client.post(address(message, "open"))
    answer(client, message)

    page = open_thread(code, by=Client()).content.decode()

    assert "Merci, nous en parlons jeudi." in page
    assert "Answered" in page
    assert "issa" not in page


def test_both_readers_see_the_whole_conversation(client, message, both_readers, unlock):
    unlock(both_readers[1])
    client.post(address(message, "open"))
    answer(client, message)
    other = Client()
    unlock(both_readers[0], by=other)

    assert "Merci, nous en parlons jeudi." in other.get(address(message)).content.decode()


def test_an_answer_sent_twice_is_one(client, message, both_readers, unlock):
    unlock(both_readers[0])
    client.post(address(message, "open"))
    token = field(client.get(address(message)), "token")

    for _ in range(2):
        client.post(address(message, "answer"), {"body": "Oui.", "kind": "answer", "token": token})

    assert Item.objects.count() == 2


def test_another_answer_in_the_same_form_is_another_and_not_lost(
    client, message, both_readers, unlock
):
    unlock(both_readers[0])
    client.post(address(message, "open"))
    token = field(client.get(address(message)), "token")

    for body in ("Oui.", "Oui, jeudi."):
        client.post(address(message, "answer"), {"body": body, "kind": "answer", "token": token})

    page = client.get(address(message)).content.decode()
    assert "Oui." in page
    assert "Oui, jeudi." in page


def test_a_reader_of_another_committee_finds_nothing(client, message, forum, unlock):
    stranger = reader(forum, name="stranger")
    unlock(stranger)

    assert client.get(address(message)).status_code == 404
    assert client.post(address(message, "answer"), {"body": "x"}).status_code == 404


def test_a_forces_reader_finds_no_message_for_civilians(client, write, both_readers, unlock):
    write(readers="civilian")
    unlock(both_readers[1])

    assert client.get(address(Submission.objects.get())).status_code == 404


def test_a_reader_who_no_longer_reads_finds_nothing(client, message, both_readers, unlock):
    unlock(both_readers[0])
    both_readers[0].memberships.all().delete()

    assert client.get(address(message)).status_code == 404
    assert client.get("/en/messages/").status_code == 404


def test_somebody_who_does_not_read_finds_no_list(client, outsider):
    client.force_login(outsider)

    assert client.get("/en/messages/").status_code == 404


def test_the_vault_of_one_person_opens_nothing_for_another(client, message, both_readers, unlock):
    unlock(both_readers[0])
    kept = client.cookies["v"].value
    client.force_login(both_readers[1])
    client.cookies["v"] = kept

    assert client.get(address(message)).url.startswith("/en/messages/vault/")


def test_signing_out_closes_the_vault(client, message, both_readers, unlock):
    unlock(both_readers[0])
    kept = client.cookies["v"].value
    client.post("/accounts/logout/")
    client.force_login(both_readers[0])
    client.cookies["v"] = kept

    assert client.get(address(message)).url.startswith("/en/messages/vault/")


def test_a_closed_conversation_takes_no_answer_and_keeps_the_words(
    client, message, both_readers, unlock
):
    unlock(both_readers[0])
    client.post(address(message, "open"))
    token = field(client.get(address(message)), "token")
    client.post(address(message, "close"))

    page = client.post(
        address(message, "answer"), {"body": "Trop tard ?", "kind": "answer", "token": token}
    )

    assert page.status_code == 422
    assert "This conversation is closed." in page.content.decode()


def test_words_that_nobody_has_read_are_read_before_they_are_answered(
    client, message, both_readers, unlock, code, open_thread
):
    """The writer added something while the reader was typing: an answer would cover it up."""
    unlock(both_readers[0])
    client.post(address(message, "open"))
    token = field(client.get(address(message)), "token")
    writer = Client()
    reply = field(open_thread(code, by=writer), "token")
    writer.post("/en/answer/reply/", {"body": "Autre chose.", "token": reply})

    for said in ("Déjà écrit.", ""):
        page = client.post(
            address(message, "answer"), {"body": said, "kind": "answer", "token": token}
        )
        assert "Open and read" in page.content.decode()
        assert said in page.content.decode()
        assert "Autre chose." not in page.content.decode()
    assert Submission.objects.get().status == "received"


def test_a_ghost_whom_nobody_sealed_to_opens_nothing(client, message, committee, unlock):
    ghost = reader(committee, name="ghost")
    unlock(ghost)

    assert client.get(address(message)).status_code == 404
    assert not KeyWrap.objects.filter(reader_key__user=ghost).exists()


def test_making_a_vault_shows_the_recovery_sheet_once(client, committee):
    from tests.spaces.factories import join  # noqa: PLC0415

    newcomer = join(committee, role="reader", name="newcomer")
    client.force_login(newcomer)
    proposed = field(client.get("/en/messages/vault/new/"), "proposed")

    page = client.post("/en/messages/vault/new/", {"proposed": proposed, "own": "", "noted": "on"})

    assert "Your recovery sheet" in page.content.decode()
    assert client.get("/en/messages/vault/new/").url == "/en/messages/vault/"
    assert client.post("/en/messages/vault/", {"passphrase": proposed}).url == "/en/messages/"
