"""Every page of an office: a stranger signs in, a member finds nothing, one factor is not enough."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.people.factories import with_second_factor
from tests.spaces.conftest import BACKEND
from tests.spaces.factories import join

DESKS = ("portal:secretariat", "_desk:")
NOBODY = "00000000-0000-4000-8000-000000000000"
KWARGS = {
    "pk": 1,
    "slug": "nowhere",
    "code": "nothing",
    "token": "nothing",
    "number": 1,
    "item": NOBODY,
    "file": NOBODY,
}

pytestmark = pytest.mark.django_db


def every_name(patterns: list, app: str = "") -> Iterator[tuple[str, list[str]]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from every_name(each.url_patterns, each.app_name or app)
        elif isinstance(each, URLPattern) and each.name:
            yield f"{app}:{each.name}", list(each.pattern.converters)


def office_pages() -> list[str]:
    found = every_name(get_resolver().url_patterns)
    return sorted(
        reverse(name, kwargs={each: KWARGS[each] for each in needed})
        for name, needed in found
        if any(desk in name for desk in DESKS)
    )


PAGES = office_pages()


def signed_in(person: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def newcomer(space) -> User:
    """In the secretariat since today, without a second factor yet."""
    return join(space, side=Side.SECRETARIAT, role=Role.SECRETARIAT)


def test_there_are_offices_to_enter():
    assert len(PAGES) > 10


def answers_at(page: str, client: Client) -> list[tuple[int, str]]:
    """To whoever looks, and to whoever sends something."""
    answers = client.get(page), client.post(page)
    return [(answer.status_code, answer.get("Location", "")) for answer in answers]


def test_a_stranger_is_asked_to_sign_in_at_every_page():
    opened = {}
    for page in PAGES:
        for status, way_on in answers_at(page, Client()):
            if status != 302 or not way_on.startswith("/accounts/login/"):
                opened[page] = status, way_on

    assert opened == {}


def test_a_member_finds_nothing_at_any_page(citizen):
    client = signed_in(citizen)
    found = {page: answers_at(page, client) for page in PAGES}

    assert found == {page: [(404, "")] * 2 for page in PAGES}


def test_without_a_second_factor_one_is_set_up_first_at_every_page(newcomer):
    client = signed_in(newcomer)
    found = {page: answers_at(page, client) for page in PAGES}

    assert found == {page: [(302, reverse("mfa_index"))] * 2 for page in PAGES}


def test_the_way_there_is_said_in_words(newcomer):
    page = signed_in(newcomer).get("/en/secretariat/", follow=True).content.decode()

    assert "This office needs two-step sign-in." in page


@pytest.mark.parametrize("page", ["/en/secretariat/", "/en/secretariat/people/"])
def test_with_a_second_factor_it_opens(page, newcomer):
    with_second_factor(newcomer)

    assert signed_in(newcomer).get(page).status_code == 200


def test_an_administrator_sees_the_way_to_the_back_office(administrator, secretary):
    assert "/admin/" in signed_in(administrator).get("/en/secretariat/").content.decode()
    assert "/admin/" not in signed_in(secretary).get("/en/secretariat/").content.decode()
