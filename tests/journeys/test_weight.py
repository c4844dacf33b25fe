"""What a page costs on a slow network, where it may cost less than others. Every page is weighed when
it is opened for tests/journeys/test_accessible.py.
"""

from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Page, Response

from tests.house.addresses import ADDRESSES
from tests.house.places import path_of
from tests.journeys.conftest import Visits
from tests.journeys.weighing import ASKS, IN_PLACE, LIVE, MEMBERS, Weight, weigh

WRITER = 15_000
PAGES = {address.name: address for address in ADDRESSES if address.is_page}
WRITERS = [name for name in PAGES if name.startswith("submissions:") and not PAGES[name].by]

Scales = Callable[[str, str], "Weight"]  # of what somebody gets at an address

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="session")
def scales(windows: Visits) -> Scales:
    """A window for each person, without axe; each page is weighed once for all that is said of it."""

    @cache
    def window_of(person: str) -> Page:
        window = windows.new(person, with_axe=False)
        window.set_extra_http_headers({"Accept-Language": "fr"})
        return window

    return cache(lambda person, path: weigh(window_of(person), path))


@pytest.mark.parametrize("name", IN_PLACE)
def test_a_page_that_changes_in_place_keeps_its_budget_too(
    visits: Visits, scales: Scales, name: str
):
    weight = scales(IN_PLACE[name], path_of(PAGES[name], visits.house.places))

    assert 0 < weight.scripts <= LIVE
    assert weight.total <= MEMBERS
    assert weight.asked <= ASKS


@pytest.mark.parametrize("name", WRITERS)
def test_a_page_for_writers_is_light_enough_for_the_slowest_network(
    visits: Visits, scales: Scales, name: str
):
    weight = scales("", path_of(PAGES[name], visits.house.places))

    assert weight.total <= WRITER
    assert weight.asked <= 3  # the page, its style, the picture of its tab


def test_a_second_page_costs_its_words_alone(visits: Visits):
    page = visits.new()
    page.goto("/fr/forum/")
    page.goto("/fr/rules/")
    sizes = page.evaluate(
        "performance.getEntriesByType('resource').map(entry => entry.transferSize)"
    )
    page.context.close()

    assert sizes
    assert sum(sizes) <= 1_000  # Chromium may ask for the picture of the tab again


def test_a_window_that_was_dark_weighs_the_same(visits: Visits):
    for begun in ("/fr/", "/fr/forum/"):
        page = visits.new()
        page.goto(begun)
        page.emulate_media(color_scheme="dark")

        parts = weigh(page, "/fr/").parts

        assert [name for name in parts if "/tree" in name and "dark" not in name]
        assert len(parts) == ASKS - 1
        page.context.close()


def test_styles_and_scripts_are_kept_for_ever_and_sent_small(visits: Visits):
    page = visits.of("")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (Playwright takes no builtin)
    page.goto("/fr/")

    files = [answer for answer in answers if "/static/" in answer.url]
    for answer in files:
        assert "immutable" in answer.headers["cache-control"], answer.url
    (sheet,) = [answer for answer in files if answer.url.endswith(".css")]
    assert sheet.headers["content-encoding"] in ("br", "gzip")
