"""From a report to a decision of both sides, in two browsers at once."""

import pytest
from playwright.sync_api import Page

from palabre.people.models import Side
from palabre.spaces.models import FORUM, Space
from tests.journeys.cast import enter, follow, press
from tests.moderation.factories import moderator, post_in, rule_named
from tests.people.factories import UserFactory, with_password

WORDS = "He sells his votes at the back of the market."

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visit(request, open_page):
    return lambda **more: open_page(script=request.param, **more)


@pytest.fixture
def trader(open_page):
    return UserFactory.create(username="trader", name="Aminata")


@pytest.fixture
def post(trader):
    rule_named("insult")
    return post_in(Space.objects.get(slug=FORUM), by=trader, body=WORDS)


@pytest.fixture
def mariam(open_page):
    judge = moderator(Space.objects.get(slug=FORUM), Side.CIVILIAN, name="mariam")
    return with_password(judge)


@pytest.fixture
def salif(open_page):
    return moderator(Space.objects.get(slug=FORUM), Side.FORCES, name="salif")


def report(page: Page, post, rule: str) -> None:
    page.goto(post.get_absolute_url())
    page.locator(f"#p{post.number}").get_by_role("link", name="Report").click()
    page.get_by_label(rule).check()
    page.get_by_label("What should the moderators know?").fill(
        "It names nobody and hits everybody."
    )
    press(page, "Report")
    page.get_by_role("status").get_by_text("Thank you").wait_for()


def decide(page: Page, choice: str, why: str) -> None:
    page.get_by_label(choice).check()
    page.get_by_label("Why, in your words").fill(why)
    press(page, "Decide for my side")
    page.get_by_role("status").wait_for()


def test_danger_hides_at_once_and_disagreement_brings_it_back(visit, post, mariam, salif):
    reader = enter(visit(), UserFactory.create(name="Reader"))
    report(reader, post, "1. ")
    assert reader.get_by_text(WORDS).count() == 0

    for _look in range(2):
        for judge, choice in ((mariam, "Remove it"), (salif, "Keep it as it is")):
            page = enter(visit(), judge)
            page.goto("/en/moderation/")
            follow(page, post.topic.title)
            decide(page, choice, f"I say: {choice}")

    assert page.get_by_text("Kept: the two sides disagreed").first.is_visible()
    reader.reload()
    assert reader.get_by_text(WORDS).is_visible()
