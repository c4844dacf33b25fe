"""From the printer to the answer: a sheet is printed, comes back, is typed in, and its code opens it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.journeys.cast import Words, enter, follow, press, words_in
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join
from tests.submissions.sheets_read import Sheet, read
from tests.vaults.factories import reader

pytestmark = pytest.mark.browser
WORDS = "On garde nos téléphones au poste.\nOn ne sait pas à qui le dire."


@pytest.fixture
def desk(open_page) -> Page:
    """The secretariat's own browser, on a phone, without script."""
    space = SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", name_en="Tabakoro")
    for side in (Side.CIVILIAN, Side.FORCES):
        reader(space, side=side)
    sira = with_second_factor(join(space, side=Side.SECRETARIAT, role=Role.SECRETARIAT))
    return enter(open_page(script=False, width=320, language="fr"), sira)


def print_one(page: Page, say: Words) -> Sheet:
    page.goto("/fr/secretariat/")
    follow(page, say("Messages on paper"))
    follow(page, "Tabakoro")
    page.get_by_label(say("How many sheets?")).fill("1")
    page.get_by_label(say("A6: two small leaves a sheet")).check()
    with page.expect_download() as file:
        press(page, say("Make the sheets"))
    assert file.value.suggested_filename == "document.pdf"
    (sheet,) = read(Path(file.value.path()).read_bytes()).sheets
    return sheet


def type_in(page: Page, say: Words, number: str) -> None:
    page.get_by_label(say("Sheet number"), exact=True).fill(number)
    page.get_by_label(say("Readers of both sides")).check()
    page.get_by_label(say("What is written on it")).fill(WORDS)
    press(page, say("Seal it"))


def come_back(page: Page, say: Words, code: str) -> None:
    page.goto("/fr/answer/")
    page.get_by_label(say("Your code")).fill(code)
    press(page, say("Open"))


def test_a_sheet_is_printed_typed_in_and_opened_with_its_code(desk: Page, open_page):
    say = words_in("fr")
    sheet = print_one(desk, say)
    writer = open_page(script=False, language="fr")
    come_back(writer, say, sheet.code)
    expect(writer.get_by_role("alert")).to_contain_text(
        say("This code opens nothing. Check each group of 4.")
    )

    follow(desk, say("Type in a sheet"))
    type_in(desk, say, "0000-0000-0000")
    expect(desk.get_by_role("alert")).to_be_visible()
    assert desk.get_by_label(say("What is written on it")).input_value() == WORDS
    desk.get_by_label(say("Sheet number"), exact=True).fill(sheet.number.lower())
    press(desk, say("Seal it"))

    expect(desk.get_by_role("heading", name=say("It is sealed"))).to_be_visible()
    assert "téléphones" not in desk.content()
    come_back(writer, say, sheet.code)
    expect(writer.get_by_text("On garde nos téléphones au poste.")).to_be_visible()
