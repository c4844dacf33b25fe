"""Many write at once: nobody is turned away, nothing typed is lost, and a short wait lets one in."""

import gzip
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from palabre.core.pressure import Pressure
from palabre.submissions import crowd
from palabre.submissions.models import Item, Submission
from tests.hostile.seen import Seen
from tests.submissions.answering import answer_to
from tests.submissions.conftest import BODY, field

CALM = 4
EDGES = "\n\n  first\n\tlast  \n"
QUESTION = re.compile(r'<label class="q" for="id_answer">([^<]*)</label>')


@pytest.fixture(autouse=True)
def clock(time_machine):
    """Stands still, so that a form is as old as a test says."""
    time_machine.move_to("2026-11-01 10:00Z", tick=False)
    return lambda seconds: time_machine.move_to(
        timezone.now() + timedelta(seconds=seconds), tick=False
    )


@pytest.fixture
def crowded(settings):
    """So much came already: 1 for what is calm, 2 and more for an attack."""

    def _crowded(gate, times):
        setattr(settings, gate.setting, CALM)
        gate.start_afresh()
        for _ in range(CALM * times):
            gate.bucket.draw(lambda _pressure: True)

    return _crowded


@pytest.fixture
def letter(client, both_readers):
    form = client.get("/en/write/message/")
    return {"body": BODY, "readers": "all", "committee": "tabakoro", "token": field(form, "token")}


def send(client, said):
    return client.post("/en/write/code/", said)


def printed(page):
    """What the form of this page would send, as a browser reads it."""
    found = {}
    for element in Seen(page.content.decode()).elements:
        name = element.get("name")
        if name and element.tag == "textarea":
            found[name] = element.text or ""
        elif name and element.tag == "input" and name != "csrfmiddlewaretoken":
            found[name] = element.get("value") or ""
    return found


def question_of(page):
    found = QUESTION.search(page.content.decode())
    return found[1] if found else None


# --- Calm and busy -----------------------------------------------------------------------------
def test_while_it_is_calm_a_form_is_taken_the_moment_it_was_printed(client, letter):
    assert send(client, letter).status_code == 200


def test_a_training_of_thirty_stays_calm(letter, both_readers):
    for number in range(30):
        visitor = Client()
        token = field(visitor.get("/en/write/message/"), "token")
        assert send(visitor, {**letter, "token": token, "body": f"{number}"}).status_code == 200


def test_where_many_write_who_is_early_waits_on_a_page_that_keeps_everything(
    client, letter, crowded
):
    crowded(crowd.MESSAGES, 1)

    page = send(client, {**letter, "body": EDGES, "held": "a file's place", "two": ["1", "2"]})

    assert page.status_code == 429
    assert 5 <= int(page["Retry-After"]) <= 30
    assert "It has not been sent yet" in page.content.decode()
    kept = printed(page)
    assert kept.pop("body") == EDGES
    assert kept == {"readers": "all", "committee": "tabakoro", "token": letter["token"], "held": "a file's place", "two": "2"}  # fmt: skip
    assert page.content.decode().count('name="two"') == 2
    assert not Submission.objects.exists()


def test_after_the_wait_the_same_form_is_sent(client, letter, crowded, clock):
    crowded(crowd.MESSAGES, 1)
    page = send(client, letter)

    clock(int(page["Retry-After"]))

    assert send(client, printed(page)).status_code == 200
    assert Submission.objects.count() == 1


def test_pressing_too_early_loses_nothing_and_says_how_long_it_still_is(
    client, letter, crowded, clock
):
    crowded(crowd.MESSAGES, 1)
    first = send(client, letter)
    clock(3)
    second = send(client, printed(first))

    assert second.status_code == 429
    assert int(second["Retry-After"]) == int(first["Retry-After"]) - 3
    assert printed(second) == printed(first)


def test_a_form_that_was_open_for_long_does_not_wait(client, letter, crowded, clock):
    crowded(crowd.MESSAGES, 1)
    clock(31)

    assert send(client, letter).status_code == 200


def test_the_wait_grows_with_the_pressure_and_is_never_longer_than_half_a_minute():
    waits = [crowd.seconds_wanted(Pressure(over / 10)) for over in range(31)]

    assert waits == sorted(waits)
    assert waits[0] == 0
    assert 5 <= waits[1] < waits[5] < waits[10] == waits[30] == 30


def test_the_page_says_in_french_what_to_do(client, letter, crowded):
    crowded(crowd.MESSAGES, 1)

    page = client.post("/fr/write/code/", letter).content.decode()

    assert "Rien n’est encore parti" in page
    assert re.search(r"Attendez \d+ secondes, puis appuyez sur «\u00a0Envoyer\u00a0»", page)


def test_the_page_weighs_little_and_runs_nothing(client, letter, crowded, clock):
    crowded(crowd.MESSAGES, 2)

    page = send(client, letter)

    assert len(gzip.compress(page.content)) < 5_000
    assert Seen(page.content.decode()).harm == []
    assert "<script" not in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_reading_never_waits(client, letter, crowded):
    for gate in crowd.GATES:
        crowded(gate, 3)

    for address in ("/en/", "/en/write/", "/en/write/message/", "/en/answer/"):
        assert client.get(address).status_code == 200
    assert client.post("/en/write/review/", letter).status_code == 200


