"""A list of words makes a post wait; both sides refuse it, its author appeals, another pair gives it back."""

import pytest
from playwright.sync_api import Page, expect

from palabre.forums.models import Topic
from palabre.people.models import Side, User
from palabre.spaces.models import Role, Space
from tests.forums.factories import TopicFactory
from tests.journeys.cast import enter, follow, press
from tests.moderation.factories import moderator, rule_named
from tests.people.factories import UserFactory, with_second_factor
from tests.spaces.factories import join

SAID = "Somebody sells stólen   CEMENT behind the station."

pytestmark = pytest.mark.browser


@pytest.fixture
def topic(open_page, forum) -> Topic:
    rule_named("spam")
    return TopicFactory.create(title="The lamps of the bridge")


@pytest.fixture
def sira(forum: Space, topic) -> User:
    return with_second_factor(
        join(forum, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="sira")
    )


@pytest.fixture
def pairs(forum: Space, topic) -> list[list[User]]:
    return [
        [moderator(forum, side, name=f"{side}-{which}") for side in (Side.CIVILIAN, Side.FORCES)]
        for which in ("first", "other")
    ]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_a_list_to_words_given_back(open_page, topic, sira, pairs, script):
    page = open_page(script=script, width=360)
    author = UserFactory.create(name="Oumar")
    make_a_list(enter(page, sira))
    write(enter(page, author), topic)
    for one in pairs[0]:
        refuse(enter(page, one))
    appeal(enter(page, author))
    for one in pairs[1]:
        give_back(enter(page, one))

    enter(page, author).goto("/en/me/")
    expect(page.locator("main")).to_contain_text("Your appeal was heard")
    page.context.clear_cookies()
    page.goto(topic.get_absolute_url())
    expect(page.locator("#posts")).to_contain_text("behind the station")
    page.goto("/en/moderation/register/")
    expect(page.locator("main li").first).to_contain_text("On appeal: shown again")
    expect(page.locator("main li").nth(1)).to_contain_text("appealed: it is shown again")
    expect(page.locator("main")).not_to_contain_text("Oumar")


def make_a_list(page: Page) -> None:
    page.goto("/en/secretariat/rules/lists/")
    follow(page, "Add a list")
    page.get_by_label("Name", exact=True).fill("What is sold")
    page.get_by_label("Words", exact=False).last.fill("stolen cement\nx")
    page.get_by_label("It waits until a moderator has looked at it").check()
    page.get_by_label("Under which rule").select_option(label=str(rule_named("spam")))
    press(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("“x”: a word has two letters")
    page.get_by_label("Words", exact=False).last.fill("stolen cement")
    press(page, "Save")
    expect(page.locator("main li").filter(has_text="What is sold")).to_contain_text("In force")


def write(page: Page, topic: Topic) -> None:
    page.goto(topic.get_absolute_url())
    page.locator("[name=body]").fill(SAID)
    press(page, "Send the reply")
    expect(page.locator("h1")).to_have_text("This waits to be published")
    page.goto(topic.get_absolute_url())
    expect(page.locator("#posts")).not_to_contain_text("behind the station")
    follow(page, "See what waits")
    expect(page.get_by_label("Your text")).to_have_value(SAID)


def refuse(page: Page) -> None:
    page.goto("/en/moderation/")
    page.locator("main ul.rows a").first.click()
    expect(page.locator("article mark")).to_have_text("stólen CEMENT")
    page.get_by_label("Refuse it").check()
    page.get_by_label("Which passage?").fill("stólen cement")
    page.get_by_label("Why, in your words").fill("It is an advertisement.")
    press(page, "Decide for my side")
    expect(page.get_by_role("status")).to_be_visible()


def appeal(page: Page) -> None:
    page.goto("/en/me/")
    news = page.locator("section[aria-labelledby=news] li")
    expect(news).to_contain_text("is not published: moderators of both sides agreed")
    news.get_by_role("link", name="See").click()
    expect(page.locator("blockquote")).to_have_text("stólen cement")
    expect(page.locator("main")).to_contain_text("It is an advertisement.")
    press(page, "Appeal")
    expect(page.get_by_role("alert")).to_contain_text("Fill this in")
    page.get_by_label("Why should it be looked at once more?").fill("I report a theft.")
    press(page, "Appeal")
    expect(page.get_by_role("status")).to_contain_text("Two other moderators look at it")


def give_back(page: Page) -> None:
    page.goto("/en/moderation/")
    page.locator("main ul.rows a").first.click()
    expect(page.locator("article")).to_contain_text("I report a theft.")
    expect(page.locator("article")).not_to_contain_text("It is an advertisement.")
    page.get_by_label("Give it back").check()
    press(page, "Decide for my side")
    expect(page.get_by_role("status")).to_be_visible()
