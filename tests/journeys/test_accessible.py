"""Every page, both languages, both modes, phone and desktop: axe, widths, console, policy, origin,
and what it costs on a slow network.

The pages come from tests.house.addresses, so a new page is inspected as soon as it has an address.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import FilePayload, Page

from palabre.core.context import page as page_context
from tests.house.addresses import ADDRESSES, MEMBER, MODERATOR, SECRETARY, Address
from tests.house.places import path_of
from tests.journeys.cast import words_in
from tests.journeys.conftest import Visits
from tests.journeys.inspection import inspect
from tests.journeys.weighing import Scale, over_budget

LANGUAGES = ["fr", "en"]
PAGES = {address.name: address for address in ADDRESSES if address.is_page}
# What those pages say when there is nothing, much, or something else to say.
STATES = {
    "search that finds": ("", "/search/?q=poste"),
    "search that finds nothing": ("", "/search/?q=zzzz"),
    "search for nothing": ("", "/search/?q=%20"),
    "missing page": ("", "/nowhere/"),
    "missing page of a member": (MEMBER, "/nowhere/"),
    "topic of a member": (MEMBER, "/forum/topics/@topic/"),
    "second page of a topic": ("", "/forum/topics/@topic/?page=2"),
    "quote in a topic": (MEMBER, "/forum/topics/@topic/?quote=1"),
    "topic of the secretariat": (SECRETARY, "/forum/topics/@topic/"),
    "committee of a member": (MEMBER, "/committees/tabakoro/"),
    "discussions of a member": (MEMBER, "/committees/tabakoro/discussions/"),
    "discussion of a member": (MEMBER, "/committees/tabakoro/discussions/@own_discussion/"),
    "nameless discussion": (MEMBER, "/committees/tabakoro/discussions/@nameless/"),
    "meeting of a member": (MEMBER, "/committees/tabakoro/meetings/@meeting/"),
    "nothing to moderate": (MODERATOR, "/moderation/?show=mine"),
    "closed cases": (MODERATOR, "/moderation/?show=closed"),
    "closed case": (MODERATOR, "/moderation/@closed_case/"),
    "topic without its title": ("", "/forum/topics/@untitled_topic/"),
    "person who is found": (SECRETARY, "/secretariat/people/?q=awa"),
    "nobody who is found": (SECRETARY, "/secretariat/people/?q=zzzz"),
    "home of the secretariat": (SECRETARY, "/"),
}
REFUSED = [
    "submissions:message", "submissions:answer", "messages_vault:vault", "spaces:invitation_code",
    "account_login", "account_signup", "account_reset_password", "account_change_password",
    "account_email", "committees:open", "committees:edit", "committees_desk:found",
    "committees_desk:add_kind", "committees_desk:add_template", "committees_desk:add_territory",
    "committees_desk:seats", "committees_desk:nominate", "meetings_desk:meetings", "forums:new_topic", "forums:edit",
    "forums_desk:add", "moderation:report", "moderation:case", "moderation_desk:add",
    "moderation_desk:change", "spaces_desk:invite", "submissions_desk:sheets",
    "submissions_desk:type_in",
]  # fmt: skip
SERVICE = [
    "429", "service/403", "service/413", "service/500", "service/503", "service/malformed", "service/offline",
    "service/stale_form", "service/too_big", "service/too_slow",
]  # fmt: skip
EMPTY_AND_SEND = """() => {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const form = forms.reverse().find(form => form.querySelector("input:not([type=hidden]), textarea"));
  for (const field of form.querySelectorAll("input, textarea")) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = false;
    else if (field.type !== "hidden") field.value = "";
  }
  form.noValidate = true;
  form.requestSubmit(form.querySelector("button[type=submit]"));
}"""

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def open_in(page: Page, language: str, path: str) -> Scale:
    """What it took is on the scale."""
    page.set_extra_http_headers({"Accept-Language": language})
    with Scale(page) as scale:
        page.goto(path)
    assert page.locator("html").get_attribute("lang") == language
    return scale


def path_in(address: Address, visits: Visits, language: str) -> str:
    return path_of(address, visits.house.places, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(visits: Visits, name: str, language: str):
    address = PAGES[name]
    page = visits.of(address.by)

    scale = open_in(page, language, path_in(address, visits, language))

    assert inspect(page, language) == []
    if language == "fr":
        assert over_budget(address, scale.weight()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_a_state_of_a_page_is_for_everybody(visits: Visits, state: str, language: str):
    person, path = STATES[state]
    for place, where in visits.house.places.items():
        path = path.replace(f"{place}/", f"{where}/")
    page = visits.of(person)

    open_in(page, language, f"/{language}{path}")

    assert inspect(page, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_for_everybody(visits: Visits, name: str, language: str):
    address = PAGES[name]
    page = visits.of(address.by)
    open_in(page, language, path_in(address, visits, language))

    with page.expect_navigation():
        page.evaluate(EMPTY_AND_SEND)

    assert page.title().startswith(words_in(language)("Error:"))
    assert inspect(page, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SERVICE)
def test_a_page_for_when_something_is_wrong_is_for_everybody(
    visits: Visits, name: str, language: str
):
    request = RequestFactory().get(f"/{language}/")
    with translation.override(language):
        html = render_to_string(f"{name}.html", page_context(request))
    page = visits.new()
    page.route(f"**/{name}", lambda route: route.fulfill(body=html, content_type="text/html"))

    page.goto(f"/{name}")

    assert inspect(page, language) == []
    page.context.close()


class Writer:
    """Walks as somebody without an account, and has each page inspected on the way."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language
        self.say: Callable[..., str] = words_in(language)
        self.troubles: list[str] = []

    def looks(self) -> None:
        name = self.page.locator("h1").inner_text()
        self.troubles += [f"{name}: {trouble}" for trouble in inspect(self.page, self.language)]

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=self.say(words), exact=True).click()
        self.looks()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_message_are_for_everybody(visits: Visits, language: str):
    page = visits.new()
    writer = Writer(page, language)
    open_in(page, language, f"/{language}/write/message/")
    page.locator("[name=body]").fill("Long words: " + "x" * 120)
    page.locator("[name=readers][value=all]").check()
    document: FilePayload = {"name": "a.docx", "mimeType": "", "buffer": b"PK\x03\x04"}
    page.locator("[name=files]").set_input_files([document])
    writer.press("Continue")  # it cannot be cleaned: refused
    writer.press("Change something")
    writer.press("Continue")
    page.locator("[name=as_is]").check()
    writer.press("Send")
    writer.press("I have written down my code")  # nothing typed: refused
    code = "".join(page.locator("p.code span").all_inner_texts())
    page.fill("#noted", code[-4:])
    writer.press("I have written down my code")

    open_in(page, language, f"/{language}/answer/")
    page.fill("[name=code]", code)
    writer.press("Open")
    writer.press("Send")  # an empty reply: refused
    page.goto(f"/{language}/answer/erase/everything/")
    writer.press("Erase everything")

    assert writer.troubles == []
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_reader_are_for_everybody(visits: Visits, language: str):
    page = visits.new(MEMBER)
    reader = Writer(page, language)
    open_in(page, language, f"/{language}/messages/vault/")
    page.fill("[name=passphrase]", "not this one")
    reader.press("Open")
    page.fill("[name=passphrase]", "palabre demo vault")
    reader.press("Open")
    for state in ("un", "done"):
        page.goto(f"/{language}/messages/")
        found = page.locator(f"ul.rows li.{state} a, ul.rows li:has(.tag.{state}) a").first
        with page.expect_navigation():
            found.click()
        reader.looks()

    page.goto(f"/{language}/messages/readers/")
    reader.looks()
    page.goto(f"/{language}/messages/readers/tabakoro/begin/")
    reader.looks()

    assert reader.troubles == []
    page.context.close()


