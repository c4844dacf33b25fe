"""What a page costs on a slow network: bytes as compressed, and how many questions it asks.

Measured cold, in Chromium, against the server that `make run` starts.
"""

import gzip
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Response

from tests.house.addresses import ADDRESSES, Address
from tests.house.places import path_of
from tests.journeys.conftest import Visits

HTML, CSS, HTMX = 15_000, 8_000, 20_000
VISITOR, MEMBER = 25_000, 45_000
VISITOR_ASKS, MEMBER_ASKS = 4, 6
WRITER = 15_000
TAB_PICTURE = 1_000  # which Chromium may ask for again
# The pages that are opened most have a tighter budget of their own (docs/performance.md).
TIGHT = {
    "forums:index": 3_500,
    "forums:category": 5_000,
    "forums:topic": 8_000,
    "portal:search": 5_000,
    "moderation:queue": 8_000,
}
PAGES = {address.name: address for address in ADDRESSES if address.is_page}
WRITERS = [name for name in PAGES if name.startswith("submissions:") and not PAGES[name].by]
KEY_FILES = {"account_login": 3}  # a passkey needs scripts, even before one is signed in

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
        size = response.request.sizes()["responseBodySize"]
        self.parts[response.url] = size
        self.scripts += size if kind == "script" else 0

    @property
    def total(self) -> int:
        return self.document + sum(self.parts.values())

    def of(self, ending: str) -> int:
        return sum(size for url, size in self.parts.items() if url.endswith(ending))


def weigh(visits: Visits, address: Address) -> Weight:
    page: Page = visits.new(address.by)
    page.set_extra_http_headers({"Accept-Language": "fr"})
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (Playwright takes no builtin)
    page.goto(path_of(address, visits.house.places), wait_until="load")
    weight = Weight()
    for answer in answers:
        if answer.status < 300:
            weight.add(answer)
    page.context.close()
    return weight


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_budget(visits: Visits, name: str):
    address = PAGES[name]
    weight = weigh(visits, address)

    assert 0 < weight.document <= TIGHT.get(name, HTML)
    assert 0 < weight.of(".css") <= CSS
    assert weight.total <= (MEMBER if address.by else VISITOR)
    assert weight.asked <= (MEMBER_ASKS if address.by else VISITOR_ASKS) + KEY_FILES.get(name, 0)
    assert weight.scripts <= (HTMX if address.by or name in KEY_FILES else 0)


@pytest.mark.parametrize("name", WRITERS)
def test_a_page_for_writers_is_light_enough_for_the_slowest_network(visits: Visits, name: str):
    weight = weigh(visits, PAGES[name])

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
    assert sum(sizes) <= TAB_PICTURE


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
