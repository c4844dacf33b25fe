"""Where things stand in the demonstration, and browsers of its people."""

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from palabre.people.models import User
from tests.house.addresses import ADMIN, MEMBER, MODERATOR, NOMINEE, SECRETARY, WRITER
from tests.house.places import Places, find_places

Clients = dict[str, Client]
PEOPLE = (MEMBER, MODERATOR, SECRETARY, ADMIN, NOMINEE, WRITER, "fanta")


@pytest.fixture(scope="module")
def places(demonstration: list[str], django_db_blocker: DjangoDbBlocker) -> Places:
    with django_db_blocker.unblock():
        return find_places()


@pytest.fixture(scope="module")
def clients(places: Places, django_db_blocker: DjangoDbBlocker) -> Clients:
    """Browsers that ask for French, by who is signed in there."""
    found = {name: Client(headers={"Accept-Language": "fr"}) for name in PEOPLE}
    with django_db_blocker.unblock():
        for name, client in found.items():
            client.force_login(User.objects.get(username=name))
    return found
