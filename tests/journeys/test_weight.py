"""What a page costs on a slow network: bytes as compressed, and how many questions it asks.

What a page asks for is heard in Chromium, from the server that `make run` starts.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, Response

from tests.house.addresses import ADDRESSES, MEMBER, MODERATOR, SECRETARY
from tests.house.places import path_of
from tests.journeys.conftest import Visits

HTML, CSS, LEAST_CSS = 15_000, 8_000, 4_000
ASKS = 4  # the page, its style, its script or picture, the picture of its tab
SHORTCUTS, QUEUE, LIVE, KEYS = 1_000, 2_000, 20_000, 8_000  # bytes of script
STRANGERS, MEMBERS = 25_000, 45_000
WRITER = 15_000
TAB_PICTURE = 300
# The pages that are opened most have a tighter budget of their own: their words, and all of it.
TIGHT = {
    "forums:index": (3_000, 9_000),
    "forums:category": (4_000, 11_000),
    "forums:topic": (7_000, 14_000),
    "portal:search": (5_000, 12_000),
    "moderation:queue": (10_000, 18_000),
}
PAGES = {address.name: address for address in ADDRESSES if address.is_page}
WRITERS = [name for name in PAGES if name.startswith("submissions:") and not PAGES[name].by]
# On these something happens in place, for people who signed in.
IN_PLACE = {
    "forums:topic": MEMBER,
    "committees:discussion": MEMBER,
    "moderation:case": MODERATOR,
    "committees_desk:found": SECRETARY,
    "committees_desk:add_template": SECRETARY,
    "committees_desk:template": SECRETARY,
}
# A passkey needs scripts, four of them, wherever it is used.
KEY_FILES = {"people:passkey": 4, "mfa_add_webauthn": 4}

Scales = Callable[[str, str], "Weight"]  # of what somebody gets at an address

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@dataclass
class Weight:
    """What went over the wire; a page itself is compressed by the server in front, in production."""

    document: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    scripts: int = 0
    asked: int = 0

    def add(self, response: Response) -> None:
        self.asked += 1
        kind = response.request.resource_type
        if kind == "document":
            self.document += len(gzip.compress(response.body(), 6))
            return
        size = sent(response.url)
        self.parts[response.url] = size
        self.scripts += size if kind == "script" else 0

    @property
    def total(self) -> int:
        return self.document + sum(self.parts.values())

    def of(self, ending: str) -> int:
        return sum(size for url, size in self.parts.items() if url.endswith(ending))


@cache
def sent(url: str) -> int:
    """What a file costs on the wire: a window that has it already does not say."""
    asked = Request(url, headers={"Accept-Encoding": "br, gzip"})  # noqa: S310 (our own server)
    with urlopen(asked) as answer:  # noqa: S310
        return len(answer.read())


@pytest.fixture(scope="session")
def scales(windows: Visits) -> Scales:
    """A window for each person, without axe; each page is weighed once for all that is said of it."""

    @cache
    def window_of(person: str) -> Page:
        window = windows.new(person, with_axe=False)
        window.set_extra_http_headers({"Accept-Language": "fr"})
        return window

    return cache(lambda person, path: weigh(window_of(person), path))


def weigh(page: Page, path: str) -> Weight:
    answers: list[Response] = []
    note = lambda answer: answers.append(answer)  # noqa: E731, PLW0108 (Playwright takes no builtin)
    page.on("response", note)
    page.goto(path, wait_until="load")
    page.remove_listener("response", note)
    weight = Weight()
    for answer in answers:
        if answer.status < 300:
            weight.add(answer)
    if not any("favicon" in url for url in weight.parts):  # Chromium keeps that one apart
        weight.parts["favicon.svg"] = TAB_PICTURE
        weight.asked += 1
    return weight


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_budget(visits: Visits, scales: Scales, name: str):
    address = PAGES[name]
    weight = scales(address.by, path_of(address, visits.house.places))
    words, all_of_it = TIGHT.get(name, (HTML, MEMBERS if address.by else STRANGERS))

    assert 0 < weight.document <= words
    assert LEAST_CSS < weight.of(".css") <= CSS
    assert weight.total <= all_of_it
    assert weight.asked <= ASKS + KEY_FILES.get(name, 0)
    assert weight.scripts <= scripts_allowed(name, by=address.by)


def scripts_allowed(name: str, *, by: str) -> int:
    if name in KEY_FILES:
        return KEYS
    if name == "moderation:queue":
        return QUEUE
    if by and name in IN_PLACE:
        return LIVE
    return SHORTCUTS if by else 0


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
