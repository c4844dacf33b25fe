"""A photo goes from a phone to a reader, and what the phone wrote into it does not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from palabre.files.rebuild import Rebuilt
from palabre.people.models import Side
from tests.files import made
from tests.files.referee import told_by
from tests.journeys.cast import Words, press, sign_in, words_in
from tests.people.factories import with_password
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import PHRASE, reader

SAID = "On nous a demandé de l’argent au poste. Voici la photo."
PHOTO: FilePayload = {
    "name": "Aminata-IMG_2039.jpg",
    "mimeType": "image/jpeg",
    "buffer": made.jpeg(),
}
SHEET: FilePayload = {
    "name": "liste.xlsx",
    "mimeType": "",
    "buffer": b"PK\x03\x04" + made.TRACE.encode(),
}

pytestmark = pytest.mark.browser


@pytest.fixture
def readers(open_page):
    space = SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", name_en="Tabakoro")
    reader(space, side=Side.FORCES, name="issa")
    return with_password(reader(space, side=Side.CIVILIAN, name="awa"))


def write_with_files(page: Page, say: Words, language: str) -> None:
    page.goto(f"/{language}/write/message/")
    page.get_by_label(say("Your message"), exact=True).fill(SAID)
    page.get_by_label(say("Readers of both sides")).check()
    page.locator("[name=committee]").select_option("tabakoro")
    page.get_by_text(say("What happens to your files")).click()
    page.locator("[name=files]").set_input_files([PHOTO, SHEET])
    press(page, say("Continue"))


def leave_one_out_and_choose_the_other(page: Page, say: Words) -> None:
    """The sheet is refused; its writer leaves it out, then joins it again and sends it as it is."""
    expect(page.get_by_role("alert")).to_contain_text(
        say("A file could not be cleaned. Your text and the other files are still here.")
    )
    page.get_by_label(say("Leave out file %(number)s") % {"number": 2}).check()
    press(page, say("Change something"))
    assert page.get_by_label(say("Your message"), exact=True).input_value() == SAID
    expect(page.locator("[name=held]")).to_have_count(1)
    page.locator("[name=files]").set_input_files([SHEET])
    press(page, say("Continue"))
    page.get_by_label(say("Send it as it is, all the same")).check()


def taken_out(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download() as coming:
        page.locator("main a[download]", has_text=label).click()
    path = coming.value.path()
    return coming.value.suggested_filename, Path(path).read_bytes()


@pytest.mark.parametrize(("language", "script"), [("fr", False), ("en", True)])
def test_a_photo_arrives_and_tells_nothing_of_its_phone(
    open_page: Callable[..., Page], readers, tmp_path, language, script
):
    say = words_in(language)
    page = open_page(script=script, width=360, height=740, language=language)
    write_with_files(page, say, language)
    leave_one_out_and_choose_the_other(page, say)
    press(page, say("Send"))
    expect(page.locator("h1")).to_have_text(say("Message sent. Write down this code."))

    office = open_page(script=script)
    sign_in(office, "awa")
    office.goto("/en/messages/vault/")
    office.fill("[name=passphrase]", PHRASE)
    press(office, "Open")
    office.locator("ul.rows a").first.click()
    press(office, "Open and read")
    expect(office.get_by_text("The writer chose to send this file as it was")).to_be_visible()

    name, photo = taken_out(office, "Picture")
    assert name == "piece-1.jpg"
    assert told_by({name: Rebuilt(photo, ".jpg", "image/jpeg")}, tmp_path) == {}
    assert made.TRACE.encode() in PHOTO["buffer"]
    assert made.TRACE.encode() not in photo
    assert taken_out(office, "File as it was") == ("piece-2.xlsx", SHEET["buffer"])
