"""One committee, with its cast: who sits on each side, who runs it, who is nobody here."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from palabre.committees.models import Committee, Discussion, Mode
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill, seat
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join


@pytest.fixture
def committee(db) -> Committee:
    """A public committee with three seats a side."""
    space = SpaceFactory.create(slug="kerouba", is_public=True)
    made = CommitteeFactory.create(space=space, name="Kerouba")
    fill(made, civilians=2, forces=2)
    return made


@pytest.fixture
def trader(committee) -> User:
    return seat(committee, side=Side.CIVILIAN, name="trader")


@pytest.fixture
def gendarme(committee) -> User:
    return seat(committee, side=Side.FORCES, name="gendarme")


@pytest.fixture
def secretary(committee) -> User:
    return with_second_factor(
        join(committee.space, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="secretary")
    )


@pytest.fixture
def named(committee) -> Discussion:
    return DiscussionFactory.create(committee=committee, title="The bridge at night")


@pytest.fixture
def nameless(committee, trader, gendarme) -> Discussion:
    return DiscussionFactory.create(
        committee=committee, title="What is hard to say", mode=Mode.CHATHAM
    )


@pytest.fixture
def as_trader(client: Client, trader: User) -> Client:
    client.force_login(trader)
    return client


@pytest.fixture
def as_secretary(client: Client, secretary: User) -> Client:
    client.force_login(secretary)
    return client


@pytest.fixture
def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def yesterday() -> datetime:
    return timezone.now() - timedelta(days=1)
