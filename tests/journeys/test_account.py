"""An account from its first minute: made, locked twice, lost, found, moved. As a person does it."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from palabre.people.models import Side, User
from palabre.spaces.services import invite_person
from tests.people.factories import UserFactory, with_password, with_second_factor
from tests.people.steps import code_in_last_mail, six_digits

PASSWORD = "un mot de passe long"
NEW_PASSWORD = "un tout autre mot de passe"
EMAIL = "fatou@palabre.example"
WALKS = [
    pytest.param({"language": "fr", "width": 360, "script": False}, id="fr-360-noscript"),
    pytest.param({"language": "en", "width": 1280, "script": True}, id="en-1280-script"),
    pytest.param({"language": "fr", "width": 1280, "script": True}, id="fr-1280-script"),
    pytest.param({"language": "en", "width": 360, "script": False}, id="en-360-noscript"),
]


def send(page: Page) -> None:
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_load_state()  # a press leads on before the next page has a body


def fits(page: Page) -> None:
    """No page of a phone scrolls sideways."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def sign_up(page: Page, language: str, work) -> None:
    page.goto(f"/{language}/rules/")
    page.click("header a[href^='/accounts/login/']")
    page.click("main a[href='/accounts/signup/']")
    expect(page.locator("html")).to_have_attribute("lang", language)
    fits(page)
    page.fill("[name=email]", EMAIL)
    page.fill("[name=name]", "Fatou")
    page.check("[name=side][value=civilian]")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    send(page)
    fits(page)
    type_code_of_mail(page, work)


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    send(page)


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    send(page)


def add_the_app(page: Page) -> str:
    """Returns the key that the app keeps."""
    page.goto("/accounts/2fa/")
    fits(page)
    page.click("main a[href='/accounts/2fa/totp/activate/']")
    page.fill("[name=password]", PASSWORD)  # it is asked once more
    send(page)
    fits(page)
    expect(page.locator("img.qr")).to_be_visible()
    key = page.inner_text("#key")
    page.fill("[name=code]", six_digits(key))
    send(page)
    fits(page)
    assert re.search(r"/2fa/recovery-codes/$", page.url)
    assert page.locator(".codes li").count() == 10
    return key


def type_code_of_mail(page: Page, work) -> None:
    work()
    page.fill("[name=code]", code_in_last_mail())
    send(page)


def lose_the_password(page: Page, email: str, work) -> None:
    page.goto("/accounts/login/")
    page.click("main a[href='/accounts/password/reset/']")
    page.fill("[name=email]", email)
    send(page)
    type_code_of_mail(page, work)
    page.fill("[name=password1]", NEW_PASSWORD)
    page.fill("[name=password2]", NEW_PASSWORD)
    send(page)


def move_to(page: Page, email: str, work) -> None:
    page.goto("/accounts/email/")
    page.fill("[name=email]", email)
    page.click("[name=action_add]")
    page.fill("[name=password]", NEW_PASSWORD)  # it is asked before the address changes
    send(page)
    type_code_of_mail(page, work)


@pytest.mark.parametrize("walk", WALKS)
def test_an_account_is_made_locked_twice_lost_found_and_moved(open_page, walk, work, mailoutbox):
    page = open_page(**walk)
    sign_up(page, walk["language"], work)
    assert page.url.endswith(f"/{walk['language']}/")
    key = add_the_app(page)
    rescue = page.locator(".codes li").first.inner_text()
    sign_out(page)

    lose_the_password(page, EMAIL, work)
    sign_in(page, EMAIL, NEW_PASSWORD)
    assert page.url.endswith("/2fa/authenticate/")  # the second lock was not lost
    page.fill("[name=code]", six_digits(key, steps=1))
    fits(page)
    send(page)
    move_to(page, "fatou.new@palabre.example", work)
    sign_out(page)

    sign_in(page, "fatou.new@palabre.example", NEW_PASSWORD)
    page.fill("[name=code]", rescue)
    send(page)
    page.goto("/accounts/2fa/")
    expect(page.locator("main")).to_contain_text("9")  # of ten rescue codes


