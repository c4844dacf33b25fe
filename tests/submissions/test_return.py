import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.sealing import kdf
from palabre.submissions import intake
from palabre.submissions.models import Item, Status, Submission
from tests.submissions.conftest import BODY, field
from tests.submissions.traces import tells


@pytest.fixture
def code(write):
    return field(write(), "code")


def test_the_code_opens_the_conversation(code, open_thread):
    page = open_thread(code)

    assert page.redirect_chain[-1][0] == "/en/answer/thread/"
    assert "On garde nos téléphones" in page.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "").replace("0", "O"),
    ],
)
def test_it_may_be_typed_in_any_way(code, open_thread, change):
    assert "On garde nos" in open_thread(change(code)).content.decode()


def bare(page):
    return re.sub(r'value="[^"]*"', "", page.content.decode())


def test_a_wrong_an_erased_and_a_mistyped_code_get_the_same_answer(client, code, open_thread):
    open_thread(code)
    client.post("/en/answer/erase/", {"everything": "1"})
    never = "0000-0000-0000-0000-0000-0000"

    erased, wrong, slip = (client.post("/en/answer/", {"code": c}) for c in (code, never, "ABCD"))

    assert {page.status_code for page in (erased, wrong, slip)} == {422}
    assert bare(erased) == bare(wrong) == bare(slip)


def test_each_of_them_costs_the_same_work(client, code, open_thread, monkeypatch):
    """Who measures how long the answer takes learns nothing either."""
    open_thread(code)
    client.post("/en/answer/erase/", {"everything": "1"})
    slow, costs = [], set()

    def derive(*asked):
        slow.append(asked[2:])
        return bytes(32)

    monkeypatch.setattr(kdf, "hash_secret_raw", derive)
    for typed in (code, "0000-0000-0000-0000-0000-0000", "ABCD"):
        slow.clear()
        with CaptureQueriesContext(connection) as asked:
            client.post("/en/answer/", {"code": typed})
        costs.add((len(asked), tuple(slow)))

    assert len(costs) == 1
    assert len(slow) == 1


def test_the_thread_needs_the_code_again_elsewhere(code, open_thread, client):
    open_thread(code)
    client.cookies.clear()

    page = client.get("/en/answer/thread/").content.decode()

    assert "On garde nos" not in page
    assert "Type your code to open it" in page


def test_the_code_is_in_no_address_and_no_cookie(code, open_thread, client):
    page = open_thread(code)

    addresses = " ".join(url for url, _status in page.redirect_chain)
    jar = " ".join(morsel.value for morsel in client.cookies.values())
    assert not tells(addresses, code)
    assert not tells(jar, code)


def test_the_writer_adds_something_once_however_often_it_is_sent(code, open_thread, client):
    token = field(open_thread(code), "token")

    for _ in range(2):
        client.post("/en/answer/reply/", {"body": "Encore ceci.", "token": token})

    assert Item.objects.count() == 2
    assert "Encore ceci." in client.get("/en/answer/thread/").content.decode()


def test_one_message_can_be_erased(code, open_thread, client):
    page = open_thread(code)

    client.post("/en/answer/erase/", {"item": field(page, "item")})

    assert not Item.objects.exists()
    assert Submission.objects.exists()


def test_everything_can_be_erased_after_being_asked(code, open_thread, client):
    open_thread(code)
    assert "Erase everything?" in client.get("/en/answer/erase/everything/").content.decode()

    client.post("/en/answer/erase/", {"everything": "1"})

    assert not Submission.objects.exists()


def test_a_reply_typed_after_the_door_closed_is_not_lost(code, open_thread, client):
    open_thread(code)
    client.cookies.pop("r")

    page = client.post("/en/answer/reply/", {"body": "Longtemps écrit.", "token": "x"})

    assert page.status_code == 422
    assert "Longtemps écrit." in page.content.decode()


def test_a_reply_to_what_was_erased_meanwhile_is_not_lost(code, open_thread, client, monkeypatch):
    """Erased on another device while this one was sending."""
    token = field(open_thread(code), "token")
    known = intake.writer_of

    def erased_right_after(*asked):
        writer = known(*asked)
        Submission.objects.all().delete()
        return writer

    monkeypatch.setattr(intake, "writer_of", erased_right_after)
    page = client.post("/en/answer/reply/", {"body": "Encore ceci.", "token": token})

    assert page.status_code == 422
    assert "Encore ceci." in page.content.decode()
    assert "Type your code to open it" in page.content.decode()


def test_closing_shuts_it_on_this_device(code, open_thread, client):
    open_thread(code)
    kept = client.cookies["r"].value

    client.post("/en/answer/shut/")
    client.cookies["r"] = kept

    assert "Type your code" in client.get("/en/answer/thread/").content.decode()


def test_an_altered_row_is_not_shown(code, open_thread, client):
    item = Item.objects.get()
    sealed = bytearray(item.sealed)
    sealed[-1] ^= 1
    Item.objects.update(sealed=bytes(sealed))

    page = open_thread(code).content.decode()

    assert "it has been altered" in page
    assert BODY.splitlines()[0] not in page


def test_the_writer_sees_the_day_it_was_read_and_not_by_whom(
    code, open_thread, both_readers, client
):
    Submission.objects.update(status=Status.READ, read_on="2026-11-20")

    page = open_thread(code).content.decode()

    assert "20 November 2026" in page
    assert "awa" not in page
