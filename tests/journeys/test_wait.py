"""Somebody writes while a machine floods the door: a short wait and a small question, no script."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from palabre.people.models import Side
from palabre.submissions import crowd
from tests.journeys.cast import press, words_in
from tests.journeys.inspection import inspect
from tests.spaces.factories import SpaceFactory
from tests.submissions.answering import answer_to
from tests.vaults.factories import reader

BODY = "Une lampe manque\nprès du puits. <b>É</b>"

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def attack(open_page, settings, monkeypatch):
    """So much came that a question is asked; the wait is made as short as the style sheet tells."""
    space = SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", name_en="Tabakoro")
    for side in (Side.CIVILIAN, Side.FORCES):
        reader(space, side=side)
    monkeypatch.setattr(crowd, "LONGEST", crowd.SHORTEST)
    settings.CALM_MESSAGES = 1
    crowd.MESSAGES.start_afresh()
    for _ in range(3):
        crowd.MESSAGES.bucket.draw(lambda _pressure: True)


def write(page: Page, language: str) -> None:
    say = words_in(language)
    page.goto(f"/{language}/write/message/")
    page.get_by_label(say("Your message"), exact=True).fill(BODY)
    page.get_by_label(say("Readers of both sides")).check()
    page.locator("[name=committee]").select_option("tabakoro")
    press(page, say("Continue"))
    press(page, say("Send"))


def test_without_script_a_person_waits_answers_and_gets_a_code(open_page: Callable[..., Page]):
    page, say = open_page(script=False, width=320, language="fr"), words_in("fr")
    write(page, "fr")

    expect(page.locator("h1")).to_have_text(say("Many people are here just now"))
    over = page.get_by_text(say("You can press now."))
    expect(over).to_be_hidden()
    page.get_by_text(say("What you typed"), exact=True).click()
    assert page.locator("[name=body]").input_value() == BODY
    page.locator("[name=answer]").fill("?")
    press(page, say("Send"))
    assert say("This is not the answer. Here is another question.") in (
        page.get_by_role("alert").inner_text()
    )

    page.locator("[name=answer]").fill(answer_to(page.locator("label[for=id_answer]").inner_text()))
    expect(over).to_be_visible(timeout=20_000)
    press(page, say("Send"))

    expect(page.locator("h1")).to_have_text(say("Message sent. Write down this code."))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_waiting_page_is_for_everybody(open_page: Callable[..., Page], language: str):
    page, say = open_page(language=language), words_in(language)
    page.add_init_script(AXE_SCRIPT)
    write(page, language)
    troubles = inspect(page, language)
    page.locator("[name=answer]").fill("?")
    press(page, say("Send"))
    expect(page.get_by_role("alert")).to_be_visible()

    assert [*troubles, *inspect(page, language)] == []


def test_a_field_that_something_filled_is_seen_and_can_be_emptied(open_page: Callable[..., Page]):
    page = open_page(script=True)
    page.add_init_script(AXE_SCRIPT)
    page.goto("/en/answer/")
    trap = page.locator("[name=homepage]")
    expect(trap).to_be_hidden()
    assert inspect(page, "en") == []
    page.get_by_label("Your code").fill("0000-0000-0000-0000-0000-0000")
    page.evaluate("document.querySelector('[name=homepage]').value = 'https://casino.example'")
    press(page, "Open")

    expect(trap).to_be_visible()
    assert inspect(page, "en") == []
    page.get_by_label("Leave this empty").fill("")
    press(page, "Open")
    expect(page.get_by_role("alert")).to_contain_text("This code opens nothing.")