def test_a_passkey_opens_alone(page, forum):
    """A virtual authenticator holds the key, as a phone would; keys are what needs JavaScript."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    person = with_password(UserFactory.create(username="fatou", email=EMAIL))
    sign_in(page, EMAIL)

    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    send(page)
    page.fill("[name=name]", "My phone")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/")
    sign_out(page)

    page.goto("/accounts/login/?next=/en/me/")
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.click("#passkey_login")
    page.wait_for_url("**/en/me/")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("My phone")
    assert person.is_active


def test_a_key_that_does_not_answer_is_said_on_the_page(page, forum):
    with_password(UserFactory.create(username="fatou", email=EMAIL))
    sign_in(page, EMAIL)
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    send(page)
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject('no key') }")

    page.fill("[name=name]", "My phone")
    page.click("#mfa_webauthn_add")

    expect(page.locator("#key-problem")).to_be_visible()


def write_the_letter(desk: Page, language: str, secretary: User) -> str:
    """Returns the code on paper."""
    sign_in(desk, secretary.username)
    desk.fill("[name=code]", six_digits())
    send(desk)
    desk.goto(f"/{language}/secretariat/")
    desk.click("main a[href$='/secretariat/people/']")
    fits(desk)
    desk.click("main a[href$='/people/invite/']")
    desk.check("[name=side][value=forces]")
    desk.fill("[name=function]", "Gendarme")
    send(desk)
    fits(desk)
    return desk.locator(".code").inner_text()


def follow_the_letter(phone: Page, paper: str) -> None:
    phone.goto("/invitation/")
    phone.fill("[name=token]", paper.upper().replace("-", " "))
    send(phone)
    expect(phone.locator("main")).to_contain_text("Gendarme")
    fits(phone)
    send(phone)
    phone.fill("[name=email]", EMAIL)
    phone.fill("[name=name]", "Issa")
    phone.fill("[name=password1]", PASSWORD)
    phone.fill("[name=password2]", PASSWORD)
    fits(phone)
    send(phone)


@pytest.mark.parametrize("walk", WALKS)
def test_a_letter_on_paper_makes_a_gendarme(open_page, walk, secretary, work, mailoutbox):
    desk, phone = open_page(**walk), open_page(**walk)
    paper = write_the_letter(desk, walk["language"], with_password(secretary))
    follow_the_letter(phone, paper)
    type_code_of_mail(phone, work)

    issa = User.objects.get(email=EMAIL)
    assert (issa.side, issa.function, issa.verified_by) == (Side.FORCES, "Gendarme", secretary)
    desk.goto(f"/{walk['language']}/secretariat/people/{issa.pk}/")
    fits(desk)
    desk.select_option("[name=role-role]", "moderator")
    desk.click("form[action$='/roles/'] button")
    expect(desk.locator("#roles ~ ul")).to_be_visible()
    assert issa.memberships.get().role == "moderator"


def test_what_a_stranger_types_wrong_comes_back_with_words(page_without_script, forum, secretary):
    page = page_without_script
    _letter, token = invite_person(side=Side.FORCES, function="Gendarme", by=secretary)
    page.goto("/en/invitation/")
    page.fill("[name=token]", token[:-1])
    send(page)
    expect(page.locator("h1")).to_have_text("This invitation opens nothing")

    page.goto("/accounts/signup/")
    page.fill("[name=email]", EMAIL)
    page.fill("[name=name]", "Fatou")
    page.fill("[name=password1]", "motdepasse2026")
    page.fill("[name=password2]", "something else entirely")
    send(page)
    expect(page.locator("[role=alert]")).to_contain_text("easy to guess")
    assert page.input_value("[name=name]") == "Fatou"
    assert not mail.outbox


def test_who_has_two_locks_signs_in_without_script(page_without_script, forum):
    page = page_without_script
    with_second_factor(with_password(UserFactory.create(username="fatou", email=EMAIL)))
    sign_in(page, EMAIL)
    page.fill("[name=code]", six_digits())
    send(page)
    page.goto("/en/me/")
    assert page.url.endswith("/en/me/")
