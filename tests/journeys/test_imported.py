"""A real consultation, brought along: read, answered, reported, decided, and found by search."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, expect

from palabre.forums.models import Post, State, Topic
from palabre.moderation.models import Case, Outcome
from palabre.people.models import Side
from tests.journeys.cast import come_in, enter, press
from tests.moderation.factories import moderator, rule_named
from tests.people.factories import UserFactory

POLIS = Path(__file__).parents[3] / "shared" / "polis"
CONVERSATIONS = ["london.youth.policing", "15-per-hour-seattle"]
MOST_WORDS = 12
TOO_SHORT = 10  # one rejected statement is a question mark, which others contain


def load(name: str) -> Topic:
    folder = POLIS / name
    if not folder.is_dir():
        pytest.skip(f"the public conversations are not beside the project: {folder}")
    call_command("loadconversation", folder, stdout=io.StringIO())
    return Topic.objects.get(source=f"polis:{name}")


def statements(name: str, moderated: str) -> list[str]:
    with (POLIS / name / "comments.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row["comment-body"] for row in rows if row["moderated"] == moderated]


def shown(topic: Topic) -> str:
    """Everything that the topic's pages say to a visitor."""
    client = Client()
    pages = [
        client.get(topic.get_absolute_url(), {"page": page}) for page in range(1, topic.pages + 1)
    ]
    words = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()) for page in pages)
    return " ".join(unescape(words).split())


@pytest.mark.django_db
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_every_accepted_statement_is_public_and_no_rejected_one(name):
    topic = load(name)
    accepted, rejected = statements(name, "1"), statements(name, "-1")

    assert topic.posts == len(accepted) > 0
    assert Post.objects.filter(topic=topic, state=State.REMOVED).count() == len(rejected)
    said = shown(topic)
    public = [
        statement
        for statement in rejected
        if len(statement) > TOO_SHORT and " ".join(statement.split()) in said
    ]
    assert [words for words in public if words not in accepted] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_every_accepted_statement_is_found_by_its_words(name):
    topic = load(name)
    client = Client()
    lost = []
    for post in Post.objects.filter(topic=topic, state=State.PUBLISHED):
        words = " ".join(post.body.split()[:MOST_WORDS])
        answer = client.get("/en/search/", {"q": words})
        if f"#p{post.number}" not in answer.content.decode():
            lost.append(post.body)

    assert lost == []


@pytest.mark.browser
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_visitor_walks_through_it_and_finds_a_statement(page: Page, name):
    topic = load(name)
    page.goto("/en/forum/imported-conversations/")
    page.get_by_role("link", name=topic.title).click()
    expect(page.get_by_text("Imported conversation").first).to_be_visible()

    read = page.locator("article.post").count()
    for _page in range(1, topic.pages):
        page.locator("[rel=next]").first.click()
        come_in(page)
        read += page.locator("article.post").count()
    assert read == topic.posts

    last = Post.objects.get(topic=topic, number=topic.posts)
    page.goto("/en/search/")
    page.get_by_label("What are you looking for?").fill(last.body)
    page.locator("main form button[type=submit]").click()
    page.locator(f"main ul.rows a[href$='#p{last.number}']").click()
    expect(page.locator("h1")).to_have_text(topic.title)
    expect(page.locator(f"#p{last.number}")).to_be_visible()


@pytest.mark.browser
def test_an_imported_statement_is_answered_reported_and_decided(open_page, forum):
    rule_named("insult")
    topic = load(CONVERSATIONS[0])
    reader, other = enter(open_page(), UserFactory.create()), open_page()
    reader.goto(topic.get_absolute_url())
    wanted = reader.locator("#p1 .prose").inner_text()
    reader.locator("#p1").get_by_role("link", name="Report").click()
    reader.locator("[name=reason][value=insult]").check()
    press(reader, "Report")
    reader.goto(f"{topic.get_absolute_url()}?page={topic.pages}")
    reader.get_by_label("Your reply").fill("Here it is the same.")
    press(reader, "Send the reply")
    expect(reader.locator(".prose", has_text="Here it is the same.")).to_be_visible()

    for side in (Side.CIVILIAN, Side.FORCES):
        desk = enter(open_page(), moderator(forum, side))
        desk.goto(Case.objects.get().get_absolute_url())
        desk.locator("[name=decision][value=remove]").check()
        press(desk, "Decide for my side")

    assert Case.objects.get().outcome == Outcome.REMOVED
    other.goto(topic.get_absolute_url())
    assert wanted not in other.locator("main").inner_text()
    expect(other.locator("#p1.gone")).to_be_visible()