class Walker(Writer):
    """Fills the one form of each page and goes on."""

    def open(self, path: str) -> "Walker":
        open_in(self.page, self.language, path)
        return self

    def send(self, **typed: str) -> None:
        for name, words in typed.items():
            field = self.page.locator(f"main [name={name}]").first
            field.check() if field.get_attribute("type") == "radio" else field.fill(words)
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").first.click()
        self.looks()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_from_a_message_to_a_topic_are_for_everybody(visits: Visits, language: str):
    walker = Walker(visits.new("issa"), language)
    page = walker.page
    walker.open(f"/{language}/messages/vault/").send(passphrase="palabre demo vault")
    page.locator("ul.rows li:has(.tag.new) a").first.click()
    page.goto(f"{page.url}onward/")
    walker.looks()
    body = f"M. Diarra, 76 12 34 56, {'x' * 120}, à Sokoura le 12 novembre : La lampe du bout du pont, côté moulin, est morte."
    walker.send(where="", title="Moussa Traoré est un voleur", body=body)  # an accusation: refused
    walker.send(title="Une question")
    walker.send()  # nobody said that it may be public: refused

    page.goto(page.url.replace("send/", ""))
    page.locator("ul.rows a").first.click()
    page.locator("[name=sure]").wait_for()
    walker.looks()

    assert walker.troubles == []
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_on_the_way_in_are_for_everybody(visits: Visits, language: str):
    """Those that only a step before them leads to: codes by mail, the second step, a letter."""
    troubles = []
    for steps in (second_step, new_account, lost_password, letter_on_paper, rescue_codes):
        walker = Walker(visits.new(), language)
        steps(walker, visits)
        walker.page.context.close()
        troubles += walker.troubles

    assert troubles == []


