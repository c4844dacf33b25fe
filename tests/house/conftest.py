"""The demonstration, loaded once for a whole file and gone with it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from palabre.demonstration import services
from palabre.people.models import User
from tests.house.addresses import ADMIN, MEMBER, MODERATOR, SECRETARY
from tests.house.places import Places, find_places

Clients = dict[str, Client]
PEOPLE = (MEMBER, MODERATOR, SECRETARY, ADMIN, "fanta")


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Places]:
    with django_db_blocker.unblock(), transaction.atomic():
        services.load()
        yield find_places()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(places: Places, django_db_blocker: DjangoDbBlocker) -> Clients:
    """Browsers that ask for French, by who is signed in there."""
    found = {name: Client(headers={"Accept-Language": "fr"}) for name in PEOPLE}
    with django_db_blocker.unblock():
        for name, client in found.items():
            client.force_login(User.objects.get(username=name))
    return found
