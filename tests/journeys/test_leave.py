"""The way out: in reach on every page for people without an account, and it leaves nothing."""

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.cast import enter
from tests.people.factories import UserFactory

ELSEWHERE = "/en/accessibility/"

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _somewhere_neutral(settings):
    settings.LEAVE_TO = ELSEWHERE


def test_the_way_out_is_on_top_of_every_page_for_writers(page_without_script: Page):
    page = page_without_script
    for address in ("write/", "write/message/", "answer/", "answer/thread/"):
        page.goto(f"/en/{address}")
        box = page.locator(".exit a.btn").bounding_box()
        assert box
        assert box["y"] < 60, address


def test_one_press_leaves_and_keeps_no_cookie(page_without_script: Page):
    page = page_without_script
    page.goto("/fr/answer/")
    assert page.context.cookies() != []

    page.locator(".exit a.btn").click()
    page.wait_for_url(f"**{ELSEWHERE}")

    assert page.context.cookies() == []


def test_the_way_out_says_nothing_of_where_one_was(page_without_script: Page):
    page = page_without_script
    page.goto("/en/write/")
    requests: list[Request] = []
    # The library marks the function that it is given, and cannot mark a built-in one.
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108

    page.locator(".exit a.btn").click()
    page.wait_for_url(f"**{ELSEWHERE}")

    asked = [request for request in requests if request.is_navigation_request()]
    assert asked
    assert [request for request in asked if "referer" in request.headers] == []


def test_leaving_signs_out(page: Page):
    enter(page, UserFactory.create()).goto("/en/me/")

    page.get_by_role("link", name="Leave", exact=True).click()
    page.wait_for_url(f"**{ELSEWHERE}")

    assert page.context.cookies() == []
    page.goto("/en/me/")
    assert "/accounts/login/" in page.url


def test_shift_three_times_leaves_and_back_finds_nothing(page: Page):
    page.goto("/en/rules/")
    enter(page, UserFactory.create()).goto("/en/me/")

    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(f"**{ELSEWHERE}")
    page.go_back()

    expect(page.locator("h1")).to_have_text("Rules of the dialogue")
    assert page.context.cookies() == []


def test_typing_capitals_does_not_leave(page: Page):
    enter(page, UserFactory.create()).goto("/en/search/")

    page.get_by_label("What are you looking for?").press_sequentially("ABCD")
    for key in ("Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)

    assert page.url.endswith("/en/search/")
    assert page.get_by_label("What are you looking for?").input_value() == "ABCDa"
