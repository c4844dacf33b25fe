import pytest
from django.test import Client

from palabre.people.models import User

BACKEND = "palabre.spaces.backends.PalabreBackend"


@pytest.fixture
def client() -> Client:
    """A browser that asks for English."""
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def desk(client: Client, secretary: User) -> Client:
    """The secretary, at the desk."""
    client.force_login(secretary, backend=BACKEND)
    return client
