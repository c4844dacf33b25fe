"""Two sides differ twice, and three drawn by lot decide: each in a browser of their own."""

import pytest
from playwright.sync_api import Page, expect

from palabre.moderation.models import Case
from palabre.moderation.services import report
from palabre.people.models import Side, User
from tests.journeys.cast import enter, follow, press
from tests.moderation.factories import moderator, post_in, reader_of, rule_named
from tests.people.factories import UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def case(open_page, forum) -> Case:
    post = post_in(forum, by=UserFactory.create(username="author"))
    return report(post, rule=rule_named("insult"), note="It is rude.", by=reader_of(forum))


@pytest.fixture
def pair(forum, case) -> list[User]:
    return [moderator(forum, side) for side in (Side.CIVILIAN, Side.FORCES)]


@pytest.fixture
def others(forum, case, pair) -> list[User]:
    """As many as a panel takes: the lot has no choice."""
    sides = (Side.CIVILIAN, Side.FORCES, Side.CIVILIAN)
    return [moderator(forum, side) for side in sides]


def test_from_two_minds_to_a_panel_of_both_sides(open_page, case, pair, others):
    civilian, forces = (enter(open_page(script=False), one) for one in pair)
    for desk in (civilian, forces):
        desk.goto("/en/moderation/")
        desk.locator("main ul.rows a").first.click()
    decide(civilian, "remove", "It hurts.", "The other side decides now, without seeing it.")
    decide(forces, "keep", "It is a fact.", "Read both reasons below")
    expect(forces.locator("#work .duo")).to_contain_text("It hurts.")
    civilian.reload()
    expect(civilian.locator("#work .duo")).to_contain_text("It is a fact.")
    decide(civilian, "remove", "", "The other side decides now, without seeing it.")
    decide(forces, "keep", "", "Three others, drawn by lot, decide now.")

    panel = open_page(script=False, width=360)
    for one, told in zip(others, ("The others of the panel", "The case is closed"), strict=False):
        judge_afresh(enter(panel, one), told)
    enter(panel, others[2]).goto(case.get_absolute_url())
    expect(panel.locator("[name=decision]")).to_have_count(0)
    the_author_reads_it(enter(panel, User.objects.get(username="author")))
    panel.context.clear_cookies()
    panel.goto("/en/moderation/register/")
    expect(panel.locator("main li").first).to_contain_text("by a panel of three")


def decide(page: Page, choice: str, note: str, told: str) -> None:
    page.locator(f"[name=decision][value={choice}]").check()
    page.get_by_label("Why, in your words").fill(note)
    press(page, "Decide for my side")
    expect(page.get_by_role("status")).to_contain_text(told)


def judge_afresh(page: Page, told: str) -> None:
    page.goto("/en/me/")
    news = page.locator("section[aria-labelledby=news] li")
    expect(news).to_contain_text("The lot has called you")
    news.get_by_role("link", name="See").click()
    expect(page.locator("article")).to_contain_text("It is rude.")
    for said in ("It hurts.", "It is a fact."):
        expect(page.locator("body")).not_to_contain_text(said)
    decide(page, "remove", "It is about a person.", told)


def the_author_reads_it(page: Page) -> None:
    page.goto("/en/me/")
    news = page.locator("section[aria-labelledby=news] li")
    expect(news).to_contain_text("a panel of three, drawn by lot from both sides, decided so")
    follow(page, "Decisions about your words")
    page.locator("main ul.rows a").first.click()
    expect(page.locator("main")).to_contain_text("by a panel of three")
    expect(page.locator("main")).to_contain_text("It is about a person.")
    expect(page.locator("main")).not_to_contain_text("It hurts.")
    expect(page.get_by_role("button", name="Appeal")).to_be_visible()
