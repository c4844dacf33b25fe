"""Which territories have a committee, for everyone to see."""

from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.committees import services
from palabre.committees.coverage import coverage_of, picture_of
from palabre.committees.models import Committee, Territory
from tests.committees.factories import CommitteeFactory, TerritoryFactory, seat
from tests.people.factories import UserFactory
from tests.spaces.factories import SpaceFactory

COVERAGE = "/en/committees/coverage/"
PICTURE = "/en/committees/coverage/light.svg"


@pytest.fixture
def region(db) -> Territory:
    """A region with a district, in it one commune with a committee and one without."""
    made = TerritoryFactory.create(name="Kelindo")
    district = TerritoryFactory.create(
        name="Diambala", parent=made, is_planned=True, planned_fr="mars", planned_en="March 2027"
    )
    ford = TerritoryFactory.create(name="Soroba", parent=district)
    TerritoryFactory.create(name="Toulemba", parent=district, is_planned=True)
    CommitteeFactory.create(name="The ford", area=ford)
    return made


def read(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_says_in_words_how_many_and_which(client, region):
    page = read(client, COVERAGE)

    assert "1 of 4 territories have a committee. 2 more are planned." in page
    for words in ("Planned: March 2027", "Planned, no date yet", "None yet", "The ford"):
        assert words in page
    assert "in Diambala" in page
    assert "1 pleins" not in read(client, "/fr/committees/coverage/")


def test_an_empty_page_says_what_it_is_for(client, db):
    assert "No territory is listed yet" in read(client, COVERAGE)
    assert client.get(PICTURE).status_code == 200


def test_the_picture_has_numbers_and_no_words(client, region):
    drawn = read(client, PICTURE)

    texts = [each.text for each in ElementTree.fromstring(drawn) if each.tag.endswith("text")]  # noqa: S314 (our own)
    assert texts == ["1", "2", "3", "4"]
    assert "Kelindo" not in drawn
    assert client.get(reverse("committees:coverage_picture", args=["dark"])).status_code == 200
    assert client.get("/en/committees/coverage/pink.svg").status_code == 404


def test_a_closed_committee_covers_nothing_for_strangers(client, region):
    closed = CommitteeFactory.create(
        name="Behind", area=region, space=SpaceFactory.create(is_public=False)
    )
    assert "Behind" not in read(client, COVERAGE)
    before = read(client, PICTURE)

    client.force_login(seat(closed))

    assert "2 of 4 territories" in read(client, COVERAGE)
    assert read(client, PICTURE) != before


def test_every_territory_has_a_tile_of_its_own_wherever_it_was_put():
    region = Territory(pk=1, name="A", column=9, row=1)
    others = [Territory(pk=pk, name=f"B{pk}", parent_id=1) for pk in range(2, 40)]
    elsewhere = Territory(pk=50, name="C")

    picture = picture_of(coverage_of([region, *others, elsewhere], []))

    numbers = {spot.number: cell for cell, spot in picture.cells.items()}
    assert len(numbers) == 40
    assert numbers[1] == (9, 1)
    assert numbers[40][0] == 0
    assert numbers[40][1] > numbers[39][1]


def test_no_territory_lies_in_itself(region):
    district = region.parts.get()
    region.parent = district.parts.get(name="Soroba")

    with pytest.raises(PermissionDenied, match="part of itself"):
        services.keep_territory(region, by=UserFactory.create(is_superuser=True))


def test_a_secretariat_keeps_the_tree(as_secretary, region):
    add = reverse("committees_desk:add_territory")
    words = {"name": "Dankassa", "parent": region.pk, "is_planned": "on", "planned_fr": "2027"}

    assert as_secretary.post(add, {**words, "column": 2, "row": 1}).status_code == 302
    taken = as_secretary.post(add, {**words, "name": "Kolonda", "column": 2, "row": 1})
    assert "Another territory has this place in the picture." in taken.content.decode()
    twice = as_secretary.post(add, words)
    assert "A territory of this name is there already." in twice.content.decode()
    half = as_secretary.post(add, {**words, "name": "Kolonda", "column": 3})
    assert "or neither of them" in half.content.decode()

    new = Territory.objects.get(name="Dankassa")
    change = reverse("committees_desk:territory", args=[new.pk])
    looped = as_secretary.post(change, {**words, "parent": new.pk})
    assert looped.status_code == 422
    as_secretary.post(reverse("committees_desk:remove_territory", args=[new.pk]))
    as_secretary.post(reverse("committees_desk:remove_territory", args=[region.pk]))
    assert list(Territory.objects.filter(parent=None)) == [region]
    assert not Territory.objects.filter(pk=new.pk).exists()


def test_a_committee_is_given_its_place_in_the_tree(as_secretary, committee, region):
    words = {"name": "Kerouba", "kind_fr": "C", "territory": "K",
             "founded_on": "2026-11-01", "area": region.pk}  # fmt: skip

    as_secretary.post(reverse("committees_desk:change", args=["kerouba"]), words)

    assert Committee.objects.get(pk=committee.pk).area == region
