"""Text that means harm goes into every field of the forum and stays text."""

import os

import pytest

from palabre.core.fields import TITLE_LIMIT
from palabre.core.text import unix_lines
from palabre.forums.models import Post, Topic
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.forums.inert import harm_in
from tests.hostile.corpora import FAMILIES, family, needs_corpora

pytestmark = [pytest.mark.django_db, needs_corpora]
BATCH = 20
# PALABRE_ALL_CORPORA=1 takes them all, in some minutes.
SAMPLE = 10_000 if os.environ.get("PALABRE_ALL_CORPORA") else 60


def some_of(name: str) -> list[str]:
    """A family of texts, or as many of it as there is time for."""
    texts = family(name)
    return list(texts[:: max(1, len(texts) // SAMPLE)][:SAMPLE])


@pytest.fixture(params=FAMILIES)
def texts(request):
    return some_of(request.param)


@pytest.fixture
def member(client, outsider):
    client.force_login(outsider)
    return outsider


def batches(texts):
    return [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]


def test_as_a_reply_it_is_kept_as_typed_and_runs_nothing(client, member, texts):
    for batch in batches(texts):
        topic = TopicFactory.create()
        for text in batch:
            before = Post.objects.count()
            response = client.post(f"/en/forum/topics/{topic.pk}/reply/", {"body": text})
            if response.status_code == 302:
                assert Post.objects.latest("pk").body == unix_lines(text)
            else:
                assert response.status_code == 422
                assert Post.objects.count() == before
                assert harm_in(response.content.decode()) == []
        for page in (1, 2):
            response = client.get(f"{topic.get_absolute_url()}?page={page}")
            assert response.status_code == 200 or page == 2
            assert harm_in(response.content.decode()) == []


def test_as_a_title_it_is_kept_as_typed_and_runs_nothing(client, member, texts):
    category = CategoryFactory.create()
    for text in texts:
        before = Topic.objects.count()
        response = client.post(f"/en/forum/{category.slug}/new/", {"title": text, "body": "Body"})
        if response.status_code == 302:
            assert Topic.objects.latest("pk").title == text
        else:
            assert response.status_code == 422
            assert Topic.objects.count() == before
    category.refresh_from_db()
    for page in range(1, -(-category.topics // 25) + 1):
        listed = client.get(f"{category.get_absolute_url()}?page={page}").content.decode()
        assert harm_in(listed) == []
    for topic in Topic.objects.order_by("?")[:10]:
        assert harm_in(client.get(topic.get_absolute_url()).content.decode()) == []


def test_as_a_query_it_finds_or_is_refused_and_runs_nothing(client, texts):
    for text in texts:
        TopicFactory.create(title=text[:TITLE_LIMIT].replace("\0", "") or "-", body=text or "-")
    for number, text in enumerate(texts):
        response = client.get("/en/search/", {"q": text})
        assert response.status_code in (200, 422)
        if number % 5 == 0:
            assert harm_in(response.content.decode()) == []


def test_as_an_edit_it_is_kept_as_typed_and_its_history_runs_nothing(client, member):
    topic = TopicFactory.create(by=member)
    post = Post.objects.get(topic=topic)
    for text in some_of("script, DOMPurify")[:30]:
        client.post(f"/en/forum/posts/{post.pk}/edit/", {"body": text})
        post.refresh_from_db()
        assert post.body == unix_lines(text)
    history = client.get(f"/en/forum/posts/{post.pk}/history/").content.decode()
    assert harm_in(history) == []


def test_as_a_quote_it_stays_in_its_field(client, member):
    for text in some_of("script, payloadbox")[:20]:
        topic = TopicFactory.create(body=text)
        page = client.get(f"{topic.get_absolute_url()}?quote=1").content.decode()
        assert harm_in(page) == []


def test_the_check_itself_finds_harm():
    pages = [
        "<p onclick=x()>", "<script>x()</script>", "<a href=' java\tscript:x()'>", "<svg/onload=x>",
        "<div class=prose><form></form></div>", "<iframe srcdoc=x>", "<p style=x>",
    ]  # fmt: skip
    assert all(harm_in(page) for page in pages)
