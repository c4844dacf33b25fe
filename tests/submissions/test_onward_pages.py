"""The pages: nothing filled in beforehand, marks in words, and nothing typed is ever lost."""

import re
from html import unescape

import pytest
from django.test import Client

from palabre.core.text import unix_lines
from palabre.forums.models import Post, Topic
from palabre.submissions.models import Proposal, Status, Submission
from tests.hostile.corpora import family, needs_corpora
from tests.submissions.conftest import BODY, field
from tests.submissions.onward import PLACE, TITLE, WORDS, decline, propose

pytestmark = pytest.mark.django_db
ACCUSING = "Moussa Traoré est un terroriste."


@pytest.fixture
def message(letter):
    return letter()


def at(message, *more):
    return "/".join(["/en/messages", str(message.pk), "onward", *map(str, more), ""])


@pytest.fixture
def awa(client, cast, unlock):
    unlock(cast.awa)
    return client


@pytest.fixture
def issa(cast, unlock):
    browser = Client()
    unlock(cast.issa, by=browser)
    return browser


def typed(page, **more):
    return {"where": PLACE, "title": TITLE, "body": WORDS, "token": field(page, "token"), **more}


def send(browser, message, **more):
    page = browser.post(at(message, "preview"), typed(browser.get(at(message)), **more))
    return browser.post(at(message, "send"), typed(page, sure="on", **more))


def text_of(page):
    return unescape(page.content.decode())


def inputs_of(page):
    """What the forms of this page would send back."""
    html = page.content.decode()
    areas = re.findall(r"<textarea[^>]*>\n?(?:&#10;)?(.*?)</textarea>", html, re.DOTALL)
    return [unescape(one) for one in [*re.findall(r'<input[^>]*value="([^"]*)"', html), *areas]]


def test_the_form_is_empty_and_the_message_beside_it(awa, message):
    page = awa.get(at(message))

    assert BODY.splitlines()[0] in text_of(page)
    assert not any(one in said for said in inputs_of(page) for one in BODY.splitlines())


def test_the_conversation_leads_there(awa, message):
    assert at(message) in text_of(awa.get(f"/en/messages/{message.pk}/"))


def test_the_preview_shows_the_marks_in_words(awa, message):
    body = "Appelez M. Diarra au 76 12 34 56, à Sokoura. On ne sait pas à qui le dire."

    page = awa.post(at(message, "preview"), typed(awa.get(at(message)), body=body))

    html = text_of(page)
    for marked in ('M. Diarra</mark><small class="kind"> (name)', "(telephone number)", "(place)"):
        assert marked in html
    assert '<mark class="echo">On ne sait pas à qui le dire</mark>' in html
    assert "(the writer’s own words)" in html
    assert "Écrit par les lecteurs de Tabakoro, après un message sans compte." in html
    assert body in inputs_of(page)
    assert not Proposal.objects.exists()


def test_what_is_typed_is_shown_as_text(awa, message):
    body = "<script>alert(1)</script> & <mark>M. Traoré</mark>"

    page = awa.post(at(message, "preview"), typed(awa.get(at(message)), body=body))

    assert "<script>alert" not in page.content.decode()
    assert body in inputs_of(page)


@needs_corpora
def test_the_preview_carries_it_to_the_letter(awa, message):
    form = typed(awa.get(at(message)))
    for body in family("naughty strings")[::23]:
        page = awa.post(at(message, "preview"), {**form, "body": body})
        if page.status_code == 200:  # a text of nothing but invisible marks is refused
            assert unix_lines(body) in map(unix_lines, inputs_of(page)), body


def test_whoever_changes_something_finds_their_words(awa, message):
    page = awa.post(at(message), typed(awa.get(at(message)), where="committees:members"))

    assert page.status_code == 200
    assert {TITLE, WORDS} <= set(inputs_of(page))
    assert re.search(r'value="committees:members"[^>]*checked', page.content.decode())


def test_without_the_word_that_it_may_be_public_nothing_goes_out(awa, message):
    page = awa.post(at(message, "send"), typed(awa.get(at(message))))

    assert page.status_code == 422
    assert "Look at each mark" in text_of(page)
    assert {TITLE, WORDS} <= set(inputs_of(page))
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("step", ["preview", "send"])
def test_an_accusation_is_stopped_with_words_and_kept(awa, message, step):
    page = awa.post(at(message, step), typed(awa.get(at(message)), body=ACCUSING, sure="on"))

    assert page.status_code == 422
    assert "belongs with the justice system" in text_of(page)
    assert "“Moussa Traoré”, and near it “terroriste”." in text_of(page)
    assert "/en/help/" in text_of(page)
    assert ACCUSING in inputs_of(page)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("wrong", [{"where": "forums:nowhere"}, {"where": ""}, {"title": ""}])
def test_what_is_refused_is_shown_again(awa, message, wrong):
    page = awa.post(at(message, "preview"), typed(awa.get(at(message)), **wrong))

    assert page.status_code == 422
    assert WORDS in inputs_of(page)


def test_a_vault_that_closed_meanwhile_gives_the_words_back(cast, message, client):
    client.force_login(cast.awa)

    page = client.post(at(message, "preview"), {"where": PLACE, "title": TITLE, "body": WORDS})

    assert page.status_code == 422
    assert f"{TITLE}\n\n{WORDS}" in inputs_of(page)
    assert client.get(at(message)).url.startswith("/en/messages/vault/")


