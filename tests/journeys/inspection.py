"""What must be true of any page, once it is open: axe finds nothing, nothing overflows."""

import re
from typing import Literal
from urllib.parse import urlsplit
from zlib import crc32

from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")

PHONE, DESK, NARROWEST = 360, 1280, 320
HEIGHT = 900
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "preload": False,
}
# What is not the same in the address of one page: its language, and which thing is shown.
PARTICULAR = re.compile(r"/(fr|en)/|[0-9a-f-]{8,}|\d+")
ASK_AXE = """async (options) => (await axe.run(document, options)).violations.map(found =>
  found.id + ": " + found.nodes.map(node => node.target.join(" ")).join(", "))"""
# Whatever looks the same is as legible: of each look of words one is enough, in whatever page it
# was read. Its colours, size and weight, and all that lies under it, make a look; what is placed out
# of the flow may lie on anything, and is always read. That is where axe spent half of its time.
LOOK = """(known) => {
  const read = new Set(known), looks = [], under = new Map();
  const lies = (element) => {
    if (!element) return {on: "", placed: false};
    if (!under.has(element)) {
      const below = lies(element.parentElement), style = getComputedStyle(element);
      const {backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position} = style;
      const plain = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none";
      const own = plain && opacity === "1" && filter === "none" && mixBlendMode === "normal" ? "" :
        [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
      const placed = below.placed || !["static", "relative"].includes(position);
      under.set(element, {style, placed, on: own ? below.on + "/" + own : below.on});
    }
    return under.get(element);
  };
  for (const element of document.body.querySelectorAll("*")) {
    const words = [...element.childNodes].filter(each => each.nodeType === Node.TEXT_NODE)
      .map(each => each.data.trim()).join("");
    if (!words && !element.matches("input, select, textarea")) continue;
    const {style, placed, on} = lies(element);
    const {color, fontSize, fontWeight, textShadow} = style;
    const look = [element.localName, on, color, fontSize, fontWeight, textShadow].join("|");
    if (!placed && read.has(look)) continue;
    element.setAttribute("data-look", "");
    const shown = element.checkVisibility({visibilityProperty: true}) && words.length > 2 &&
      !element.closest(".vh, :disabled, [aria-disabled=true]") && !element.closest("label")?.control?.disabled;
    if (shown && !placed) { read.add(look); looks.push(look); }
  }
  axe.configure({rules: [{id: "color-contrast", selector: "[data-look]"}]});
  return looks;
}"""
# Wider than the window, by more than a rounding; and what sticks out, to find it by.
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room + 1) return "";
  return [...document.querySelectorAll("body *")]
    .filter(found => found.getBoundingClientRect().right > room + 1 && !found.closest(".vh"))
    .slice(0, 3).map(found => found.tagName + "." + found.className).join(", ") || "the page";
}"""
TWICE_THE_TEXT = '() => { document.documentElement.style.fontSize = "200%" }'
AS_IT_WAS = '() => { document.documentElement.style.fontSize = "" }'
read: set[str] = set()  # the looks of words that axe found legible


def inspect(page: Page, language: str) -> list[str]:
    """Troubles of the page that is open; its window was made by `Visits.new`, which brings axe.

    Axe reads the French page on a phone and the English one on a desk, one of them in the dark: the
    markup is the same in both and no colour hangs on the width (tests/house/test_house.py). Widths
    are for both.
    """
    overflowing = [*_overflow(page, NARROWEST), *_overflow_of_large_text(page)]
    if language == "en":
        page.set_viewport_size({"width": DESK, "height": HEIGHT})
    return [*overflowing, *_read(page, language)]


def _read(page: Page, language: str) -> list[str]:
    scheme = SCHEMES[(language == "en") ^ _is_turned(page.url)]
    page.emulate_media(color_scheme=scheme)
    looks: list[str] = page.evaluate(LOOK, list(read))
    found: list[str] = page.evaluate(ASK_AXE, EVERYTHING)
    if not found:
        read.update(looks)
    return [f"in {language}, {scheme}, {trouble}" for trouble in found]


def _is_turned(address: str) -> bool:
    """Half of the pages are read in the dark in French, the others in English."""
    return bool(crc32(PARTICULAR.sub("", urlsplit(address).path).encode()) % 2)


def _overflow(page: Page, width: int, *, what: str = "") -> list[str]:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found = page.evaluate(OVERFLOW)
    return [f"overflows at {width}{what}: {found}"] if found else []


def _overflow_of_large_text(page: Page) -> list[str]:
    page.evaluate(TWICE_THE_TEXT)
    found = _overflow(page, PHONE, what=" with text twice as large")
    page.evaluate(AS_IT_WAS)
    return found
