"""A committee's meeting from the call to approved minutes, in a browser: the secretariat, a member, and
the co-chairs of both sides. No other tool is needed, and no name stands in what comes out of it."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from palabre.committees.models import Committee, Meeting
from palabre.meetings.models import Minutes
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.committees.factories import CommitteeFactory, fill, seat
from tests.journeys.cast import enter, follow, press
from tests.meetings.minuting import pass_the_window
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join

pytestmark = pytest.mark.browser
SAID = "Members described waits of two hours."


@pytest.fixture
def tabakoro(open_page) -> Committee:
    space = SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", is_public=True)
    made = CommitteeFactory.create(space=space, name="Tabakoro")
    fill(made, civilians=2, forces=2)
    return made


@pytest.fixture
def cast(tabakoro):
    found = {
        "awa": seat(tabakoro, side=Side.CIVILIAN, name="awa", is_chair=True),
        "issa": seat(tabakoro, side=Side.FORCES, name="issa", is_chair=True),
        "fanta": seat(tabakoro, side=Side.CIVILIAN, name="fanta"),
    }
    office = {"side": Side.SECRETARIAT, "role": Role.SECRETARIAT}
    return {**found, "sira": with_second_factor(join(tabakoro.space, name="sira", **office))}


def become(page: Page, person, address: str) -> None:
    page.context.clear_cookies()
    enter(page, person)
    page.goto(address)


def test_from_the_call_to_approved_minutes(open_page, cast, tabakoro):
    page = open_page(script=False, width=360)
    become(page, cast["sira"], "/en/secretariat/committees/tabakoro/meetings/")
    page.fill("[name=starts_at]", f"{timezone.now():%Y-%m-%dT23:59}")
    page.fill("[name=place_fr]", "Mairie")
    page.fill("[name=items_en]", "The bridge")
    press(page, "Call the meeting")
    expect(page.get_by_text("days of notice").last).to_be_visible()
    page.fill("[name=urgency_en]", "The bridge is closed.")
    press(page, "Call the meeting")
    meeting = Meeting.objects.get()

    become(page, cast["fanta"], "/en/committees/tabakoro/")
    press(page, "I am coming")
    expect(page.get_by_text("You said that you are coming.")).to_be_visible()

    hold(page, cast, meeting)
    minute(page, cast, meeting)

    pass_the_window(Minutes.objects.get())
    become(page, cast["sira"], f"/en/committees/tabakoro/meetings/{meeting.pk}/minutes/")
    press(page, "Approve the minutes")
    page.context.clear_cookies()
    page.reload()
    text = page.locator("main").inner_text()
    assert SAID in text
    assert "Three lamps" in text
    assert not any(name in text for name in ("Awa", "Issa", "Fanta"))


def hold(page: Page, cast, meeting: Meeting) -> None:
    become(page, cast["issa"], f"/en/committees/tabakoro/meetings/{meeting.pk}/session/")
    press(page, "Open the session")
    for box in (
        page.get_by_label("Issa", exact=True).or_(page.get_by_label("Awa", exact=True)).all()
    ):
        box.check()
    press(page, "These have come")
    page.fill("[name=text_en]", "Three lamps on the bridge.")
    press(page, "It is adopted")
    expect(page.locator("[name=text_en]")).to_have_value("Three lamps on the bridge.")
    for box in page.locator("[name=here]").all():
        box.check()
    press(page, "These have come")
    page.fill("[name=text_en]", "Three lamps on the bridge.")
    press(page, "Forces want to speak")
    press(page, "Next to speak")
    expect(page.get_by_text("Has the floor.")).to_be_visible()
    page.fill("[name=text_en]", "Three lamps on the bridge.")
    press(page, "It is adopted")
    expect(page.get_by_role("cell", name="Three lamps")).to_be_visible()
    page.get_by_text("Close the session", exact=True).click()
    press(page, "Yes, close it")


def minute(page: Page, cast, meeting: Meeting) -> None:
    follow(page, "Minutes")
    press(page, "Begin the minutes")
    page.get_by_label("What was said, in English").fill("Awa described waits.")
    press(page, "Save and read it whole")
    expect(page.get_by_text("word it otherwise").first).to_be_visible()
    page.get_by_label("What was said, in English").fill(SAID)
    press(page, "Save and read it whole")
    press(page, "It is right")
    become(page, cast["awa"], f"/en/committees/tabakoro/meetings/{meeting.pk}/minutes/")
    press(page, "It is right")
    expect(page.get_by_text("Draft", exact=True)).to_be_visible()
