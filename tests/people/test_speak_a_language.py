"""Sign-in pages have no language in their address: they speak that of the page one came from."""

import pytest
from django.test import Client

from tests.people.factories import UserFactory, with_password
from tests.people.steps import SIGN_IN, sign_in

FRENCH, ENGLISH = '<html lang="fr"', '<html lang="en"'

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_is_said_wins_over_the_browser(client):
    assert ENGLISH in page(client, SIGN_IN)
    assert FRENCH in page(client, f"{SIGN_IN}?lang=fr")


def test_it_is_remembered_under_this_address_only(client):
    page(client, f"{SIGN_IN}?lang=fr")

    assert FRENCH in page(client, SIGN_IN)
    assert client.cookies["lang"]["path"] == "/accounts/"
    assert client.cookies["lang"]["httponly"]


def test_the_page_one_came_from_says_it_too(client):
    assert FRENCH in page(client, f"{SIGN_IN}?next=/fr/me/")
    assert FRENCH in page(client, "/accounts/signup/")


def test_a_french_page_leads_to_french_sign_in(client):
    assert f'href="{SIGN_IN}?lang=fr"' in page(client, "/fr/nothing/")


def test_after_signing_in_home_is_in_that_language(client):
    with_password(UserFactory.create(username="awa"))
    page(client, f"{SIGN_IN}?lang=fr")

    assert sign_in(client, "awa")["Location"] == "/fr/"


@pytest.mark.parametrize("asked", ["?lang=xx", "?lang=fr%0d%0aX:1", "?next=//fr/", "?next=%00"])
def test_nonsense_changes_nothing(client, asked):
    assert ENGLISH in page(client, SIGN_IN + asked)
    assert "lang" not in client.cookies


def test_the_other_language_keeps_where_one_was_going(client):
    assert "next=%2Ffr%2Fme%2F&amp;lang=en" in page(client, f"{SIGN_IN}?next=/fr/me/")
