"""A form without its token, or from another site, does nothing; and what was typed is given back."""

from uuid import UUID

import pytest
from django.test import Client

from palabre.forums.models import Post, Topic
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.hostile.seen import Seen

pytestmark = pytest.mark.django_db
WORDS = "Words of <b>mine</b>\n\nthat took an hour"
FORMS = {
    "/en/forum/topics/{topic}/reply/": "body", "/en/forum/{category}/new/": "body",
    "/en/write/message/": "body", "/en/write/review/": "body", "/en/write/code/": "body",
    "/en/answer/reply/": "body", "/en/committees/x/discussions/1/speak/": "body",
    "/en/committees/x/discussions/new/": "title", "/en/moderation/report/forums.post/1/": "note",
    "/en/moderation/1/decide/": "note", "/en/secretariat/rules/x/": "text_fr",
    "/en/secretariat/committees/new/": "purpose_en", "/en/secretariat/people/invite/": "function",
    f"/en/messages/{UUID(int=0)}/onward/send/": "body",
    "/en/secretariat/people/1/verify/": "vouch-function", "/accounts/signup/": "name",
}  # fmt: skip


@pytest.fixture
def suspicious(outsider) -> Client:
    """A browser that signed in, and whose forms are looked at as in life."""
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    client.force_login(outsider)
    return client


@pytest.fixture
def place() -> dict[str, object]:
    topic = TopicFactory.create(category=CategoryFactory.create(slug="posts-of-control"))
    return {"topic": topic.pk, "category": topic.category.slug}


@pytest.mark.parametrize("form", FORMS)
def test_without_its_token_a_form_does_nothing_and_gives_the_words_back(suspicious, place, form):
    before = Post.objects.count(), Topic.objects.count()

    page = suspicious.post(form.format(**place), {"title": "A title", FORMS[form]: WORDS})

    assert page.status_code == 403
    seen = Seen(page.content.decode())
    assert "Please send it once more" in seen.words
    assert WORDS in seen.kept
    assert seen.harm == []
    assert (Post.objects.count(), Topic.objects.count()) == before


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example", "file://", "junk"]
)
def test_from_another_site_a_form_does_nothing(suspicious, place, origin):
    suspicious.get("/en/answer/")
    token = suspicious.cookies["csrf"].value
    address = f"/en/forum/topics/{place['topic']}/reply/"
    typed = {"body": WORDS, "csrfmiddlewaretoken": token}

    page = suspicious.post(address, typed, headers={"Origin": origin})

    assert page.status_code == 403
    assert WORDS in Seen(page.content.decode()).kept
    assert Post.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "x" * 64, "é" * 32, "a" * 5000])
def test_a_made_up_token_is_none(suspicious, place, token):
    suspicious.get("/en/answer/")
    address = f"/en/forum/topics/{place['topic']}/reply/"

    page = suspicious.post(address, {"body": WORDS, "csrfmiddlewaretoken": token})

    assert page.status_code == 403


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/accounts/login/", "password"),
        ("/accounts/signup/", "password1"),
        ("/en/answer/", "code"),
        ("/en/messages/vault/", "passphrase"),
        ("/en/invitation/", "token"),
        ("/en/write/code/", "token"),
    ],
)
def test_what_opens_something_is_not_shown_again(suspicious, address, name):
    page = suspicious.post(address, {name: "a secret of mine"})

    assert page.status_code == 403
    assert "a secret of mine" not in page.content.decode()
