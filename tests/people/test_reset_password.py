import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from palabre.people.models import User
from tests.people.factories import UserFactory, with_password, with_second_factor
from tests.people.steps import code_in_last_mail, is_signed_in, sign_in

ASK = "/accounts/password/reset/"
CODE = "/accounts/password/reset/confirm/"
CHOOSE = "/accounts/password/reset/complete/"
NEW = "un tout autre mot de passe"

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa() -> User:
    return with_password(UserFactory.create(username="awa"))


@pytest.fixture
def code(client, awa, work) -> str:
    client.post(ASK, {"email": awa.email})
    work()
    return code_in_last_mail()


def choose(client, password: str = NEW):
    return client.post(CHOOSE, {"password1": password, "password2": password})


def test_with_the_code_a_new_password_is_chosen(client, awa, code):
    assert client.post(CODE, {"code": code})["Location"] == CHOOSE
    choose(client)

    assert not is_signed_in(client, awa)
    sign_in(client, "awa", NEW)
    assert is_signed_in(client, awa)


def test_without_the_code_no_password_is_chosen(client, awa, code):
    choose(client)

    sign_in(client, "awa", NEW)
    assert not is_signed_in(client, awa)


def test_the_code_works_in_the_browser_that_asked_and_nowhere_else(awa, code):
    assert Client().post(CODE, {"code": code})["Location"] == "/accounts/login/"


def test_three_wrong_codes_and_it_is_over(client, awa, code):
    for _try in range(3):
        client.post(CODE, {"code": "BBBB-BBBB"})
    client.post(CODE, {"code": code})
    choose(client)

    sign_in(client, "awa", NEW)
    assert not is_signed_in(client, awa)


def test_the_second_factor_is_still_asked(client, awa, code):
    with_second_factor(awa)
    client.post(CODE, {"code": code})
    choose(client)

    assert sign_in(client, "awa", NEW)["Location"] == "/accounts/2fa/authenticate/"


def test_who_was_signed_in_with_the_old_password_is_out(client, awa, code):
    elsewhere = Client()
    sign_in(elsewhere, "awa")

    client.post(CODE, {"code": code})
    choose(client)

    assert elsewhere.get("/en/me/").status_code == 302


def test_an_easy_password_is_refused(client, awa, code):
    client.post(CODE, {"code": code})

    assert "easy to guess" in choose(client, "motdepasse2026").content.decode()


def test_a_waiting_code_is_gone_when_it_has_served(client, awa, code):
    client.post(CODE, {"code": code})
    choose(client)

    for session in Session.objects.all():
        assert code not in repr(session.get_decoded())
