"""Text that means harm goes into every field of the forum and stays text."""

import json
import os
from pathlib import Path

import pytest

from palabre.core.fields import TITLE_LIMIT
from palabre.core.text import unix_lines
from palabre.forums.models import Post, Topic
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.forums.inert import harm_in

pytestmark = pytest.mark.django_db
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
BATCH = 20
# PALABRE_ALL_CORPORA=1 takes them all, in some minutes.
SAMPLE = 10_000 if os.environ.get("PALABRE_ALL_CORPORA") else 60


def family(name: str) -> list[str]:
    """A family of texts, or as many of it as there is time for."""
    folder = CORPORA / name
    if not folder.is_dir():
        pytest.skip(f"Hostile text lies in {folder}, which is not on this machine.")
    if name == "xss-bleach":
        texts = [path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.test"))]
    elif name == "unicode":
        lines = (folder / "BidiCharacterTest.sample.txt").read_text().splitlines()
        points = [line.split(";")[0].split() for line in lines if line[:4].isalnum()]
        texts = ["a" + "".join(chr(int(point, 16)) for point in each) for each in points]
    else:
        (path,) = folder.glob("*.json")
        found = json.loads(path.read_text("utf-8"))
        texts = [each["payload"] if isinstance(each, dict) else each for each in found]
    sendable = [text for text in texts if _is_utf8(text)]
    return sendable[:: max(1, len(sendable) // SAMPLE)][:SAMPLE]


def _is_utf8(text: str) -> bool:
    """A browser sends nothing else."""
    return not any(0xD800 <= ord(character) <= 0xDFFF for character in text)


FAMILIES = [
    "naughty-strings",
    "xss-bleach",
    "xss-dompurify",
    "xss-patt",
    "xss-payloadbox",
    "unicode",
]


@pytest.fixture(params=FAMILIES)
def texts(request):
    return family(request.param)


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
    for text in family("xss-dompurify")[:30]:
        client.post(f"/en/forum/posts/{post.pk}/edit/", {"body": text})
        post.refresh_from_db()
        assert post.body == unix_lines(text)
    history = client.get(f"/en/forum/posts/{post.pk}/history/").content.decode()
    assert harm_in(history) == []


def test_as_a_quote_it_stays_in_its_field(client, member):
    for text in family("xss-payloadbox")[:20]:
        topic = TopicFactory.create(body=text)
        page = client.get(f"{topic.get_absolute_url()}?quote=1").content.decode()
        assert harm_in(page) == []


def test_the_check_itself_finds_harm():
    pages = [
        "<p onclick=x()>", "<script>x()</script>", "<a href=' java\tscript:x()'>", "<svg/onload=x>",
        "<div class=prose><form></form></div>", "<iframe srcdoc=x>", "<p style=x>",
    ]  # fmt: skip
    assert all(harm_in(page) for page in pages)
