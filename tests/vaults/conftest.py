import pytest

from palabre.people.models import Side
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import reader


@pytest.fixture
def committee(db):
    return SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro")


@pytest.fixture
def pair(committee):
    """The two who began its readers: a civilian and one of the forces."""
    return (
        reader(committee, side=Side.CIVILIAN, name="awa"),
        reader(committee, side=Side.FORCES, name="issa"),
    )
