"""A motion, from the first word to the numbers of both sides: moved, amended, voted on in secret by six
members, opened by a custodian of each side. All of it without a line of script."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from palabre.committees.models import Committee
from palabre.meetings.services import open_session
from palabre.motions.models import Motion, Vote
from palabre.people.models import Side, User
from tests.committees.factories import CommitteeFactory, MeetingFactory, fill, seat
from tests.journeys.cast import enter, follow, press
from tests.meetings.factories import everybody_comes
from tests.motions.factories import custodian
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import PHRASE

TEXT = "The post opens at six. Women pass first. Nobody pays."
CHOICES = ["Yes", "Yes", "Yes", "No", "I abstain"]

pytestmark = pytest.mark.browser


@pytest.fixture
def tabakoro(open_page) -> Committee:
    space = SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", is_public=True)
    made = CommitteeFactory.create(space=space, name="Tabakoro")
    fill(made, civilians=4, forces=4)
    awa = seat(made, side=Side.CIVILIAN, name="awa", is_chair=True)
    seat(made, side=Side.FORCES, name="issa", is_chair=True)
    called = MeetingFactory.create(committee=made, starts_at=timezone.now(), is_chatham=True)
    everybody_comes(open_session(called, by=awa))
    return made


@pytest.fixture
def custodians(tabakoro) -> list[User]:
    return [custodian(tabakoro, side) for side in (Side.CIVILIAN, Side.FORCES)]


def members(committee: Committee, side: str) -> list[User]:
    return [one.user for one in committee.members if one.side == side and one.user]


def test_from_the_first_word_to_the_numbers_of_both_sides(
    page_without_script: Page, tabakoro, custodians, work
):
    page = page_without_script
    awa, fanta = User.objects.get(username="awa"), members(tabakoro, Side.CIVILIAN)[0]
    move(enter(page, fanta))
    amend(enter(page, members(tabakoro, Side.FORCES)[0]))
    accept(enter(page, fanta))
    address = put_to_vote(enter(page, awa))
    for side in (Side.CIVILIAN, Side.FORCES):
        for user, choice in zip(members(tabakoro, side), CHOICES, strict=True):
            number = vote(enter(page, user), address, choice)
    enter(page, awa).goto(address)
    press(page, "Close the vote")
    work(["motions.close"])
    for one in custodians:
        open_urn(enter(page, one), address)

    expect(page.locator(".stamp")).to_have_text("Adopted")
    outcome = page.locator("section", has=page.locator("#outcome"))
    expect(outcome).to_contain_text("6 of 8: 75%; more than 50% is needed")
    expect(outcome).to_contain_text("3 of 4: 75%")
    expect(outcome.locator(".codes")).to_contain_text(number)
    page.context.clear_cookies()
    page.goto("/en/committees/tabakoro/recommendations/")
    follow(page, "The post at the bridge")
    expect(page.locator("main")).to_contain_text("Nobody ever pays.")
    expect(page.locator("main")).not_to_contain_text(fanta.name)
    assert Vote.objects.get().voters.filter(is_in=True).count() == 0


def move(page: Page) -> None:
    page.goto("/en/committees/tabakoro/motions/")
    follow(page, "Move a motion")
    page.get_by_label("What should the committee adopt?").fill("The post at the bridge")
    page.get_by_label("Its text").fill(TEXT)
    press(page, "Move it")
    expect(page.locator("h1")).to_have_text("The post at the bridge")


def amend(page: Page) -> None:
    page.goto(Motion.objects.get().get_absolute_url())
    follow(page, "Propose an amendment")
    page.get_by_label("The text as you want it").fill(
        TEXT.replace("Nobody pays", "Nobody ever pays")
    )
    press(page, "Propose it")
    expect(page.locator(".duo ins")).to_have_text("ever")


def accept(page: Page) -> None:
    page.goto(Motion.objects.get().get_absolute_url())
    follow(page, "Amendment 1")
    press(page, "Accept it into my motion")
    expect(page.locator(".as-typed").first).to_contain_text("Nobody ever pays.")


def put_to_vote(page: Page) -> str:
    page.goto(Motion.objects.get().get_absolute_url())
    follow(page, "Put it to the vote")
    page.get_by_label("Secret ballot, each with their account").check()
    press(page, "Open the vote")
    return page.url


def vote(page: Page, address: str, choice: str) -> str:
    page.goto(address)
    page.get_by_label(choice, exact=True).check()
    page.get_by_label("Give me a number").check()
    press(page, "Vote")
    return page.locator(".code").inner_text()


def open_urn(page: Page, address: str) -> None:
    page.goto(address)
    follow(page, "Open my vault first")
    page.get_by_label("Passphrase of your vault").fill(PHRASE)
    press(page, "Open")
    press(page, "Open it for my side")
