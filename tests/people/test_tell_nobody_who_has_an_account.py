"""Known and unknown get the same page, the same status, the same way on, a mail each and a hash
each. How long it takes is measured in tests/people/timing.py, not asserted here."""

import re
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.core import mail
from django.test import Client

from tests.people.factories import PASSWORD, UserFactory, with_password

KNOWN, UNKNOWN = "awa@palabre.example", "nobody@palabre.example"
HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
NEW = {"name": "N", "side": "civilian", "password1": PASSWORD, "password2": PASSWORD}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _awa():
    with_password(UserFactory.create(username="awa", email=KNOWN))
    with_password(UserFactory.create(username="closed", is_active=False))
    UserFactory.create(username="no-password").set_unusable_password()


@pytest.fixture
def hashes(monkeypatch) -> list[str]:
    """Every time that a password is hashed, in vain or not."""
    counted: list[str] = []
    hasher = hashers.get_hasher()
    real = type(hasher).encode

    def encode(self, password, salt, *more, **named):
        counted.append(password)
        return real(self, password, salt, *more, **named)

    monkeypatch.setattr(type(hasher), "encode", encode)
    return counted


def seen(address: str, typed: dict[str, str]) -> list[object]:
    """All that a stranger sees on the way, and after a wrong code at its end, but what they typed
    themselves and the forms' tokens."""
    client = Client(headers={"Accept-Language": "en"})
    answers = [client.post(address, typed)]
    if way_on := answers[0].headers.get("Location"):
        answers += [client.get(way_on), *(client.post(way_on, {"code": "B"}) for _ in range(3))]
    return [
        (each.status_code, each.headers.get("Location"), sorted(each.cookies), said(each, typed))
        for each in answers
    ]


def said(answer: Any, typed: dict[str, str]) -> str:
    body = HIDDEN.sub("", answer.content.decode())
    for value in typed.values():
        body = body.replace(f'value="{value}"', "").replace(f">{value}<", "")
    return body


@pytest.mark.parametrize("login", [KNOWN, "awa", "closed", "no-password", "closed@palabre.example"])
def test_signing_in_with_a_wrong_password(login):
    like_it = UNKNOWN if "@" in login else "nobody"

    known = seen("/accounts/login/", {"login": login, "password": "not it"})
    unknown = seen("/accounts/login/", {"login": like_it, "password": "not it"})

    assert known == unknown


@pytest.mark.parametrize("login", [KNOWN, "awa", "closed", "no-password", UNKNOWN, "nobody"])
def test_a_refused_password_is_hashed_once_whoever_it_was_for(login, hashes):
    seen("/accounts/login/", {"login": login, "password": "not it"})

    assert len(hashes) == 1


def test_losing_patience_with_a_guesser():
    for login in (KNOWN, UNKNOWN):
        for _guess in range(10):
            Client().post("/accounts/login/", {"login": login, "password": "not it"})

    known = seen("/accounts/login/", {"login": KNOWN, "password": "not it"})
    assert known == seen("/accounts/login/", {"login": UNKNOWN, "password": "not it"})


@pytest.mark.parametrize("email", [KNOWN, "closed@palabre.example", "no-password@palabre.example"])
def test_forgetting_a_password(email):
    known = seen("/accounts/password/reset/", {"email": email})

    assert known == seen("/accounts/password/reset/", {"email": UNKNOWN})


def test_asking_too_often_for_a_code():
    for _each in range(6):
        known = seen("/accounts/password/reset/", {"email": KNOWN})
        assert known == seen("/accounts/password/reset/", {"email": UNKNOWN})
    assert "Too many tries" in str(known)


def test_known_and_unknown_get_one_mail_each(work):
    for email in (KNOWN, UNKNOWN):
        seen("/accounts/password/reset/", {"email": email})
    work()

    assert [each.to for each in mail.outbox] == [[KNOWN], [UNKNOWN]]


def test_signing_up(hashes):
    known = seen("/accounts/signup/", NEW | {"email": KNOWN})
    of_the_known = len(hashes)

    assert known == seen("/accounts/signup/", NEW | {"email": UNKNOWN})
    assert of_the_known == len(hashes) - of_the_known == 1


def test_changing_to_the_address_of_somebody_else(client):
    me = with_password(UserFactory.create(username="me"))

    def change(email: str) -> list[object]:
        client.force_login(me, backend="palabre.spaces.backends.PalabreBackend")
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        answer = client.post("/accounts/email/", {"email": email, "action_add": ""})
        page = HIDDEN.sub("", client.get(answer["Location"]).content.decode())
        return [answer.status_code, answer["Location"], page.replace(email, "…")]

    assert change(KNOWN) == change(UNKNOWN)
