"""Files and a form that is sent twice, or that has to wait: nothing is lost, nothing comes double."""

import re

import pytest

from palabre.submissions import crowd
from palabre.submissions.models import Item, Piece, Submission
from tests.submissions.conftest import field
from tests.submissions.joining import DOCUMENT, carried, files, filled, photo, sent

CODE, REPLY = "/en/write/code/", "/en/answer/reply/"


@pytest.fixture(autouse=True)
def _doors(both_readers):
    """Readers of both sides are there."""


@pytest.fixture
def crowded(settings):
    """So many are here that a form must have been open for a while."""

    def _crowded(gate):
        setattr(settings, gate.setting, 1)
        gate.start_afresh()
        for _ in range(2):
            gate.bucket.draw(lambda _pressure: True)

    return _crowded


@pytest.fixture
def thread(client, open_thread):
    """The writer's own page, with one file sent."""
    return open_thread(field(sent(client, files=files(DOCUMENT)), "code"))


def waiting(page) -> dict[str, list[str]]:
    """What the waiting page would send on."""
    assert page.status_code == 429
    found = re.findall(
        r'<textarea name="(\w+)"[^>]*>&#10;([^<]*)</textarea>', page.content.decode()
    )
    kept: dict[str, list[str]] = {}
    for name, text in found:
        kept.setdefault(name, []).append(text)
    return {**kept, "token": [field(page, "token")]}


def test_files_of_one_step_sent_twice_go_once(client):
    said = filled(client)

    first, second = (client.post(CODE, said | {"files": files(photo())}) for _ in range(2))

    assert field(first, "code") == field(second, "code")
    assert Submission.objects.count() == Piece.objects.count() == 1


def test_another_file_in_a_form_that_was_sent_is_said(client):
    said = filled(client)
    client.post(CODE, said | {"files": files(photo())})

    page = client.post(CODE, said)

    assert page.status_code == 422
    assert "This form was sent before, with other words" in page.content.decode()


def test_files_of_a_reply_wait_with_its_words(client, thread, crowded):
    said = {"body": "Voilà.", "token": field(thread, "token")}
    crowded(crowd.REPLIES)

    page = client.post(REPLY, said | {"files": files(photo())})
    kept = waiting(page)
    assert len(kept["held"]) == Piece.objects.filter(item=None).count() == 1
    assert Item.objects.count() == 1

    crowd.REPLIES.start_afresh()
    assert client.post(REPLY, kept).status_code == 302
    assert Piece.objects.filter(item__seq=2).count() == 1


def test_files_of_a_message_wait_with_its_words(client, crowded):
    said = filled(client)
    held = carried(client.post("/en/write/review/", said | {"files": files(DOCUMENT)}))
    crowded(crowd.MESSAGES)

    kept = waiting(client.post(CODE, said | held | {"as_is": held["held"]}))
    crowd.MESSAGES.start_afresh()
    page = client.post(CODE, kept)

    assert field(page, "code")
    assert Piece.objects.get().item


def test_another_file_with_the_same_words_of_a_reply_is_not_lost_in_silence(client, thread):
    said = {"body": "Voilà.", "token": field(thread, "token")}
    client.post(REPLY, said)

    page = client.post(REPLY, said | {"files": files(photo())})

    assert page.status_code == 422
    assert "This form was sent before, with other words" in page.content.decode()
    assert len(carried(page)["held"]) == 1
    again = {**said, **carried(page), "token": field(page, "token")}
    assert client.post(REPLY, again).status_code == 302
    assert Piece.objects.filter(item__seq=3).count() == 1