def test_a_message_for_civilians_is_published_at_once(cast, letter, awa):
    answer = send(awa, letter("civilian"))

    assert answer.url == Topic.objects.get().get_absolute_url()
    assert WORDS in text_of(Client().get(answer.url))


def test_one_proposes_and_the_other_side_sees_the_same_and_agrees(cast, message, awa, issa):
    send(awa, message)
    proposal = Proposal.objects.get()
    assert "A colleague proposes" in text_of(issa.get("/en/messages/"))
    assert "A colleague proposes" in text_of(issa.get(f"/en/messages/{message.pk}/"))
    assert at(message, proposal.pk) in text_of(issa.get(at(message)))
    page = issa.get(at(message, proposal.pk))
    assert WORDS in text_of(page)
    assert "The forum, under “Posts”, for anyone to read" in text_of(page)

    unsure = issa.post(at(message, proposal.pk, "agree"))
    assert unsure.status_code == 422
    answer = issa.post(at(message, proposal.pk, "agree"), {"sure": "on"})

    assert answer.url == Topic.objects.get().get_absolute_url()
    topic = text_of(Client().get(answer.url))
    assert "Written by the readers of Tabakoro, after a message without an account." in topic
    assert "Awa" in topic


def test_whoever_proposed_sees_the_day_and_the_reason_it_was_declined_for(cast, message, awa, issa):
    proposal = propose(message, cast.awa)
    assert issa.post(at(message, proposal.pk, "decline")).status_code == 422

    issa.post(at(message, proposal.pk, "decline"), {"reason": "Too near the facts."})

    page = text_of(awa.get(at(message)))
    assert "Your proposal was declined on" in page
    assert "Too near the facts." in page
    assert "Too near the facts." not in text_of(issa.get(at(message)))
    awa.post(at(message, proposal.pk, "withdraw"))
    assert not Proposal.objects.exists()


def test_one_of_the_same_side_looks_and_cannot_agree(cast, message, unlock):
    proposal = propose(message, cast.awa)
    fanta = Client()
    unlock(cast.fanta, by=fanta)

    assert "It takes a reader of the other side" in text_of(fanta.get(at(message, proposal.pk)))
    page = fanta.post(at(message, proposal.pk, "agree"), {"sure": "on"})

    assert page.status_code == 422
    assert "It takes a reader of the other side" in text_of(page)
    assert not Topic.objects.exists()


def test_a_decision_that_comes_too_late_is_told_and_its_words_are_kept(cast, message, issa):
    proposal = propose(message, cast.awa)
    decline(proposal, cast.moussa)

    page = issa.post(at(message, proposal.pk, "decline"), {"reason": "Too near the facts."})

    assert page.status_code == 422
    assert "no longer here" in text_of(page)
    assert "Too near the facts." in inputs_of(page)
    assert issa.get(at(message, proposal.pk)).status_code == 404


def test_an_altered_proposal_is_shown_to_be_one(cast, message, issa):
    proposal = propose(message, cast.awa)
    Proposal.objects.update(sealed=b"x")

    assert "it has been altered" in text_of(issa.get(at(message, proposal.pk)))


def test_a_closed_conversation_goes_nowhere_and_keeps_the_words(cast, message, awa):
    page = awa.get(at(message))
    Submission.objects.update(status=Status.CLOSED)

    answer = awa.post(at(message, "preview"), typed(page))

    assert answer.status_code == 422
    assert "This conversation is closed." in text_of(answer)
    assert WORDS in inputs_of(answer)
    assert "Look at it before it goes out" not in text_of(awa.get(at(message)))


def test_what_nobody_has_read_is_read_first(cast, message, awa):
    page = awa.get(at(message))
    Submission.objects.update(status=Status.RECEIVED)

    answer = awa.post(at(message, "preview"), typed(page))

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    for page in (answer, awa.get(at(message))):
        assert "Open and read" in page.content.decode()
        assert BODY.splitlines()[0] not in page.content.decode()


@pytest.mark.parametrize("deed", ["", "preview", "send", "agree", "decline", "withdraw"])
def test_strangers_find_nothing(cast, letter, outsider, unlock, deed):
    message = letter("civilian")
    proposal = Proposal.objects.create(submission=message, by_key=cast.awa.vault_key, sealed=b"")
    address = at(
        message, *([proposal.pk] if deed in ("agree", "decline", "withdraw") else []), deed
    )
    strange, forces = Client(), Client()
    strange.force_login(outsider)
    unlock(cast.issa, by=forces)

    for browser in (strange, forces):
        assert browser.post(address.replace("//", "/")).status_code == 404
    assert Client().post(address.replace("//", "/")).status_code == 302
    assert Proposal.objects.exists()


def test_a_proposal_is_found_under_its_own_message_alone(cast, letter, issa):
    one, other = letter(body="One."), letter(body="Other.")
    proposal = propose(one, cast.awa)

    assert issa.get(at(other, proposal.pk)).status_code == 404
    answer = issa.post(at(other, proposal.pk, "agree"), {"sure": "on"})
    assert answer.status_code == 422
    assert not Post.objects.exists()
