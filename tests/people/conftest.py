import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _hash_quickly(settings):
    """Argon2 is slow on purpose; no story here is about that (tests/people/timing.py is)."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def client() -> Client:
    """A browser that asks for English."""
    return Client(headers={"Accept-Language": "en"})
