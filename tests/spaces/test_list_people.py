import pytest

from tests.people.factories import UserFactory
from tests.spaces.factories import MembershipFactory

PEOPLE = "/en/secretariat/people/"

pytestmark = pytest.mark.django_db


def test_people_are_found_by_name_or_by_what_they_do(desk, secretary):
    UserFactory.create(name="Awa Dembélé", function="market trader")
    UserFactory.create(name="Issa Diarra", function="gendarme")

    for words in ("awa", "MARKET"):
        page = desk.get(PEOPLE, {"q": words}).content.decode()
        assert "Awa Dembélé" in page
        assert "Issa Diarra" not in page


def test_a_page_of_people_costs_five_queries_however_many_there_are(
    desk, django_assert_num_queries
):
    for person in UserFactory.create_batch(60):
        MembershipFactory.create(user=person)
    desk.get(PEOPLE)

    with django_assert_num_queries(5):
        page = desk.get(PEOPLE, {"q": "Person", "page": 2}).content.decode()
    assert "?q=Person&amp;page=3" in page


def test_nobody_found_is_said(desk):
    assert "Nobody found" in desk.get(PEOPLE, {"q": "zzzz"}).content.decode()


@pytest.mark.parametrize("typed", ["%", "'", '"><script>', "\x00", "é" * 3000, "\\"])
def test_any_words_may_be_looked_for(desk, typed):
    answer = desk.get(PEOPLE, {"q": typed})

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_no_mail_address_is_shown(desk, outsider):
    for page in (PEOPLE, f"{PEOPLE}{outsider.pk}/"):
        assert outsider.email not in desk.get(page).content.decode()


def test_missing_people_are_missing(desk):
    assert desk.get(f"{PEOPLE}999999/").status_code == 404
