"""A topic from its first words to its report: two people, with script and without."""

import pytest
from playwright.sync_api import Page, expect

from palabre.moderation.models import Case
from tests.forums.factories import CategoryFactory, TopicFactory, long_topic
from tests.journeys.cast import enter, follow, press, sign_in
from tests.moderation.factories import rule_named
from tests.people.factories import UserFactory, with_password

QUESTION = "Why does the post close at noon?"
BODY = "The market stays open until *four*.\n\n* women wait\n* goods spoil\n\n<b>é &amp; ɓ</b>"
REPLY = "The order says noon. It can be changed."

pytestmark = pytest.mark.browser


@pytest.fixture
def category(open_page):
    return CategoryFactory.create(slug="markets", title_fr="Marchés", title_en="Markets")


@pytest.fixture
def trader(open_page):
    return with_password(UserFactory.create(username="trader", name="Aminata"))


@pytest.fixture
def gendarme(open_page):
    return UserFactory.create(username="gendarme", name="Boubacar", side="forces")


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visit(request, open_page):
    """Opens pages that all run scripts, or that all run none."""
    return lambda **more: open_page(script=request.param, **more)


def open_topic(page: Page) -> None:
    page.goto("/en/forum/")
    follow(page, "Markets")
    follow(page, "Open a topic")
    page.get_by_label("Title", exact=True).fill(QUESTION)
    press(page, "Publish the topic")
    assert page.title().startswith("Error:")
    assert page.get_by_label("Title", exact=True).input_value() == QUESTION

    page.get_by_label("Your text").fill(BODY)
    press(page, "Publish the topic")
    expect(page.locator("h1")).to_have_text(QUESTION)


def reply(page: Page, words: str) -> None:
    page.get_by_label("Your reply").fill(words)
    press(page, "Send the reply")
    page.locator(".prose", has_text=words.splitlines()[-1]).last.wait_for()


def test_a_topic_is_opened_answered_quoted_and_edited(visit, category, trader, gendarme):
    page = visit()
    sign_in(page, "trader")
    open_topic(page)
    first = page.locator("#p1")
    assert first.locator("em").inner_text() == "four"
    expect(first.locator("li")).to_have_count(2)
    expect(first.locator("b")).to_have_count(0)  # what is not Markdown is shown as typed
    address = page.url

    other = enter(visit(), gendarme)
    other.goto(address)
    reply(other, REPLY)
    assert other.locator("#p2 .who").inner_text() == "Boubacar"

    page.goto("/en/forum/markets/")
    page.get_by_role("link", name="1 new").click()
    expect(page.locator("#new")).to_be_visible()
    quote(page)
    edit(page)


def quote(page: Page) -> None:
    page.locator("#p2").get_by_role("link", name="Quote").click()
    words = page.get_by_label("Your reply")
    assert words.input_value().startswith("Boubacar wrote:\n\n> The order says noon.")
    words.fill(words.input_value() + "\n\nWho can change it?")
    press(page, "Send the reply")
    page.locator("#p3").wait_for()
    assert REPLY in page.locator("#p3 blockquote").inner_text()


def edit(page: Page) -> None:
    page.locator("#p3").get_by_role("link", name="Edit").click()
    expect(page.locator("h1")).to_have_text("Edit post no. 3")
    page.get_by_label("Your text").fill("Who can change it, please?")
    press(page, "Save")
    assert page.locator("#p3 .prose").inner_text() == "Who can change it, please?"
    page.locator("#p3").get_by_role("link", name="edited").click()
    expect(page.locator("h1")).to_have_text("History of post no. 3")
    said = page.locator(".prose").all_inner_texts()
    assert said[0] == "Who can change it, please?"
    assert REPLY in said[1]


def test_a_reply_appears_without_leaving_the_page(page: Page, category, trader, gendarme):
    topic = TopicFactory.create(category=category, by=gendarme)
    enter(page, trader).goto(topic.get_absolute_url())
    page.evaluate("window.stayed = true")

    reply(page, "One.")
    reply(page, "Two.")

    expect(page.locator("article.post")).to_have_count(3)
    assert page.evaluate("window.stayed") is True
    assert page.get_by_label("Your reply").input_value() == ""
    expect(page.locator("#reply")).to_have_count(1)


def test_a_refused_reply_keeps_its_words_in_place(page: Page, category, trader):
    topic = TopicFactory.create(category=category, by=trader)
    enter(page, trader).goto(topic.get_absolute_url())

    page.get_by_label("Your reply").fill("   \n  ")
    press(page, "Send the reply")

    assert "nothing to read in it" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Your reply").input_value() == "   \n  "
    expect(page.locator("article.post")).to_have_count(1)


def test_what_others_said_meanwhile_comes_with_ones_own_reply(
    page: Page, open_page, category, trader, gendarme
):
    topic = TopicFactory.create(category=category, by=trader)
    enter(page, trader).goto(topic.get_absolute_url())
    other = enter(open_page(), gendarme)
    other.goto(topic.get_absolute_url())
    reply(other, "Meanwhile.")

    reply(page, "Mine.")

    assert page.locator("article.post .prose").all_inner_texts()[1:] == ["Meanwhile.", "Mine."]


def test_a_long_topic_has_pages_and_leads_to_the_first_unread(visit, category, trader, gendarme):
    topic = long_topic(23, category=category, by=gendarme, title="Long")
    page = enter(visit(), trader)
    page.goto(topic.get_absolute_url())
    expect(page.locator("article.post")).to_have_count(20)

    page.goto("/en/forum/markets/")
    page.get_by_role("link", name="3 new").click()

    assert page.url.endswith("?page=2#p21")
    expect(page.locator("#p23")).to_be_visible()


def test_a_post_is_reported_in_three_moves(visit, category, trader, gendarme):
    rule_named("insult")
    topic = TopicFactory.create(category=category, by=gendarme)
    page = enter(visit(), trader)
    page.goto(topic.get_absolute_url())

    page.locator("#p1").get_by_role("link", name="Report").click()
    page.locator("[name=reason][value=insult]").check()
    page.get_by_label("What should the moderators know?").fill("It is rude.")
    press(page, "Report")

    assert "A moderator of each side will decide" in page.get_by_role("status").first.inner_text()
    assert page.url.endswith(f"/en/forum/topics/{topic.pk}/?page=1#p1")
    assert Case.objects.get().rule.code == "insult"


def test_a_visitor_reads_everything_and_is_told_how_to_speak(visit, category, trader):
    topic = TopicFactory.create(category=category, by=trader)
    page = visit(width=360, language="fr")
    page.goto(f"/fr/forum/topics/{topic.pk}/")

    expect(page.locator("#p1")).to_be_visible()
    expect(page.locator("#reply textarea")).to_have_count(0)
    expect(page.locator("#reply a[href='/fr/write/']")).to_be_visible()
    assert page.context.cookies() == []


def test_a_field_that_was_pulled_larger_breaks_no_policy(page: Page, category, trader):
    """The browser notes the size in a style of its own, which htmx would copy and be refused."""
    topic = TopicFactory.create(category=category, by=trader)
    enter(page, trader).goto(topic.get_absolute_url())
    page.get_by_label("Your reply").evaluate("field => { field.style.height = '20rem'; }")

    reply(page, "One.")
    reply(page, "Two.")

    expect(page.locator("article.post")).to_have_count(3)