def second_step(walker: Walker, visits: Visits) -> None:
    walker.open("/accounts/login/").send(login="mariam", password="palabre-demo")
    assert walker.page.url.endswith("/2fa/authenticate/")
    walker.send(code="000000")


def new_account(walker: Walker, visits: Visits) -> None:
    words = "un mot de passe long"
    email = f"new-{walker.language}@palabre.example"
    walker.open("/accounts/signup/").send(
        email=email, name="Fatou", password1=words, password2=words
    )
    assert walker.page.url.endswith("/confirm-email/")
    walker.send(code="ABCDEF")


def lost_password(walker: Walker, visits: Visits) -> None:
    walker.open("/accounts/password/reset/").send(email="fanta@palabre.example")
    assert "/password/reset/" in walker.page.url
    walker.send(code="ABCDEF")


def letter_on_paper(walker: Walker, visits: Visits) -> None:
    desk = Walker(visits.new(SECRETARY), walker.language)
    desk.open(f"/{walker.language}/secretariat/people/invite/")
    desk.send(side="forces", function="Gendarme")
    code = desk.page.locator(".code").inner_text()
    desk.page.context.close()
    walker.open(f"/{walker.language}/invitation/").send(token=code)
    walker.send()
    assert "/signup/" in walker.page.url
    walker.troubles += desk.troubles


def rescue_codes(walker: Walker, visits: Visits) -> None:
    walker.page.context.close()
    walker.page = visits.new(MODERATOR)
    walker.open("/accounts/2fa/recovery-codes/generate/")
    if "/reauthenticate/" in walker.page.url:
        walker.send(password="palabre-demo")
    walker.send()
    assert walker.page.locator(".codes li").count() == 10


PALE = "<html lang=en><title>A</title><main><h1>Words</h1><p>Black on white.</p>{}</main>"


@pytest.mark.parametrize(
    "words",
    [
        '<p style="color: #999">Pale words.</p>',
        '<div style="background: #444"><p>Black on what is nearly black.</p></div>',
        '<div style="position: absolute; background: #444"><p>Black on white.</p></div>',
        '<div style="opacity: .3"><p>Black on white.</p></div>',
    ],
    ids=["pale", "dark", "placed", "faint"],
)
def test_what_can_hardly_be_read_is_found_wherever_it_stands(visits: Visits, words: str):
    page = visits.new()
    shown = iter([PALE.format(""), PALE.format(words), PALE.format(words)])
    page.route("**/pale", lambda route: route.fulfill(body=next(shown), content_type="text/html"))

    found = []
    for _ in range(3):
        page.goto("/pale")
        found.append(["color-contrast" in trouble for trouble in inspect(page, "en")])

    assert found == [[], [True], [True]]
    page.context.close()


def test_every_address_of_a_page_is_inspected():
    assert set(REFUSED) <= set(PAGES)
    assert all(re.fullmatch(r"/\S*", path) for _person, path in STATES.values())


def test_what_is_shown_says_nothing_in_the_other_language(visits: Visits):
    """A page in French with English in its frame is a string that nobody translated."""
    page: Any = visits.of("")
    open_in(page, "fr", "/fr/")
    frame = page.locator("header, footer").all_inner_texts()
    for english in ("Sign in", "Committees", "Help", "Skip to content"):
        assert english not in " ".join(frame)
