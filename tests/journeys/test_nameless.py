"""Without a name, where links are kept: somebody shows a photo and takes words back with their vault
open; later two custodians find out who said something. All of it without a line of script."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from palabre.committees.models import Discussion, Mode
from palabre.committees.services import publish_waiting
from palabre.people.models import Side, User
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill, seat
from tests.files import made
from tests.journeys.cast import enter, follow, press
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import PHRASE, custodian, enrol, reader

FIRST, AGAIN, SEEN = "They will pay for it.", "I did not mean it.", "The barrier at night"
PHOTO = FilePayload(name="IMG_2039 Awa.jpg", mimeType="image/jpeg", buffer=made.jpeg())

pytestmark = pytest.mark.browser


@pytest.fixture
def linked(open_page) -> Discussion:
    space = SpaceFactory.create(slug="tabakoro", is_public=True)
    committee = CommitteeFactory.create(space=space, name="Tabakoro")
    fill(committee, civilians=2, forces=3)
    committee.rules_ever.update(link_days=30)
    return DiscussionFactory.create(
        committee=committee, title="What is hard to say", mode=Mode.CHATHAM
    )


@pytest.fixture
def awa(linked) -> User:
    awa = seat(linked.committee, side=Side.CIVILIAN, name="awa")
    enrol(awa)
    return awa


@pytest.fixture
def custodians(linked) -> list[User]:
    sides, space = (Side.CIVILIAN, Side.FORCES), linked.committee.space
    for side in sides:
        reader(space, side=side)
    return [custodian(space, side=side, name=f"custodian-{side}") for side in sides]


def test_from_one_voice_to_the_register_of_links(
    page_without_script: Page, linked, awa, custodians
):
    page = page_without_script
    speak_and_withdraw(enter(page, awa), linked)
    civilian, forces = custodians
    ask(enter(page, civilian), linked)
    agree(enter(page, forces))
    enter(page, awa).goto("/en/committees/tabakoro/openings/")
    expect(page.locator("main")).to_contain_text("Opened by both sides")
    expect(page.locator("main")).not_to_contain_text("Said by")


def speak_and_withdraw(page: Page, discussion: Discussion) -> None:
    page.goto(discussion.get_absolute_url())
    expect(page.locator("#speak form .note").first).to_contain_text("Here you can be found out")
    open_vault(page, "Open your vault first")
    page.get_by_text("Show a photo").click()
    page.get_by_label("Photo", exact=False).first.set_input_files(PHOTO)
    say(page, FIRST)  # refused: the photo wants words, and stays meanwhile
    expect(page.locator("main")).to_contain_text("for those who cannot see the photo")
    page.get_by_label("What is seen in the photo?").fill(SEEN)
    press(page, "Send without a name")
    expect(page.get_by_role("status").first).to_contain_text("Received, and not published yet")
    publish_waiting()
    page.goto(discussion.get_absolute_url())
    say(page, AGAIN)
    publish_waiting()
    page.goto(discussion.get_absolute_url())
    expect(page.locator("#m1").get_by_role("img", name=SEEN)).to_be_visible()
    expect(page.locator("#m1 .tag")).to_have_text("Yours")
    expect(page.locator("#m2 .who")).to_have_text("The voice of no. 1")
    page.locator("#m2 summary").click()
    page.locator("#m2").get_by_role("button", name="Withdraw my words").click()
    expect(page.locator("#speak")).to_contain_text("What you withdrew disappears at")
    publish_waiting()
    page.goto(discussion.get_absolute_url())
    expect(page.locator("#m2")).to_contain_text("Withdrawn by whoever said it.")


def open_vault(page: Page, label: str = "") -> None:
    if label:
        follow(page, label)
    page.get_by_label("Passphrase of your vault").fill(PHRASE)
    press(page, "Open")


def say(page: Page, words: str) -> None:
    page.get_by_label("Your contribution").fill(words)
    page.get_by_label("One voice until the next meeting").check()
    press(page, "Send without a name")


def ask(page: Page, discussion: Discussion) -> None:
    page.goto(discussion.get_absolute_url())
    follow(page, "Ask who said this – 1")
    open_vault(page)
    page.get_by_label("It threatens somebody").check()
    press(page, "Ask, and tell all members")
    expect(page.locator("main")).to_contain_text("Asked by one side")


def agree(page: Page) -> None:
    page.goto("/en/committees/tabakoro/openings/")
    press(page, "Agree: open this link – 1")
    open_vault(page)
    press(page, "Agree: open this link – 1")
    expect(page.locator("main")).to_contain_text("Said by Awa")
