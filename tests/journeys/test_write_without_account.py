"""From the safety page to the answer and to the eraser, as somebody without an account goes it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palabre.people.models import Side
from tests.journeys.cast import Words, come_in, enter, follow, press, sign_in, words_in
from tests.people.factories import with_password
from tests.spaces.factories import SpaceFactory
from tests.submissions.traces import tells
from tests.vaults.factories import PHRASE, reader

FIRST = "On garde nos téléphones au poste.\n\nOn ne sait pas à qui le dire. <b>É</b>"
CHANGED = "On garde nos téléphones au poste depuis le marché.\nOn ne sait pas à qui le dire."
ANSWER = "Nous en avons parlé au commandant. Les téléphones seront rendus."
REPLY = "Merci. Ils ont été rendus lundi."

pytestmark = pytest.mark.browser


@pytest.fixture
def readers(open_page):
    space = SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", name_en="Tabakoro")
    civilian = reader(space, side=Side.CIVILIAN, name="awa")
    forces = reader(space, side=Side.FORCES, name="issa")
    return with_password(civilian), forces


class Trail:
    """Everything that a history, a proxy or a neighbour's glance could keep of a visit."""

    def __init__(self, page: Page) -> None:
        self.page, self.kept = page, set[str]()
        page.on("request", lambda request: self.kept.update([request.url, *_referrer(request)]))
        page.on("load", lambda loaded: self.kept.add(loaded.title()))

    def tells(self, code: str) -> list[str]:
        return [kept for kept in self.kept if tells(kept, code)]


def _referrer(request) -> list[str]:
    return [request.headers.get("referer", "")]


def write(page: Page, say: Words, language: str) -> None:
    page.goto(f"/{language}/")
    follow(page, say("Write without an account"))
    expect(page.locator("h1")).to_have_text(say("Write without an account"))
    for promise in (
        "This is not an emergency line",
        "This is no place to denounce a suspect",
        "What we do not keep",
        "What we cannot promise",
    ):
        expect(page.get_by_role("heading", name=say(promise))).to_be_visible()
    assert page.context.cookies() == []

    follow(page, say("Write a message"))
    expect(page.locator("h1")).to_have_text(say("What do you want to say?"))
    page.get_by_label(say("Your message"), exact=True).fill(FIRST)
    page.get_by_label(say("Civilian readers only")).check()
    page.locator("[name=committee]").select_option("tabakoro")
    press(page, say("Continue"))


def change(page: Page, say: Words) -> None:
    expect(page.locator("h1")).to_have_text(say("Read it again"))
    assert page.locator(".as-typed").inner_text() == FIRST
    press(page, say("Change something"))
    body = page.get_by_label(say("Your message"), exact=True)
    assert body.input_value() == FIRST
    assert page.get_by_label(say("Civilian readers only")).is_checked()
    body.fill(CHANGED)
    page.get_by_label(say("Readers of both sides")).check()
    press(page, say("Continue"))
    assert page.locator(".as-typed").inner_text() == CHANGED


def note_the_code(page: Page, say: Words) -> str:
    press(page, say("Send"))
    expect(page.locator("h1")).to_have_text(say("Message sent. Write down this code."))
    code = "-".join(page.locator("p.code span").all_inner_texts())
    assert re.fullmatch(r"([0-9A-Z]{4}-){5}[0-9A-Z]{4}", code)
    page.fill("#noted", "????")
    press(page, say("I have written down my code"))
    expect(page.get_by_role("alert")).to_be_visible()
    assert "-".join(page.locator("p.code span").all_inner_texts()) == code

    page.fill("#noted", code[-4:].lower())
    press(page, say("I have written down my code"))
    expect(page.locator("h1")).to_have_text(say("Well noted"))
    return code


def leave(page: Page, say: Words) -> None:
    page.get_by_role("link", name=say("Leave this page"), exact=True).first.click()
    page.wait_for_url("**/en/accessibility/")
    assert page.context.cookies() == []


def come_back(page: Page, say: Words, code: str, language: str) -> None:
    page.goto(f"/{language}/")
    follow(page, say("Read my answer"))
    page.get_by_label(say("Your code")).fill(f" {code.lower().replace('-', '  ')} ")
    press(page, say("Open"))
    expect(page.locator("h1")).to_have_text(say("Your conversation"))


