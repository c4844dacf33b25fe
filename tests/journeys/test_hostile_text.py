"""Hundreds of payloads on a few pages, in a real browser: nothing runs, nothing is out of place."""

import pytest
from playwright.sync_api import Page

from palabre.forums.models import Topic
from palabre.people.models import User
from palabre.spaces.models import Space
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill, seat
from tests.forums.factories import CategoryFactory, PostFactory, TopicFactory
from tests.hostile.corpora import SCRIPTS, everything, family, needs_corpora
from tests.hostile.packs import bodies, lines, share
from tests.journeys.cast import enter
from tests.people.factories import UserFactory

pytestmark = needs_corpora
NARROW = 360
# Whatever a payload does to show that it ran, it does through one of these.
TRAP = """
window.ran = [];
const noted = (name) => (...told) => { window.ran.push(name + ": " + told.join().slice(0, 80)); };
for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = noted(name);
document.addEventListener("securitypolicyviolation", (event) => window.ran.push("policy: " + event.blockedURI));
"""
TOUCH_EVERYTHING = """
for (const element of document.querySelectorAll("main *")) {
  for (const name of ["mouseover", "mouseenter", "pointerover", "focus", "blur", "toggle", "animationend"])
    element.dispatchEvent(new Event(name));
  for (const attribute of element.attributes)
    if (attribute.name.startsWith("on")) window.ran.push(element.outerHTML.slice(0, 80));
}
"""
STYLE = (
    "[...document.querySelectorAll('main [style], main style, main script, main iframe')].length"
)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DIRECTIONS = [
    "\u202eright to left",
    "\u2067isolated",
    "a\u202b\u202d\u202e",
    "مرحبا" * 8,
    "x" * 150,
    "ﷺ" * 20,
]


def texts(room: int, most: int) -> list[str]:
    every = [text for name in SCRIPTS for text in family(name)]
    return share(bodies([*DIRECTIONS, *every], room), 0, of=1, most=most)


def titles(most: int) -> list[str]:
    return [*DIRECTIONS, *share(lines(everything(), 150), 0, of=1, most=most)]


def is_calm(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate(TOUCH_EVERYTHING)
    page.wait_for_timeout(150)

    assert page.evaluate("window.ran") == [], address
    assert page.evaluate(STYLE) == 0, address
    assert page.evaluate(WIDER) <= 0, f"{address} is wider than the screen"


@pytest.fixture
def visitor(open_page) -> Page:
    page: Page = open_page(width=NARROW)
    page.add_init_script(TRAP)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    return page


@pytest.fixture
def shelf(open_page) -> Topic:
    """A topic full of payloads under a title that is one, beside twenty more such titles."""
    category = CategoryFactory.create(space=Space.objects.get(slug="forum"))
    writer = UserFactory.create(name="<img src=x onerror=alert(1)>\u202e", function="<b>x</b>")
    topic = TopicFactory.create(category=category, title=titles(1)[-1], by=writer)
    for text in texts(2500, 39):
        PostFactory.create(topic=topic, body=text, by=writer)
    for title in titles(18):
        TopicFactory.create(category=category, title=title, body=title, by=writer)
    return topic


def test_the_trap_itself_catches(visitor, watch):
    visitor.goto("/en/")
    visitor.evaluate("alert('ran'); document.querySelector('main *').setAttribute('onfocus', 'x')")
    visitor.evaluate(TOUCH_EVERYTHING)

    caught = visitor.evaluate("window.ran")
    assert [each.split(":")[0][:4] for each in caught] == ["aler", "poli", "<div"]
    watch.troubles.clear()


def test_nothing_runs_where_a_stranger_reads(visitor, shelf):
    for address in (
        "/en/forum/",
        shelf.category.get_absolute_url(),
        f"{shelf.get_absolute_url()}?page=1",
        f"{shelf.get_absolute_url()}?page=2",
        "/en/search/?q=alert",
        "/en/search/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        is_calm(visitor, address)


def test_nothing_runs_where_a_member_reads_quotes_and_is_refused(visitor, shelf):
    enter(visitor, User.objects.get(pk=shelf.author_id))
    is_calm(visitor, f"{shelf.get_absolute_url()}?quote=2")
    is_calm(visitor, f"/en/moderation/report/forums.topic/{shelf.pk}/")
    visitor.goto(f"/en/forum/{shelf.category.slug}/new/")
    visitor.locator("[name=title]").evaluate("field => { field.removeAttribute('maxlength'); }")
    visitor.fill("[name=title]", "<script>alert(1)</script>" * 20)
    visitor.fill("[name=body]", "</textarea><img src=x onerror=alert(1)>")
    visitor.locator("main form button[type=submit]").last.click()
    visitor.wait_for_load_state()

    assert visitor.locator(".bad-field").count() > 0
    assert visitor.input_value("[name=body]") == "</textarea><img src=x onerror=alert(1)>"
    assert visitor.evaluate("window.ran") == []
    assert visitor.evaluate(WIDER) <= 0


def test_nothing_runs_where_a_committee_speaks(visitor, shelf):
    committee = CommitteeFactory.create(name="<svg onload=alert(1)>", territory=titles(2)[-1])
    fill(committee)
    member = seat(committee, function_en="<img src=x onerror=alert(1)>")
    discussion = DiscussionFactory.create(
        committee=committee, title="\u202e<script>alert(1)</script>"
    )
    enter(visitor, member)
    for text in texts(6000, 6):
        visitor.goto(discussion.get_absolute_url())
        visitor.fill("[name=body]", text.replace("\0", ""))
        visitor.locator("main form button[type=submit]").last.click()
        visitor.wait_for_load_state("networkidle")

    for address in (
        discussion.get_absolute_url(),
        committee.get_absolute_url(),
        f"{committee.get_absolute_url()}members/",
        f"{committee.get_absolute_url()}discussions/",
        "/en/committees/",
    ):
        is_calm(visitor, address)
