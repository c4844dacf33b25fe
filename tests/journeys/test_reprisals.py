"""Pressure reported in two taps by a member, and looked into by a custodian; all without script."""

import pytest
from playwright.sync_api import Page, expect

from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.committees.factories import CommitteeFactory
from tests.journeys.cast import enter, follow, press
from tests.journeys.inspection import NARROWEST
from tests.spaces.factories import join
from tests.vaults.factories import PHRASE, custodian, reader

pytestmark = pytest.mark.browser


@pytest.fixture
def space(open_page):
    space = CommitteeFactory.create(space__slug="tabakoro").space
    for side, begins, keeps in [
        (Side.CIVILIAN, "Awa", "Ramata"),
        (Side.FORCES, "Issa", "Coumba"),
    ]:
        reader(space, side=side, name=begins)
        custodian(space, side=side, name=keeps)
    return space


def keeper_of(space, name):
    return space.memberships.get(role=Role.CUSTODIAN, user__username=name).user


def open_reports(page: Page) -> None:
    page.goto("/en/me/")
    follow(page, "Reports of pressure")
    follow(page, "Open my vault")
    page.get_by_label("Passphrase of your vault").fill(PHRASE)
    press(page, "Open")


def fits(page: Page) -> bool:
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth") <= NARROWEST)


def test_two_taps_and_a_custodian_looks_into_it(open_page, space):
    page = enter(open_page(script=False, width=NARROWEST), join(space, name="Seydou"))
    page.goto("/en/committees/tabakoro/")
    follow(page, "Pressure and reprisals")
    assert fits(page)
    press(page, "A threat")
    assert fits(page)
    expect(page.get_by_role("button", name="Coumba")).to_be_visible()
    page.get_by_role("button", name="Send to the civilian custodians").click()
    expect(page.locator("h1")).to_have_text("It is sealed and sent")
    expect(page.locator("main")).to_contain_text("Ramata")
    assert "threat" not in page.url

    chosen = enter(open_page(script=False, width=NARROWEST), keeper_of(space, "Ramata"))
    open_reports(chosen)
    expect(chosen.locator("article")).to_contain_text("Seydou")
    assert fits(chosen)
    chosen.get_by_label("What became of it").select_option("looking")
    press(chosen, "Note it")
    expect(chosen.locator("article .tag")).to_have_text("Being looked into")

    other = enter(open_page(script=False), keeper_of(space, "Coumba"))
    open_reports(other)
    expect(other.locator("main")).to_contain_text("Nothing waits for you")