def test_one_class_of_form_does_not_crowd_another(client, letter, crowded):
    crowded(crowd.CODES, 3)
    crowded(crowd.REPLIES, 3)

    assert send(client, letter).status_code == 200


def test_sending_one_form_again_and_again_costs_a_wait_each_time(client, letter, crowded, clock):
    crowded(crowd.MESSAGES, 1)
    clock(31)

    assert [send(client, letter).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize(("workers", "share"), [(1, 120), (3, 40), (7, 18)])
def test_each_process_has_its_share_of_what_is_calm(settings, workers, share):
    settings.CALM_MESSAGES, settings.WORKERS = 120, workers
    crowd.MESSAGES.start_afresh()

    assert crowd.MESSAGES.bucket.calm == share
    assert crowd.MESSAGES.bucket.pace == 5 * workers


# --- Under attack: a question ------------------------------------------------------------------
def test_under_attack_a_question_is_asked_and_everything_kept(client, letter, crowded, clock):
    crowded(crowd.MESSAGES, 2)
    clock(60)

    page = send(client, letter)

    assert page.status_code == 429
    assert question_of(page)
    assert {name: printed(page)[name] for name in letter} == letter
    assert "There is a problem" not in page.content.decode()


def test_whoever_answers_in_words_comes_in(client, letter, crowded, clock):
    crowded(crowd.MESSAGES, 2)
    clock(60)
    page = send(client, letter)
    clock(5)

    sent = send(client, {**printed(page), "answer": answer_to(question_of(page)).upper()})

    assert sent.status_code == 200
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "not this"])
def test_a_wrong_answer_gets_another_question_with_words(client, letter, crowded, clock, typed):
    crowded(crowd.MESSAGES, 2)
    clock(60)
    page = send(client, letter)
    clock(10)

    again = send(client, {**printed(page), "answer": typed})

    assert again.status_code == 429
    assert "This is not the answer. Here is another question." in again.content.decode()
    assert printed(again)["question"] != printed(page)["question"]
    assert {name: printed(again)[name] for name in letter} == letter
    assert "<title>Error:" in again.content.decode()
    assert not Submission.objects.exists()


def test_a_right_answer_that_came_too_early_is_not_asked_again(client, letter, crowded, clock):
    crowded(crowd.MESSAGES, 2)
    page = send(client, letter)
    early = send(client, {**printed(page), "answer": answer_to(question_of(page))})

    assert early.status_code == 429
    assert question_of(early) is None
    clock(int(early["Retry-After"]))

    assert send(client, printed(early)).status_code == 200


def test_forms_gathered_before_the_attack_are_asked_too(client, letter, crowded, clock):
    clock(3600)
    crowded(crowd.MESSAGES, 2)

    assert question_of(send(client, letter))


def test_an_answer_serves_no_other_form(client, letter, crowded, clock):
    crowded(crowd.MESSAGES, 2)
    other = field(client.get("/en/write/message/"), "token")
    clock(60)
    page = send(client, letter)
    answered = {**printed(page), "answer": answer_to(question_of(page))}
    clock(10)

    assert send(client, {**answered, "token": other}).status_code == 429
    assert send(client, answered).status_code == 200


# --- Coming back, and replying -----------------------------------------------------------------
@pytest.fixture
def code(write):
    return field(write(), "code")


def test_a_code_waits_and_then_opens(client, code, crowded, clock):
    crowded(crowd.CODES, 1)
    page = client.post("/en/answer/", {"code": code})

    assert page.status_code == 429
    assert printed(page)["code"] == code
    clock(int(page["Retry-After"]))

    assert client.post("/en/answer/", printed(page)).url == "/en/answer/thread/"


def test_a_form_of_codes_serves_for_one_code_once_it_is_crowded(client, code, crowded, clock):
    token = field(client.get("/en/answer/"), "token")
    crowded(crowd.CODES, 1)
    clock(600)
    wrong = client.post("/en/answer/", {"code": "0000-0000-0000-0000-0000-0000", "token": token})

    assert wrong.status_code == 422
    assert field(wrong, "token") != token
    page = client.post("/en/answer/", {"code": code, "token": token})
    assert page.status_code == 429
    assert printed(page)["token"] != token


def test_a_code_sent_without_a_form_of_ours_opens_while_it_is_calm(client, code):
    for _ in range(2):
        assert client.post("/en/answer/", {"code": code}).status_code == 302


def test_a_reply_waits_and_is_then_sent_once(client, code, open_thread, crowded, clock):
    token = field(open_thread(code), "token")
    crowded(crowd.REPLIES, 1)
    page = client.post("/en/answer/reply/", {"body": EDGES, "token": token})

    assert page.status_code == 429
    assert printed(page)["body"] == EDGES
    clock(int(page["Retry-After"]))
    for _ in range(2):
        client.post("/en/answer/reply/", printed(page))

    assert Item.objects.count() == 2
