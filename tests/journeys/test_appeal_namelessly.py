"""Words said without a name are removed; whoever said them appeals with their vault open, as nobody."""

import pytest
from playwright.sync_api import Page, expect

from palabre.committees.models import Discussion, Mode
from palabre.committees.services import publish_waiting
from palabre.moderation.services import report
from palabre.people.models import Side, User
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill, seat
from tests.journeys.cast import enter, follow, press
from tests.moderation.factories import moderator, rule_named
from tests.moderation.measures import agree
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import PHRASE, enrol

SAID, PLEA = "The lanterns are stupid.", "A lantern is not a person."

pytestmark = pytest.mark.browser


@pytest.fixture
def discussion(open_page) -> Discussion:
    space = SpaceFactory.create(slug="tabakoro", is_public=True)
    committee = CommitteeFactory.create(space=space, name="Tabakoro")
    fill(committee, civilians=2, forces=3)
    return DiscussionFactory.create(committee=committee, title="Lanterns", mode=Mode.CHATHAM)


@pytest.fixture
def awa(discussion) -> User:
    person = seat(discussion.committee, side=Side.CIVILIAN, name="awa")
    enrol(person)
    return person


@pytest.fixture
def pairs(discussion) -> list[list[User]]:
    space, sides = discussion.committee.space, (Side.CIVILIAN, Side.FORCES)
    return [[moderator(space, side) for side in sides] for _ in range(2)]


def test_from_the_vault_to_words_given_back(open_page, discussion, awa, pairs):
    page, desk = open_page(script=False, width=360), open_page(script=False)
    speak(enter(page, awa), discussion)
    agree(report(discussion.said_namelessly.get(), rule=rule_named("insult"), by=awa), *pairs[0])

    appeal(page, discussion)
    enter(desk, pairs[1][0]).goto("/en/moderation/")
    expect(
        desk.get_by_role("heading", name="Nothing to do")
    ).to_be_visible()  # it waits for company
    publish_waiting()
    for one in pairs[1]:
        give_back(enter(desk, one))

    page.goto(discussion.get_absolute_url())
    expect(page.locator("#m1")).to_contain_text(SAID)
    expect(page.locator("#m1 .tag")).to_have_text("Yours")
    expect(desk.locator("body")).not_to_contain_text("Awa")


def speak(page: Page, discussion: Discussion) -> None:
    page.goto("/en/me/vault/")
    open_vault(page)
    page.goto(discussion.get_absolute_url())
    page.get_by_label("Your contribution").fill(SAID)
    page.get_by_label("One voice until the next meeting").check()
    press(page, "Send without a name")
    publish_waiting()


def open_vault(page: Page) -> None:
    page.get_by_label("Passphrase of your vault").fill(PHRASE)
    press(page, "Open")


def appeal(page: Page, discussion: Discussion) -> None:
    page.goto(discussion.get_absolute_url())
    expect(page.locator("#m1")).not_to_contain_text(SAID)
    follow(page, "Why, and how to appeal – 1")
    expect(page.locator("main")).to_contain_text(SAID)
    expect(page.locator("main")).to_contain_text("Agreed.")
    press(page, "Appeal without a name")
    expect(page.get_by_role("alert")).to_contain_text("Fill this in")
    page.get_by_label("Why should it be looked at once more?").fill(PLEA)
    press(page, "Appeal without a name")
    expect(page.locator("#speak")).to_contain_text("Your appeal comes before the moderators at")


def give_back(page: Page) -> None:
    page.goto("/en/moderation/")
    page.locator("main ul.rows a").first.click()
    expect(page.locator("article")).to_contain_text(PLEA)
    expect(page.locator("article")).not_to_contain_text("Agreed.")
    page.get_by_label("Give it back").check()
    press(page, "Decide for my side")
    expect(page.get_by_role("status")).to_be_visible()
