"""What a page costs on a slow network: bytes as compressed, and how many questions it asks.

What a page asks for is heard in Chromium, from the server that `make run` starts.
"""

import gzip
from dataclasses import dataclass, field
from functools import cache
from itertools import dropwhile
from urllib.request import Request, urlopen

from playwright.sync_api import Page, Response

from tests.house.addresses import MEMBER, MODERATOR, SECRETARY, Address

HTML, CSS, LEAST_CSS = 15_000, 8_000, 4_000
ASKS = 4  # the page, its style, its script or picture, the picture of its tab
SHORTCUTS, QUEUE, LIVE, KEYS = 1_000, 2_000, 20_000, 8_000  # bytes of script
STRANGERS, MEMBERS = 25_000, 45_000
TAB_PICTURE = 300
# The pages that are opened most have a tighter budget of their own: their words, and all of it.
TIGHT = {
    "forums:index": (3_000, 9_000),
    "forums:category": (4_000, 11_000),
    "forums:topic": (7_000, 14_000),
    "portal:search": (5_000, 12_000),
    "moderation:queue": (10_000, 18_000),
}
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


class Scale:
    """Hears what a page gets while it opens, and weighs it.

    In a window that nobody turned dark: one that was asks for the picture of the day as well, now
    and then, before it remembers.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: list[Response] = []

    def __enter__(self) -> "Scale":
        self.page.emulate_media(color_scheme="null")
        self.page.on("response", self.hear)
        return self

    def __exit__(self, *what: object) -> None:
        self.page.remove_listener("response", self.hear)

    def hear(self, answer: Response) -> None:
        self.answers.append(answer)

    def weight(self) -> Weight:
        """From its words on: until they come, the page before it may still ask for something."""
        weight, tab = Weight(), TAB_PICTURE
        before = lambda answer: not answer.request.is_navigation_request()  # noqa: E731
        for answer in dropwhile(before, self.answers):
            if "favicon" in answer.url:  # Chromium keeps that one apart, and may be late with it
                tab = sent(answer.url)
            elif answer.status < 300:
                weight.add(answer)
        weight.parts["favicon.svg"] = tab
        weight.asked += 1
        return weight


def weigh(page: Page, path: str) -> Weight:
    with Scale(page) as scale:
        page.goto(path, wait_until="load")
    return scale.weight()


def over_budget(address: Address, weight: Weight) -> list[str]:
    """What is too much of it, in words."""
    words, all_of_it = TIGHT.get(address.name, (HTML, MEMBERS if address.by else STRANGERS))
    style = weight.of(".css")
    kept = {
        f"{weight.document} bytes of words": 0 < weight.document <= words,
        f"{style} bytes of style": LEAST_CSS < style <= CSS,
        f"{weight.total} bytes": weight.total <= all_of_it,
        f"{weight.asked} questions": weight.asked <= ASKS + KEY_FILES.get(address.name, 0),
        f"{weight.scripts} bytes of script": (
            weight.scripts <= scripts_allowed(address.name, by=address.by)
        ),
    }
    return [told for told, is_kept in kept.items() if not is_kept]


def scripts_allowed(name: str, *, by: str) -> int:
    if name in KEY_FILES:
        return KEYS
    if name == "moderation:queue":
        return QUEUE
    if by and name in IN_PLACE:
        return LIVE
    return SHORTCUTS if by else 0
