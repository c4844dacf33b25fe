"""A seat at Tabakoro: reading, speaking under one's name and under nobody's, and who is kept out."""

import pytest
from playwright.sync_api import Page, expect

from palabre.committees.models import Committee, Mode, NamelessContribution
from palabre.committees.services import publish_at_once, publish_waiting, speak
from palabre.people.models import Side
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill, seat
from tests.journeys.cast import enter, follow, press, sign_in
from tests.people.factories import UserFactory, with_password
from tests.spaces.factories import SpaceFactory

SAID = "The barrier closes before the *market* does."
UNSAID = "We are afraid at the barrier, on both sides of it."

pytestmark = pytest.mark.browser


@pytest.fixture
def tabakoro(open_page) -> Committee:
    made = CommitteeFactory.create(
        space=SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", is_public=True),
        name="Tabakoro",
    )
    fill(made, civilians=2, forces=3)
    return made


@pytest.fixture
def awa(tabakoro):
    return with_password(seat(tabakoro, side=Side.CIVILIAN, name="awa"))


@pytest.fixture
def named(tabakoro, awa):
    found = DiscussionFactory.create(committee=tabakoro, title="The barrier", is_public=False)
    speak(found, "It closes at four.", by=awa)
    return found


@pytest.fixture
def nameless(tabakoro, awa):
    found = DiscussionFactory.create(
        committee=tabakoro, title="What is hard to say", mode=Mode.CHATHAM, is_public=True
    )
    publish_at_once(found, "Nobody dares to ask.")
    return found


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request, open_page) -> Page:
    opened: Page = open_page(script=request.param)
    return opened


def contribute(page: Page, words: str, button: str) -> None:
    page.get_by_label("Your contribution").fill(words)
    press(page, button)
    page.locator(".prose").nth(1).wait_for()


def test_a_member_reads_and_speaks_under_a_name(page: Page, named, awa):
    sign_in(page, "awa")
    page.get_by_role("link", name="Committees", exact=True).first.click()
    follow(page, "Tabakoro")
    expect(page.locator("h1")).to_have_text("Tabakoro")
    follow(page, "The barrier")

    contribute(page, SAID, "Publish under my name")

    assert page.locator("#m2 .who").inner_text() == "Awa"
    assert page.locator("#m2 em").inner_text() == "market"
    page.locator("#m2").get_by_role("link", name="Change").click()
    page.get_by_label("Your contribution").fill("The barrier closes too early.")
    page.locator("main form button[type=submit]").first.click()
    assert page.locator("#m2 .prose").inner_text() == "The barrier closes too early."


def test_a_member_speaks_as_nobody_in_particular(page: Page, nameless, awa):
    enter(page, awa).goto(nameless.get_absolute_url())
    assert "Not even the secretariat sees names." in page.locator(".note.rule").first.inner_text()

    page.get_by_label("Your contribution").fill(UNSAID)
    press(page, "Send without a name")

    received = page.locator("#speak").get_by_role("status")
    expect(received).to_contain_text("Received, and not published yet")
    expect(page.get_by_label("Your contribution")).to_have_value("")
    publish_waiting()
    page.goto(nameless.get_absolute_url())
    post = page.locator("#m2")
    assert UNSAID in post.inner_text()
    assert "Awa" not in page.locator("main").inner_text()
    expect(post.get_by_role("link", name="Change")).to_have_count(0)
    assert post.locator("time").get_attribute("datetime") == f"{_day()}"
    page.reload()
    assert UNSAID in page.locator("#m2").inner_text()
    assert "1 new contribution" not in page.locator("main").inner_text()


def _day() -> object:
    (said,) = NamelessContribution.objects.filter(number=2)
    return said.day


def test_an_empty_contribution_is_refused_with_words(page: Page, named, awa):
    enter(page, awa).goto(named.get_absolute_url())

    page.get_by_label("Your contribution").fill("  ")
    press(page, "Publish under my name")

    page.get_by_role("alert").wait_for()
    expect(page.locator("article.post")).to_have_count(1)


def test_a_member_opens_a_discussion_without_names(page: Page, tabakoro, awa):
    enter(page, awa).goto("/en/committees/tabakoro/discussions/")
    page.get_by_role("link", name="Open the first one").click()
    page.get_by_label("What is it about?").fill("Fear at night")
    page.locator(f"[name=mode][value={Mode.CHATHAM}]").check()
    page.locator("main form button[type=submit]").click()

    expect(page.get_by_role("status")).to_contain_text("Your question will be listed here at")
    expect(page.get_by_role("link", name="Fear at night")).to_have_count(0)
    publish_waiting()
    page.reload()
    follow(page, "Fear at night")
    expect(page.get_by_role("button", name="Send without a name")).to_be_visible()


def test_a_stranger_reads_what_is_public_and_nothing_else(
    page_without_script: Page, named, nameless
):
    page = page_without_script
    page.goto("/en/committees/tabakoro/")
    expect(page.get_by_role("link", name=nameless.title)).to_be_visible()
    expect(page.get_by_role("link", name=named.title)).to_have_count(0)

    page.goto(nameless.get_absolute_url())
    expect(page.get_by_text("Nobody dares to ask.")).to_be_visible()
    expect(page.locator("main textarea")).to_have_count(0)
    hidden = page.goto(named.get_absolute_url())
    assert hidden
    assert hidden.status == 404
    assert page.context.cookies() == []


def test_somebody_with_an_account_but_no_seat_is_a_stranger_too(
    page_without_script: Page, named, nameless
):
    page = page_without_script
    enter(page, UserFactory.create())

    hidden = page.goto(named.get_absolute_url())
    assert hidden
    assert hidden.status == 404
    page.goto(nameless.get_absolute_url())
    expect(page.locator("main textarea")).to_have_count(0)


def test_a_closed_committee_does_not_exist_for_strangers(page_without_script: Page, tabakoro, awa):
    page = page_without_script
    tabakoro.space.is_public = False
    tabakoro.space.save()

    found = page.goto("/en/committees/tabakoro/")
    assert found
    assert found.status == 404
    assert "Tabakoro" not in page.locator("body").inner_text()

    enter(page, awa).goto("/en/committees/tabakoro/")
    expect(page.locator("h1")).to_have_text("Tabakoro")
