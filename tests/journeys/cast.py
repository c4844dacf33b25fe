"""How people come in, in a browser: through the real form once a role, elsewhere by their cookie."""

import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Page

from palabre.people.models import User
from tests.people.factories import PASSWORD, TOTP_SECRET

Words = Callable[..., str]
PERIOD = 30  # seconds that a code of the app is good for


def words_in(language: str) -> Words:
    """What the page says, in its language, from what the code says: `say("Send")`."""

    def say(words: str, context: str = "") -> str:
        with translation.override(language):
            return pgettext(context, words) if context else gettext(words)

    return say


def sign_in(
    page: Page, name: str, *, password: str = PASSWORD, secret: str = "", language: str = "en"
) -> None:
    """Through the form, as a person does; with the six digits of an app where one is enrolled."""
    page.goto(f"/accounts/login/?lang={language}")
    page.fill("[name=login]", name)
    page.fill("[name=password]", password)
    page.locator("main form[action='/accounts/login/'] button:not(.alt)").click()
    if secret:
        page.fill("[name=code]", code_of(secret))
        page.locator("main form:has([name=code]) button:not(.alt):not(.link)").click()
    page.wait_for_url(f"**/{language}/")


def code_of(secret: str = TOTP_SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))


def enter(page: Page, person: User) -> Page:
    """Already signed in: their cookie, without the form."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": cookie.value,
                "domain": "localhost",
                "path": "/",
                "httpOnly": True,
                "sameSite": "Lax",
            }
        ]
    )
    return page


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()
    come_in(page)


def follow(page: Page, label: str) -> None:
    page.locator("main").get_by_role("link", name=label, exact=True).first.click()
    come_in(page)


def come_in(page: Page) -> None:
    """A click waits until the next page begins; its title and its words may still be on their way."""
    page.wait_for_load_state("domcontentloaded")


def title(page: Page) -> str:
    return page.locator("h1").inner_text()
