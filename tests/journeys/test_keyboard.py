"""Without a mouse: the first stop skips the menu, and every main action is reached and seen."""

import pytest
from playwright.sync_api import Page, expect

from palabre.people.models import Side
from palabre.spaces.models import FORUM, Space
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.journeys.cast import enter
from tests.people.factories import UserFactory
from tests.vaults.factories import reader

MOST_STOPS = 60
FOCUSED = """() => {
  const found = document.activeElement, style = getComputedStyle(found), box = found.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: (found.innerText || found.value || found.name || "").trim(),
    field: found.name || "",
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    covered: !!top && top !== found && !found.contains(top) && !top.contains(found) && !found.labels?.length,
  };
}"""

pytestmark = pytest.mark.browser


def stops(page: Page, until: str) -> list[dict[str, object]]:
    """Press Tab up to the stop with this name; each stop must be seen, and by nothing covered."""
    found = []
    for _press in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        found.append(stop)
        if until in (stop["name"], stop["field"]):
            break
    else:
        pytest.fail(f"{until} is not reached by Tab: {[stop['name'] for stop in found]}")
    assert [stop for stop in found if not stop["seen"]] == []
    assert [stop for stop in found if stop["covered"]] == []
    return found


def test_the_first_stop_skips_to_the_content(page: Page):
    page.goto("/en/rules/")
    assert [stop["name"] for stop in stops(page, "Skip to content")] == ["Skip to content"]

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_message_is_written_without_a_mouse(open_page, width):
    for side in (Side.CIVILIAN, Side.FORCES):
        reader(Space.objects.get(slug=FORUM), side=side)
    page = open_page(width=width, script=False)
    page.goto("/en/write/message/")

    stops(page, "body")
    page.keyboard.type("Written with keys alone.")
    stops(page, "readers")
    page.keyboard.press("Space")
    stops(page, "Continue")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    stops(page, "Send")
    page.keyboard.press("Enter")
    page.wait_for_url("**/code/")
    stops(page, "noted")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reply_is_sent_without_a_mouse(open_page, width):
    category = CategoryFactory.create()
    topic = TopicFactory.create(category=category)
    page = enter(open_page(width=width), UserFactory.create())
    page.goto(topic.get_absolute_url())

    stops(page, "body")
    page.keyboard.type("Written with keys alone.")
    stops(page, "Send the reply")
    page.keyboard.press("Enter")

    assert page.locator("#p2 .prose").inner_text() == "Written with keys alone."


def test_a_search_is_made_with_enter_alone(page: Page):
    TopicFactory.create(title="The barrier at noon")
    page.goto("/en/search/")

    stops(page, "q")
    page.keyboard.type("barrier")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="The barrier at noon")).to_be_visible()


def test_a_refused_form_takes_the_focus_to_what_is_wrong(page: Page):
    enter(page, UserFactory.create())
    category = CategoryFactory.create()
    page.goto(f"/en/forum/{category.slug}/new/")
    stops(page, "Publish the topic")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Open a topic")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#id_title")
