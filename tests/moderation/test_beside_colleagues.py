"""Who of one's own side is at which case, at once; and what is typed meanwhile stays."""

import re

import pytest
from django.urls import reverse

from palabre.moderation.models import Choice
from palabre.moderation.services import claim, decide, report
from palabre.people.models import Side
from tests.moderation.factories import moderator, post_in
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
@pytest.mark.parametrize("deed", ["claim", "release"])
def test_what_is_typed_stays_while_a_case_is_taken_or_given_back(
    client, case, civilian, deed, htmx
):
    if deed == "release":
        claim(case, by=civilian)
    client.force_login(civilian)
    typed = {"decision": "remove", "reason": "hate", "passage": "le marché", "note": "Think <b>."}

    headers = {"HX-Request": "true"} if htmx else {}
    answer = client.post(reverse(f"moderation:{deed}", args=[case.pk]), typed, headers=headers)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert re.search('value="remove"[^>]* checked', page)
    assert re.search('value="hate"[^>]* selected', page)
    assert re.search("<textarea[^>]*>\\s*le marché</textarea>", page)
    assert re.search("<textarea[^>]*>\\s*Think &lt;b&gt;.</textarea>", page)


def test_what_is_typed_stays_where_a_colleague_was_quicker(client, case, space, civilian):
    claim(case, by=moderator(space, Side.CIVILIAN))
    client.force_login(civilian)

    answer = client.post(reverse("moderation:claim", args=[case.pk]), {"note": "Let me think."})

    assert answer.status_code == 409
    assert "Let me think." in answer.content.decode()
