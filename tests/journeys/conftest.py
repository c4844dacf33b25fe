"""A real browser. A page of ours that complains in its console, is refused anything by the
Content-Security-Policy, asks another host or breaks on the server fails the test that opened it.

`page` has JavaScript, `page_without_script` has none; `open_page(width=360, language="fr")` opens
more. Addresses may be short: `page.goto("/fr/")`. Mails wait in the outbox: `work()`, then
`mailoutbox`.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.journeys.served import Served, served
from tests.machine import browser as chromium

QUIET = [
    "--no-sandbox",  # it runs as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# Refused on purpose, with a page of ours: a form, a missing or used thing, too many tries.
OUR_REFUSALS = (400, 403, 404, 405, 409, 410, 413, 422, 429)
OURS = ("localhost", "127.0.0.1", "")
OPENERS = {"page", "page_without_script", "open_page", "visits"}
OpenPage = Callable[..., Page]
if os.environ.get("PALABRE_DATABASE_URL"):
    # The same pages whichever database they come from; these are about what browsers get.
    collect_ignore = ["test_accessible.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if OPENERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Browser]:
    """Playwright keeps a loop in this thread: Django takes plain tests for async code, forbids them
    the database, and gives them a second set of connections."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock():
        connections.close_all()
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield found
        found.close()
        with django_db_blocker.unblock():
            connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Watch:
    """What went wrong on the pages of one test, in words."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self._answered: set[str] = set()

    def over(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._asked(request.url))
        context.on("response", lambda response: self._heard(response.url, response.status))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))

    def _asked(self, url: str) -> None:
        if (urlsplit(url).hostname or "") not in OURS:
            self.troubles.append(f"asked another host: {url}")

    def _heard(self, url: str, status: int) -> None:
        if status >= 500:
            self.troubles.append(f"{status}: {url}")
        self._answered.add(f"{status} {url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._is_our_refusal(message):
            self.troubles.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _is_our_refusal(self, message: ConsoleMessage) -> bool:
        """A page answered 4xx on purpose (a refused form, a missing page); not a lost file."""
        url = message.location.get("url", "")
        if url.endswith("/favicon.ico"):
            return True  # the blank page of /leave/ names no picture: it would show in the tab
        return (
            message.text.startswith("Failed to load resource: the server responded with")
            and "/static/" not in url
            and any(f"{status} {url}" in self._answered for status in OUR_REFUSALS)
        )


@pytest.fixture
def watch() -> Iterator[Watch]:
    """`watch.troubles.clear()` forgives what a test provokes on purpose."""
    watching = Watch()
    yield watching
    assert not watching.troubles


@pytest.fixture
def open_page(
    browser: Browser,
    live_server,
    watch: Watch,
) -> Iterator[OpenPage]:
    opened: list[BrowserContext] = []

    def open_one(
        *, script: bool = True, width: int = 1280, height: int = 900, language: str = "en"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url.replace("127.0.0.1", "localhost"),
            java_script_enabled=script,
            viewport={"width": width, "height": height},
            locale={"en": "en-GB", "fr": "fr-FR"}.get(language, language),
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        watch.over(context)
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def page_without_script(open_page: OpenPage) -> Page:
    return open_page(script=False)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`make run`, started once for every test process."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with served(tmp_path_factory.getbasetemp().parent / f"served-{run}") as found:
        yield found


class Visits:
    """A browser window for each person of the demonstration, open for the whole session."""

    def __init__(self, browser: Browser, house: Served) -> None:
        self.browser, self.house = browser, house
        self.watch = Watch()
        self._open: dict[str, Page] = {}

    def of(self, person: str) -> Page:
        if person not in self._open:
            self._open[person] = self.new(person)
        return self._open[person]

    def new(self, person: str = "", *, with_axe: bool = True, **options: Any) -> Page:
        context = self.browser.new_context(
            base_url=self.house.url, reduced_motion="reduce", **options
        )
        context.set_default_timeout(20_000)
        if with_axe:
            context.add_init_script(AXE_SCRIPT)
        self.watch.over(context)
        if person:
            session = self.house.sessions[person]
            context.add_cookies([{"name": "palabre", "value": session, "url": self.house.url}])
        return context.new_page()


@pytest.fixture(scope="session")
def windows(browser: Browser, house: Served) -> Visits:
    return Visits(browser, house)


@pytest.fixture
def visits(windows: Visits) -> Iterator[Visits]:
    windows.watch.troubles.clear()
    yield windows
    assert not windows.watch.troubles
