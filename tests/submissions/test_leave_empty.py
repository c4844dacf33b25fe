"""A field that people never see: what fills it is told to empty it, and nothing is sent or lost."""

import re

import pytest

from palabre.submissions.models import Item, Submission
from tests.submissions.conftest import BODY, field

FILLED = {"homepage": "https://casino.example"}
HIDDEN = re.compile(r'<div class="trap" aria-hidden="true">.*?name="homepage" tabindex="-1"')
SHOWN = 'name="homepage" value="https://casino.example"'


@pytest.fixture
def letter(client, both_readers):
    form = client.get("/en/write/message/")
    return {"body": BODY, "readers": "all", "committee": "tabakoro", "token": field(form, "token")}


@pytest.fixture
def code(write):
    return field(write(), "code")


def is_told(page, kept):
    html = page.content.decode()
    assert page.status_code == 422
    assert "Empty this field, then send again." in html
    assert SHOWN in html
    assert not HIDDEN.search(html)
    assert kept in html


@pytest.mark.parametrize("step", ["review", "code"])
def test_a_message_with_it_filled_is_not_sent_and_comes_back(client, letter, step):
    page = client.post(f"/en/write/{step}/", letter | FILLED)

    is_told(page, BODY)
    assert not Submission.objects.exists()


def test_emptied_it_is_sent(client, letter):
    client.post("/en/write/code/", letter | FILLED)

    assert client.post("/en/write/code/", letter | {"homepage": ""}).status_code == 200


def test_a_reply_with_it_filled_comes_back(client, code, open_thread):
    said = {"body": "Encore ceci.", "token": field(open_thread(code), "token")}

    is_told(client.post("/en/answer/reply/", said | FILLED), "Encore ceci.")
    assert Item.objects.count() == 1


def test_a_code_with_it_filled_opens_nothing_and_comes_back(client, code):
    is_told(client.post("/en/answer/", {"code": code} | FILLED), code)


def test_every_form_of_a_writer_has_it_and_hides_it(client, letter, code, open_thread):
    pages = [
        client.get("/en/write/message/"),
        client.post("/en/write/review/", letter),
        client.get("/en/answer/"),
        open_thread(code),
    ]

    assert all(HIDDEN.search(page.content.decode()) for page in pages)


def test_a_reader_has_no_such_field(client, code, both_readers, unlock):
    unlock(both_readers[0])
    address = f"/en/messages/{Submission.objects.get().pk}/"
    client.post(f"{address}open/")

    assert 'name="homepage"' not in client.get(address).content.decode()
