"""Both sides stop somebody, then a whole topic, each for a while: what they were writing is kept for them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from palabre.core import guards
from palabre.forums.models import Topic
from palabre.moderation.models import Pause, Sanction, SanctionKind
from palabre.people.models import Side, User
from tests.forums.factories import TopicFactory
from tests.journeys.cast import enter, follow, press
from tests.moderation.factories import moderator, post_in, rule_named
from tests.moderation.measures import put_on, removed_of
from tests.people.factories import UserFactory

WORDS = "I have thought about every word of this."

pytestmark = pytest.mark.browser


@pytest.fixture
def topic(open_page, forum) -> Topic:
    return TopicFactory.create(title="The lamps of the bridge")


@pytest.fixture
def judges(forum, topic) -> list[User]:
    return [moderator(forum, side) for side in (Side.CIVILIAN, Side.FORCES)]


@pytest.fixture
def author(forum, judges) -> User:
    """Had a notice once, and has put somebody in danger since."""
    person = UserFactory.create(name="Boureima")
    first, second = post_in(forum, by=person), post_in(forum, by=person)
    put_on(removed_of(first, judges), SanctionKind.NOTICE, judges)
    removed_of(second, judges, rule=rule_named("danger"))
    return person


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_was_typed_waits_for_the_end(open_page, topic, judges, author, script):
    writing = enter(open_page(script=script), author)
    writing.goto(topic.get_absolute_url())
    writing.locator("[name=body]").fill(WORDS)
    desk = open_page(script=False, width=360)
    propose_to_stop(enter(desk, judges[0]))
    agree(enter(desk, judges[1]), "Reads and does not write")
    send(writing)
    expect(writing.get_by_role("alert")).to_contain_text("you read here and do not write")
    it_is_told_and_can_be_appealed(enter(desk, author))

    over(Sanction)
    propose_a_pause(enter(desk, judges[1]), topic)
    agree(enter(desk, judges[0]), "Nobody writes")
    send(writing)
    expect(writing.get_by_role("alert")).to_contain_text("Paused until")
    expect(writing.get_by_role("alert")).not_to_contain_text("you read here and do not write")

    over(Pause)
    send(writing)
    expect(writing.locator("#posts")).to_contain_text(WORDS)


def send(page: Page) -> None:
    expect(page.locator("[name=body]")).to_have_value(WORDS)
    page.get_by_role("button", name="Send the reply").click()


def propose_to_stop(page: Page) -> None:
    page.goto("/en/moderation/?show=closed")
    page.locator("main ul.rows a").first.click()
    follow(page, "Propose a sanction")
    page.get_by_label("Reads and does not write").check()
    page.get_by_label("For how many days?").fill("3")
    press(page, "Propose it for my side")
    expect(page.get_by_role("alert")).to_contain_text("Why, in your words")
    expect(page.get_by_label("For how many days?")).to_have_value("3")
    page.get_by_label("Why, in your words").fill("Three days to think.")
    press(page, "Propose it for my side")
    expect(page.get_by_role("status")).to_contain_text("It begins only if the other side agrees")


def propose_a_pause(page: Page, topic: Topic) -> None:
    page.goto(topic.get_absolute_url())
    page.get_by_role("link", name="Slow or pause this discussion").click()
    page.get_by_label("Nobody writes").check()
    page.get_by_label("Which rule is at stake?").select_option("danger")
    page.get_by_label("Why, in your words").fill("It burns.")
    press(page, "Propose it for my side")


def agree(page: Page, what: str) -> None:
    page.goto("/en/moderation/")
    page.locator("main ul.rows a").first.click()
    expect(page.locator("#words")).to_contain_text(what)
    expect(page.locator("body")).not_to_contain_text("Boureima")
    page.get_by_label("Agree to it").check()
    press(page, "Decide for my side")
    expect(page.get_by_role("status")).to_be_visible()
    page.goto("/en/moderation/measures/")
    expect(page.locator("main")).to_contain_text(what)


def it_is_told_and_can_be_appealed(page: Page) -> None:
    page.goto("/en/me/")
    news = page.locator("section[aria-labelledby=news] li").filter(has_text="Reads and does not")
    news.get_by_role("link", name="See").click()
    expect(page.locator("h1")).to_have_text("A sanction")
    expect(page.locator("main")).to_contain_text("Three days to think.")
    expect(page.get_by_role("button", name="Appeal")).to_be_visible()


def over(what: type[Sanction] | type[Pause]) -> None:
    """Its days have passed: nothing has to run for it to end."""
    with guards.lifted():
        what.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
