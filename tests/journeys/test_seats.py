"""From a sheet of paper to a seat, to being shown by side alone, to leaving it: in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from palabre.committees.models import Seat
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.committees.factories import CommitteeFactory, fill
from tests.committees.seating import free_seat, held_by
from tests.journeys.cast import enter, follow, press
from tests.people.factories import PASSWORD, with_second_factor
from tests.people.steps import code_in_last_mail
from tests.spaces.factories import SpaceFactory, join

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(open_page) -> Page:
    """The secretariat of a committee with a free seat, on a wide screen."""
    committee = CommitteeFactory.create(
        space=SpaceFactory.create(slug="tabakoro", is_public=True), name="Tabakoro"
    )
    fill(committee, civilians=2, forces=2)
    free_seat(committee)
    sira = join(committee.space, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="sira")
    page: Page = enter(open_page(), with_second_factor(sira))
    page.goto("/en/secretariat/committees/tabakoro/seats/")
    return page


def propose(desk: Page) -> str:
    """Propose, check and invite somebody without an account; returns the code of the letter."""
    desk.get_by_role("link", name=re.compile("Propose somebody")).click()
    desk.fill("[name=name]", "Fatou")
    desk.fill("[name=on_behalf_of]", "The fishers")
    press(desk, "Propose this person")
    for point in desk.locator("[name=point]").all():
        point.check()
    press(desk, "Confirm")
    press(desk, "Invite")
    return desk.locator(".code").inner_text()


def sign_up(phone: Page, code: str, work) -> None:
    phone.goto("/en/invitation/")
    phone.fill("[name=token]", code)
    phone.click("main form button")
    phone.click("main form button")
    for name, typed in {"email": "fatou@palabre.example", "name": "Fatou"}.items():
        phone.fill(f"[name={name}]", typed)
    for name in ("password1", "password2"):
        phone.fill(f"[name={name}]", PASSWORD)
    phone.click("main form button[type=submit] >> nth=0")
    phone.wait_for_selector("[name=code]")
    work()
    phone.fill("[name=code]", code_in_last_mail())
    phone.click("main form button[type=submit] >> nth=0")


def test_a_letter_leads_to_a_seat_shown_by_its_side_and_out_of_it(
    desk, open_page, work, mailoutbox
):
    code = propose(desk)
    phone = open_page(script=False, width=360)
    sign_up(phone, code, work)

    expect(phone.locator("h1")).to_have_text("You are invited to sit in the committee of Tabakoro")
    for name in ("to_public", "to_members"):
        phone.locator(f"[name={name}][value=side]").check()
    press(phone, "I accept and sit down")
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.locator("[name=accepts]").check()
    press(phone, "I accept and sit down")
    expect(phone.locator("h1")).to_have_text("My seat")
    fatou = User.objects.get(email="fatou@palabre.example")
    assert held_by(fatou).shown_to_members == "side"
    phone.goto("/en/committees/tabakoro/members/")
    expect(phone.locator("main")).not_to_contain_text("Fatou")
    desk.goto("/en/secretariat/committees/tabakoro/seats/")
    expect(desk.get_by_role("link", name="Fatou")).to_be_visible()

    follow(phone, "My seat")
    phone.get_by_text("Leave my seat").click()
    press(phone, "Yes, I leave")
    expect(phone.locator("main")).not_to_contain_text("Leave my seat")
    assert Seat.objects.get(user=fatou).left_on
