"""The list of committees, when there are many."""

import pytest

from tests.committees.factories import CommitteeFactory, MeetingFactory, TerritoryFactory, fill

DIRECTORY = "/en/committees/"


@pytest.fixture
def many(db) -> None:
    region = TerritoryFactory.create(name="Kelindo")
    commune = TerritoryFactory.create(name="Sô", parent=region)
    CommitteeFactory.create_batch(9, territory="Kérébanta", area=commune)
    CommitteeFactory.create(name="Diambala", kind_en="Committee of the herds")


def read(client, query: str = "") -> str:
    return " ".join(client.get(DIRECTORY + query).content.decode().split())


def test_committees_stand_by_region(client, many):
    page = read(client)

    assert page.index("<h2>Kelindo</h2>") < page.index("<h2>Elsewhere</h2>")
    assert page.index("<h2>Elsewhere</h2>") < page.index("Diambala")


@pytest.mark.parametrize("asked", ["kerebanta", "KÉRÉ", "kelindo kere"])
def test_they_are_found_without_accents_or_capitals(client, many, asked):
    page = read(client, f"?q={asked}")

    assert page.count("<h3>") == 9
    assert "Diambala" not in page


def test_nothing_found_keeps_the_question(client, many):
    page = read(client, "?q=zzzz&page=9")

    assert "Nothing found" in page
    assert 'value="zzzz"' in page


def test_few_committees_need_no_field_to_search_in(client, committee):
    assert 'name="q"' not in read(client)


def test_a_card_tells_the_next_meeting_and_counts_each_seat_once(client, committee, tomorrow):
    fill(committee, civilians=1, forces=0)
    MeetingFactory.create_batch(3, committee=committee, starts_at=tomorrow)

    page = read(client)

    assert f"Next meeting: {tomorrow:%A}" in page
    assert "3 civilians" in page


def test_they_come_in_pages(client, many):
    CommitteeFactory.create_batch(20)

    assert "Page 1 of 2" in read(client)
    assert "Page 2 of 2" in read(client, "?page=2")