def read_and_answer(page: Page) -> None:
    page.get_by_role("link", name="Messages", exact=True).click()
    follow(page, "Open my vault")
    page.get_by_label("Passphrase of your vault").fill("not this one at all")
    press(page, "Open")
    assert "does not open your vault" in page.get_by_role("alert").inner_text()
    page.get_by_label("Passphrase of your vault").fill(PHRASE)
    press(page, "Open")
    page.locator("ul.rows a").first.click()
    press(page, "Open and read")
    assert page.locator(".as-typed").first.inner_text() == CHANGED
    page.get_by_label("Your words").fill(ANSWER)
    press(page, "Send")
    assert page.locator(".as-typed").last.inner_text() == ANSWER


def reply_and_erase(page: Page, say: Words) -> None:
    assert page.locator(".as-typed").all_inner_texts() == [CHANGED, ANSWER]
    page.get_by_label(say("Your reply")).fill(REPLY)
    press(page, say("Send"))
    assert page.locator(".as-typed").all_inner_texts() == [CHANGED, ANSWER, REPLY]

    page.get_by_role("button", name=say("Erase this message")).last.click()
    come_in(page)
    assert page.locator(".as-typed").all_inner_texts() == [CHANGED, ANSWER]
    follow(page, say("Erase everything"))
    press(page, say("Erase everything"))
    expect(page.locator("h1")).to_have_text(say("Everything is erased"))


@pytest.mark.parametrize(
    ("language", "script"), [("fr", False), ("en", False), ("fr", True), ("en", True)]
)
def test_a_message_goes_from_hand_to_hand_and_is_erased(
    open_page: Callable[..., Page], readers, settings, language, script
):
    settings.LEAVE_TO = "/en/accessibility/"
    say = words_in(language)
    page = open_page(script=script, width=360, height=740, language=language)
    trail = Trail(page)

    write(page, say, language)
    change(page, say)
    code = note_the_code(page, say)
    leave(page, say)

    come_back(page, say, code, language)
    assert page.locator(".as-typed").all_inner_texts() == [CHANGED]
    expect(page.get_by_text(say("No answer yet. Come back in a few days."))).to_be_visible()
    leave(page, say)

    office = open_page(script=script)
    sign_in(office, "awa")
    read_and_answer(office)

    come_back(page, say, code, language)
    reply_and_erase(page, say)
    assert [each for each in page.context.cookies() if each["name"] != "csrf"] == []

    come_back_in_vain(page, say, code, language)
    assert trail.tells(code) == []


def come_back_in_vain(page: Page, say: Words, code: str, language: str) -> None:
    page.goto(f"/{language}/answer/")
    page.get_by_label(say("Your code")).fill(code)
    press(page, say("Open"))
    said = page.get_by_role("alert").inner_text()
    assert say("This code opens nothing. Check each group of 4.") in said


def test_no_page_before_the_form_sets_a_cookie_or_runs_a_script(page: Page, readers):
    for address in ("", "write/", "help/", "protections/", "rules/", "forum/", "committees/"):
        page.goto(f"/fr/{address}")
        expect(page.locator("script")).to_have_count(0)
    assert page.context.cookies() == []


def test_a_refused_message_keeps_what_was_typed(page_without_script: Page, readers):
    page = page_without_script
    page.goto("/en/write/message/")
    page.get_by_label("Your message", exact=True).fill(FIRST)
    press(page, "Continue")

    assert page.title().startswith("Error:")
    assert page.get_by_label("Your message", exact=True).input_value() == FIRST
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.url.endswith("#id_readers")


def test_back_after_leaving_the_code_shows_no_code(page: Page, readers, settings):
    settings.LEAVE_TO = "/en/accessibility/"
    say = words_in("en")
    write(page, say, "en")
    change(page, say)
    code = note_the_code(page, say)
    leave(page, say)

    page.goto("/en/")
    assert not tells(page.content(), code)
    for name in ("localStorage", "sessionStorage"):
        assert page.evaluate(f"{name}.length") == 0


def test_a_message_for_civilians_is_closed_to_the_forces(page: Page, open_page, readers):
    say = words_in("en")
    write(page, say, "en")
    press(page, "Send")
    expect(page.locator("h1")).to_have_text("Message sent. Write down this code.")

    _civilian, forces = readers
    office = enter(open_page(), forces)
    office.goto("/en/messages/")
    expect(office.get_by_role("heading", name="No message yet")).to_be_visible()


def test_the_words_that_travel_in_the_form_are_not_shown_a_second_time(
    page_without_script, readers
):
    write(page_without_script, words_in("en"), "en")

    expect(page_without_script.locator(".as-typed")).to_be_visible()
    expect(page_without_script.locator("textarea")).to_be_hidden()
