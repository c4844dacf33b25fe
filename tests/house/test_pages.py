"""Every address has an expectation, and looking changes nothing.

A new URL pattern without a line in tests.house.addresses fails here.
"""

from collections import Counter
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.house.addresses import (
    ADDRESSES,
    ADMIN,
    ELSEWHERE,
    MEMBER,
    MODERATOR,
    SECRETARY,
    SIGN_IN,
    Address,
    every_name,
)
from tests.house.conftest import Clients
from tests.house.places import Places, path_of

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "ALTER", "DROP", "CREATE")
# What reading may write: how far one has read. And what allauth does about sessions.
READ_MARKERS = ("forums_readmarker", "committees_readmarker")
SESSIONS = ("django_session",)
CSRF = settings.CSRF_COOKIE_NAME
OFFICES = [
    address
    for address in ADDRESSES
    if address.by in (MODERATOR, SECRETARY) and not address.name.startswith("mfa_")
]
PAGES = [address for address in ADDRESSES if address.is_page]

pytestmark = pytest.mark.django_db


def named(address: Address) -> str:
    return address.name


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"Accept-Language": "fr"}, raise_request_exception=True)


def test_every_address_has_an_expectation_and_none_is_left_over():
    assert Counter(address.name for address in ADDRESSES) == Counter(set(every_name()))


@pytest.mark.parametrize("address", ADDRESSES, ids=named)
def test_a_stranger_gets_what_is_written(visitor: Client, places: Places, address: Address):
    path = path_of(address, places)

    answer = visitor.get(path)

    if address.stranger == SIGN_IN:
        assert answer.status_code == 302
        assert unquote(answer["Location"]) == f"{reverse('account_login')}?next={path}"
    elif address.stranger == ELSEWHERE:
        assert answer.status_code == 302
    else:
        assert answer.status_code == address.stranger


@pytest.mark.parametrize("address", ADDRESSES, ids=named)
def test_a_stranger_gets_no_cookie_but_the_proof_of_a_form(
    visitor: Client, places: Places, address: Address
):
    answer = visitor.get(path_of(address, places))

    assert set(answer.cookies) == ({CSRF} if address.has_form else set())


@pytest.mark.parametrize("address", PAGES, ids=named)
def test_whoever_may_open_a_page_can(
    clients: Clients, visitor: Client, places: Places, address: Address
):
    client = clients.get(address.by, visitor)

    for language in ("fr", "en"):
        path = path_of(address, places, language)
        answer = client.get(path, headers={"Accept-Language": language})
        if answer.status_code == 302:  # the password is asked for again
            assert answer["Location"].startswith(reverse("account_reauthenticate"))
        else:
            assert answer.status_code == 200
            assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("address", ADDRESSES, ids=named)
def test_looking_changes_nothing(
    clients: Clients, visitor: Client, places: Places, address: Address
):
    path = path_of(address, places)

    for person, client in {"nobody": visitor, **clients}.items():
        if address.name == "portal:leave" and client is not visitor:
            continue  # it ends the session: that is its work
        allowed = () if client is visitor else (*READ_MARKERS, *SESSIONS)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        wrote = [sql for sql in written(asked) if not any(table in sql for table in allowed)]
        assert wrote == [], person


def written(asked: CaptureQueriesContext) -> list[str]:
    statements = [query["sql"].lstrip() for query in asked.captured_queries]
    return [sql for sql in statements if sql.upper().startswith(WRITES)]


@pytest.mark.parametrize("address", OFFICES, ids=named)
def test_a_member_enters_no_office(clients: Clients, places: Places, address: Address):
    assert clients["fanta"].get(path_of(address, places)).status_code in (404, 405)


def test_the_back_office_is_shut_to_all_but_administrators(clients: Clients, visitor: Client):
    addresses = ["admin:index"]
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        addresses += [f"admin:{name}_changelist"]

    for name in addresses:
        for person in (visitor, *(clients[who] for who in (MEMBER, MODERATOR, SECRETARY))):
            assert person.get(reverse(name)).status_code in (302, 403, 404), name
        assert clients[ADMIN].get(reverse(name)).status_code == 200, name


def test_a_page_that_is_not_there_looks_like_one_that_is_hidden(visitor: Client, places: Places):
    missing = visitor.get("/fr/committees/nowhere/")
    hidden = visitor.get("/fr/forum/topics/999999/")

    assert missing.status_code == hidden.status_code == 404
    assert missing.content.replace(b"committees/nowhere", b"") == hidden.content.replace(
        b"forum/topics/999999", b""
    )
