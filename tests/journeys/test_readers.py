"""How the readers of a committee begin, and let a third one in: at one screen, without script."""

import pytest
from playwright.sync_api import Page, expect

from palabre.people.models import Side
from palabre.vaults.endorsing import vouch
from palabre.vaults.trust import trust_in
from tests.journeys.cast import enter, follow, press
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import PHRASE, VAULTS, fingerprint_of, held_by, reader

pytestmark = pytest.mark.browser


@pytest.fixture
def committee(open_page):
    return SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", name_en="Tabakoro")


@pytest.fixture
def people(committee):
    sides = {"awa": Side.CIVILIAN, "issa": Side.FORCES, "fanta": Side.CIVILIAN}
    return {name: reader(committee, side=sides[name], name=name, trusted=False) for name in sides}


def open_vault(page: Page) -> None:
    page.goto("/en/messages/")
    follow(page, "Open my vault")
    page.get_by_label("Passphrase of your vault").fill(PHRASE)
    press(page, "Open")


def test_two_begin_and_a_third_is_let_in(page_without_script, open_page, committee, people):
    page = enter(page_without_script, people["awa"])
    open_vault(page)
    expect(page.get_by_text("Not trusted yet")).to_be_visible()
    follow(page, "Who reads, and who vouches for whom")
    follow(page, "Begin, both of us")
    page.get_by_label("User name of the other reader").fill("issa")
    page.get_by_label("Passphrase of their vault").fill(PHRASE)
    page.get_by_label("We sit together").check()
    press(page, "Write us down as the first two")
    expect(page.get_by_text("One of the first two")).to_have_count(2)

    fanta = page.locator("li", has=page.get_by_role("heading", name="fanta"))
    expect(fanta).to_contain_text("Not trusted yet")
    fanta.locator("summary").click()
    fanta.get_by_role("button", name="It is the same: I vouch for them").click()
    expect(fanta).to_contain_text("vouched for by awa")
    expect(fanta).to_contain_text("Not trusted yet")

    trust = trust_in(committee)
    seats = {seat.user.username: seat for seat in trust.seats}
    vouch(
        seats["fanta"],
        by=people["issa"],
        opened=VAULTS[held_by(seats["issa"])],
        seen=fingerprint_of(seats["fanta"]),
    )
    page.reload()
    expect(fanta).to_contain_text("Trusted")

    visitor = open_page(script=False)
    visitor.goto("/en/write/message/")
    expect(visitor.locator("[name=committee]")).to_contain_text("Tabakoro")
