"""Every address has an expectation, and looking changes nothing.

A new URL pattern without a line in tests.house.addresses fails here.
"""

import re
from collections import Counter
from dataclasses import dataclass
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
from tests.house.conftest import PEOPLE, Clients
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

NOBODY = "nobody"
FULL_PAGE = re.compile(rb'<html lang="(\w+)"')

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Look:
    """What came of it when somebody opened an address."""

    status: int
    where: str  # one is sent to
    cookies: set[str]
    language: str
    wrote: list[str]


class Looks:
    """Each of them happens once for all laws: that looking changes nothing is the first of them."""

    def __init__(self, clients: Clients, places: Places) -> None:
        self.clients = {NOBODY: Client(headers={"Accept-Language": "fr"}), **clients}
        self.places = places
        self.known: dict[tuple[str, str, str], Look] = {}

    def path_of(self, address: Address, language: str = "fr") -> str:
        return path_of(address, self.places, language)

    def at(self, address: Address, *, by: str = NOBODY, language: str = "fr") -> Look:
        key = by, language, self.path_of(address, language)
        if key not in self.known:
            self.known[key] = self._look(*key)
        return self.known[key]

    def _look(self, person: str, language: str, path: str) -> Look:
        client = self.clients[person]
        if person == NOBODY:
            client.cookies.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path, headers={"Accept-Language": language})
        found = FULL_PAGE.search(b"".join(answer))
        return Look(
            answer.status_code,
            answer.get("Location", ""),
            set(answer.cookies),
            found[1].decode() if found else "",
            written(asked),
        )


def written(asked: CaptureQueriesContext) -> list[str]:
    statements = [query["sql"].lstrip() for query in asked.captured_queries]
    return [sql for sql in statements if sql.upper().startswith(WRITES)]


@pytest.fixture(scope="module")
def looks(clients: Clients, places: Places) -> Looks:
    return Looks(clients, places)


def test_every_address_has_an_expectation_and_none_is_left_over():
    assert Counter(address.name for address in ADDRESSES) == Counter(set(every_name()))


def test_a_stranger_gets_what_is_written(looks: Looks):
    others = {}
    for address in ADDRESSES:
        look = looks.at(address)
        got: int | str = look.status
        if look.status == 302:
            asked_in = f"{reverse('account_login')}?next={looks.path_of(address)}"
            is_asked_in = address.stranger == SIGN_IN and unquote(look.where) == asked_in
            got = SIGN_IN if is_asked_in else ELSEWHERE
        if got != address.stranger:
            others[address.name] = got

    assert others == {}


def test_a_stranger_gets_no_cookie_but_the_proof_of_a_form(looks: Looks):
    got = {address.name: looks.at(address).cookies for address in ADDRESSES}

    assert got == {each.name: {CSRF} if each.has_form else set() for each in ADDRESSES}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whoever_may_open_a_page_can(looks: Looks, language: str):
    shut = {}
    for address in PAGES:
        look = looks.at(address, by=address.by or NOBODY, language=language)
        # The password may be asked for again.
        again = look.status == 302 and look.where.startswith(reverse("account_reauthenticate"))
        if not again and (look.status, look.language) != (200, language):
            shut[address.name] = look

    assert shut == {}


@pytest.mark.parametrize("person", [NOBODY, *PEOPLE])
def test_looking_changes_nothing(looks: Looks, person: str):
    allowed = () if person == NOBODY else (*READ_MARKERS, *SESSIONS)
    changed = {}
    for address in ADDRESSES:
        if address.name == "portal:leave" and person != NOBODY:
            continue  # it ends the session: that is its work
        wrote = looks.at(address, by=person).wrote
        if found := [sql for sql in wrote if not any(table in sql for table in allowed)]:
            changed[address.name] = found

    assert changed == {}


def test_a_member_enters_no_office(looks: Looks):
    statuses = {address.name: looks.at(address, by="fanta").status for address in OFFICES}

    assert len(statuses) > 30
    assert {name: status for name, status in statuses.items() if status not in (404, 405)} == {}


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"Accept-Language": "fr"})


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
