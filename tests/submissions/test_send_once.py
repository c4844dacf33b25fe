"""A form is sent once: again with the same words is the same, with other words it is said."""

import pytest
from django.test import Client

from palabre.sealing.errors import Busy
from palabre.submissions import crowd, intake
from palabre.submissions.models import Item, Submission
from tests.submissions.conftest import BODY, field
from tests.submissions.traces import cached

AGAIN = "This form was sent before, with other words."
CANARY = "203.0.113.9"
OTHER = "Other words,\nquite others."


@pytest.fixture
def letter(client, both_readers):
    form = client.get("/en/write/message/")
    return {"body": BODY, "readers": "all", "committee": "tabakoro", "token": field(form, "token")}


@pytest.fixture
def code(write):
    return field(write(), "code")


@pytest.mark.parametrize("change", [{"body": OTHER}, {"readers": "civilian"}])
def test_other_words_in_a_form_that_was_sent_are_not_sent_and_not_lost(client, letter, change):
    client.post("/en/write/code/", letter)

    page = client.post("/en/write/code/", {**letter, **change})

    assert page.status_code == 422
    assert AGAIN in page.content.decode()
    assert {**letter, **change}["body"] in page.content.decode()
    assert Submission.objects.count() == 1
    assert field(page, "token") != letter["token"]


def test_whoever_means_it_sends_them_from_that_page(client, letter):
    first = client.post("/en/write/code/", letter)
    page = client.post("/en/write/code/", {**letter, "body": OTHER})

    second = client.post(
        "/en/write/code/", {**letter, "body": OTHER, "token": field(page, "token")}
    )

    assert second.status_code == 200
    assert field(second, "code") != field(first, "code")
    assert Submission.objects.count() == 2


def test_many_texts_in_one_form_are_one_message(client, letter):
    for number in range(50):
        client.post("/en/write/code/", {**letter, "body": f"text {number}"})
        client.post("/en/write/code/", {**letter, "body": BODY, "token": f" {letter['token']} "})

    assert Submission.objects.count() == 1


def test_lines_ended_in_another_way_are_the_same_words(client, letter):
    first = field(client.post("/en/write/code/", letter), "code")
    said = {**letter, "body": BODY.replace("\n", "\r\n")}

    assert field(client.post("/en/write/code/", said), "code") == first


def test_a_form_that_found_no_turn_may_still_be_changed(client, letter, monkeypatch):
    with monkeypatch.context() as busy:
        busy.setattr(intake, "WRITING", Full())
        assert client.post("/en/write/code/", letter).status_code == 503

    page = client.post("/en/write/code/", {**letter, "body": OTHER})

    assert page.status_code == 200


def test_another_reply_in_the_same_form_is_said_and_kept(client, code, open_thread):
    token = field(open_thread(code), "token")
    client.post("/en/answer/reply/", {"body": "Encore ceci.", "token": token})

    page = client.post("/en/answer/reply/", {"body": OTHER, "token": token})

    assert page.status_code == 422
    assert AGAIN in page.content.decode()
    assert OTHER in page.content.decode()
    assert Item.objects.count() == 2
    client.post("/en/answer/reply/", {"body": OTHER, "token": field(page, "token")})
    assert Item.objects.count() == 3


def test_another_process_that_knows_nothing_of_it_loses_no_reply(client, code, open_thread):
    token = field(open_thread(code), "token")
    client.post("/en/answer/reply/", {"body": "Encore ceci.", "token": token})
    crowd.start_afresh()

    client.post("/en/answer/reply/", {"body": OTHER, "token": token})
    client.post("/en/answer/reply/", {"body": OTHER, "token": token})

    assert Item.objects.count() == 3


class Full:
    """A turnstile with nobody before it any more who could still wait."""

    def turn(self):
        raise Busy


def test_however_many_try_codes_a_message_gets_its_turn(client, letter, monkeypatch):
    monkeypatch.setattr(intake, "RETURNING", Full())

    page = client.post("/en/answer/", {"code": "0000-0000-0000-0000-0000-0000"})

    assert page.status_code == 503
    assert "0000-0000" in page.content.decode()
    assert client.post("/en/write/code/", letter).status_code == 200


def test_from_wherever_it_comes_it_is_the_same_crowd_and_the_same_form(settings, letter):
    settings.CALM_MESSAGES = 1
    crowd.MESSAGES.start_afresh()
    here, there = (
        Client(REMOTE_ADDR=address, headers={"X-Forwarded-For": address})
        for address in ("192.0.2.1", "198.51.100.7")
    )

    assert here.post("/en/write/code/", letter).status_code == 200
    assert AGAIN in there.post("/en/write/code/", {**letter, "body": OTHER}).content.decode()
    assert there.post("/en/write/code/", letter).status_code == 429


def test_the_crowd_leaves_nothing_in_the_cache_and_no_address_anywhere(settings, letter):
    settings.CALM_MESSAGES = 1
    crowd.MESSAGES.start_afresh()
    visitor = Client(REMOTE_ADDR=CANARY, headers={"X-Forwarded-For": CANARY})
    before = set(cached())

    answers = [
        visitor.post("/en/write/code/", {**letter, **change}).status_code
        for change in ({}, {}, {"body": OTHER}, {"homepage": "x"}, {"token": ""})
    ]

    assert answers == [200, 429, 422, 422, 422]
    assert [name.split(":")[-2] for name in set(cached()) - before] == ["form-key"]
    assert CANARY not in str(cached())
    assert CANARY not in str(list(Submission.objects.values()) + list(Item.objects.values()))
