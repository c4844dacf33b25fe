"""A secretariat founds a committee in one sitting, and announces another rule for it."""

import pytest
from playwright.sync_api import Page, expect

from palabre.committees.models import Committee
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.committees.factories import seat
from tests.journeys.cast import enter, follow, press
from tests.people.factories import with_second_factor
from tests.spaces.factories import join

pytestmark = pytest.mark.browser


@pytest.fixture
def sira(forum):
    return with_second_factor(
        join(forum, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="sira")
    )


@pytest.fixture
def desk(open_page, sira) -> Page:
    """With script; without it in the whole story of a committee."""
    page: Page = enter(open_page(width=360), sira)
    page.goto("/en/secretariat/committees/")
    return page


def test_two_fields_and_three_presses_found_a_committee(desk: Page, open_page):
    """Whoever changes nothing else is done; whoever breaks the rules is told which, and goes on."""
    follow(desk, "Found a committee")
    follow(desk, "Municipal")
    desk.get_by_label("Name", exact=True).fill("Soroba")
    desk.get_by_label("Territory", exact=True).fill("Commune of Soroba")
    women = desk.locator("#seats").get_by_label("Women’s associations")
    women.fill("1")
    women.blur()
    expect(desk.locator("#totals .num").first).to_have_text("8")

    with desk.expect_navigation():  # the Enter key founds; it does not count
        desk.get_by_label("Name", exact=True).press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("The rules want at least 2.")
    expect(desk.get_by_label("Name", exact=True)).to_have_value("Soroba")
    desk.locator("#seats").get_by_label("Women’s associations").fill("2")
    press(desk, "Found the committee")

    expect(desk.locator(".tag", has_text="Free seat")).to_have_count(19)
    committee = Committee.objects.get(space__slug="soroba")
    member = enter(open_page(script=False), seat(committee))
    _a_rule_is_announced_and_read(desk, member)


def _a_rule_is_announced_and_read(desk: Page, member: Page) -> None:
    desk.get_by_role("link", name="Rules", exact=True).click()
    desk.get_by_label("Quorum on each side").fill("60")
    desk.get_by_label("Why, in French").fill("Pour décider à plus nombreux.")
    press(desk, "Announce the change")
    expect(desk.get_by_text("Every member is told.")).to_be_visible()

    member.goto("/en/me/")
    member.get_by_role("link", name="See it").click()
    expect(member.get_by_role("heading", name="Announced: a change from")).to_be_visible()
    expect(member.locator("main strong")).to_have_text("60%")
