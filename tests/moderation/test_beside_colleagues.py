"""Who of one's own side is at which case, at once; and what is typed meanwhile stays."""

import re

import pytest
from django.urls import reverse

from palabre.moderation.models import MOST_HELD, Choice, Note
from palabre.moderation.services import claim, decide, report
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, moderator, post_in
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def test_an_open_page_hears_who_took_what(client, space, civilian, forces, insult):
    cases = [report(post_in(space), rule=insult, by=join(space)) for _ in range(4)]
    claim(cases[0], by=moderator(space, Side.CIVILIAN, name="colleague"))
    claim(cases[1], by=civilian)
    claim(cases[2], by=forces)
    decide(cases[3], choice=Choice.KEEP, rule=insult, by=moderator(space, Side.CIVILIAN))
    client.force_login(civilian)

    heard = client.get(
        reverse("moderation:claims"), {"of": ",".join(str(case.pk) for case in cases)}
    ).json()

    words = ["taken by colleague", "taken by you", "", "no longer to do"]
    assert heard == {str(case.pk): said for case, said in zip(cases, words, strict=True)}


def test_a_page_hears_of_a_colleague_at_once_and_until_then_the_database_of_nobody(
    client, case, space, civilian, django_assert_num_queries, django_capture_on_commit_callbacks
):
    asked = f"{reverse('moderation:claims')}?of={case.pk}"
    client.force_login(civilian)
    with django_assert_num_queries(4):  # the session, the person, the second factor, the claims
        mark = client.get(asked)["ETag"]

    with django_assert_num_queries(0):
        assert client.get(asked, headers={"If-None-Match": mark}).status_code == 304

    with django_capture_on_commit_callbacks(execute=True):
        claim(case, by=moderator(space, Side.CIVILIAN, name="colleague"))
    heard = client.get(asked, headers={"If-None-Match": mark})
    assert heard.json() == {str(case.pk): "taken by colleague"}
    assert heard["ETag"] != mark


def test_what_one_browser_was_told_opens_no_door_to_another(client, case, civilian, outsider):
    asked = f"{reverse('moderation:claims')}?of={case.pk}"
    client.force_login(civilian)
    mark = client.get(asked)["ETag"]

    client.force_login(outsider)
    assert client.get(asked, headers={"If-None-Match": mark}).status_code == 404
    client.logout()
    assert client.get(asked, headers={"If-None-Match": mark}).status_code == 302


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("deed", ["claim", "release", "note"])
def test_what_is_typed_stays_while_a_case_is_taken_given_back_or_noted(
    client, case, civilian, deed, htmx
):
    if deed == "release":
        claim(case, by=civilian)
    client.force_login(civilian)
    typed = {"decision": "remove", "reason": "hate", "passage": "le marché", "note": "Think <b>."}
    typed |= {"text": "For us."} if deed == "note" else {}

    headers = {"HX-Request": "true"} if htmx else {}
    answer = client.post(reverse(f"moderation:{deed}", args=[case.pk]), typed, headers=headers)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert re.search('value="remove"[^>]* checked', page)
    assert re.search('value="hate"[^>]* selected', page)
    assert re.search("<textarea[^>]*>\\s*le marché</textarea>", page)
    assert re.search("<textarea[^>]*>\\s*Think &lt;b&gt;.</textarea>", page)
    assert deed != "note" or Note.objects.get().text == "For us."


def test_what_is_typed_stays_where_a_colleague_was_quicker(client, case, space, civilian):
    claim(case, by=moderator(space, Side.CIVILIAN))
    client.force_login(civilian)

    answer = client.post(reverse("moderation:claim", args=[case.pk]), {"note": "Let me think."})

    assert answer.status_code == 409
    assert "Let me think." in answer.content.decode()


@pytest.mark.parametrize("deed", ["claim", "decide"])
def test_a_note_that_is_being_typed_stays_whichever_button_is_pressed(client, case, civilian, deed):
    client.force_login(civilian)

    answer = client.post(reverse(f"moderation:{deed}", args=[case.pk]), {"text": "For us."})

    assert answer.status_code == (200 if deed == "claim" else 422)
    assert re.search("<textarea[^>]*>\\s*For us.</textarea>", answer.content.decode())
    assert not Note.objects.exists()


@pytest.mark.parametrize("closes", [False, True])
def test_a_note_that_was_not_left_when_one_decides_stays_to_be_left_or_copied(
    client, case, civilian, forces, insult, closes
):
    if closes:
        decide(case, choice=Choice.KEEP, rule=insult, by=forces)
    client.force_login(civilian)
    words = {"decision": "keep", "reason": "insult", "text": "For us."}

    answer = client.post(reverse("moderation:decide", args=[case.pk]), words)

    place = "<blockquote[^>]*>" if closes else "<textarea[^>]*>\\s*"
    assert re.search(f"{place}For us.</", answer.content.decode())
    assert not Note.objects.exists()


def test_a_refused_note_takes_nothing_of_the_decision(client, case, civilian):
    client.force_login(civilian)

    answer = client.post(
        reverse("moderation:note", args=[case.pk]), {"text": " ", "note": "Let me think."}
    )

    assert answer.status_code == 422
    assert re.search("<textarea[^>]*>\\s*Let me think.</textarea>", answer.content.decode())


def test_a_note_that_is_sent_again_is_one(client, case, civilian):
    client.force_login(civilian)
    for _ in range(2):
        client.post(reverse("moderation:note", args=[case.pk]), {"text": "For us."})

    assert Note.objects.count() == 1


def test_who_holds_too_many_keeps_all_that_they_typed(client, case, space, civilian):
    for each in CaseFactory.create_batch(MOST_HELD, space=space):
        claim(each, by=civilian)
    client.force_login(civilian)
    typed = {"decision": "remove", "reason": "hate", "note": "Let me think.", "text": "For us."}

    answer = client.post(reverse("moderation:claim", args=[case.pk]), typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "You hold 5 cases" in page
    assert re.search('value="remove"[^>]* checked', page)
    for said in ("Let me think.", "For us."):
        assert re.search(f"<textarea[^>]*>\\s*{said}</textarea>", page)
