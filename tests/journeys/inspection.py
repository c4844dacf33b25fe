"""What must be true of any page, once it is open: axe finds nothing, nothing overflows."""

from typing import Any

from playwright.sync_api import Page

PHONE, DESK, NARROWEST = 360, 1280, 320
HEIGHT = 900
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "preload": False,
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ASK_AXE = """async (options) => (await axe.run(document, options)).violations.map(found =>
  found.id + ": " + found.nodes.map(node => node.target.join(" ")).join(", "))"""
# Wider than the window, by more than a rounding; and what sticks out, to find it by.
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room + 1) return "";
  return [...document.querySelectorAll("body *")]
    .filter(found => found.getBoundingClientRect().right > room + 1 && !found.closest(".vh"))
    .slice(0, 3).map(found => found.tagName + "." + found.className).join(", ") || "the page";
}"""
TWICE_THE_TEXT = 'document.documentElement.style.fontSize = "200%"'
AS_IT_WAS = 'document.documentElement.style.fontSize = ""'


def inspect(page: Page, language: str) -> list[str]:
    """Troubles of the page that is open; its window was made by `Visits.new`, which brings axe.

    Axe reads the French page on a phone and the English one on a desk: the markup is the same in
    both, and each takes half of a second. Widths and the dark are for both.
    """
    overflowing = [*_overflow(page, NARROWEST), *_overflow_of_large_text(page)]
    if language == "en":
        page.set_viewport_size({"width": DESK, "height": HEIGHT})
    return [*overflowing, *_axe(page, EVERYTHING, f"in {language}"), *_in_the_dark(page)]


def _overflow(page: Page, width: int, *, what: str = "") -> list[str]:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found = page.evaluate(OVERFLOW)
    return [f"overflows at {width}{what}: {found}"] if found else []


def _overflow_of_large_text(page: Page) -> list[str]:
    page.evaluate(TWICE_THE_TEXT)
    found = _overflow(page, PHONE, what=" with text twice as large")
    page.evaluate(AS_IT_WAS)
    return found


def _axe(page: Page, options: dict[str, Any], where: str) -> list[str]:
    return [f"{where}, {found}" for found in page.evaluate(ASK_AXE, options)]


def _in_the_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = _axe(page, CONTRAST, "in the dark")
    page.emulate_media(color_scheme="light")
    return found
