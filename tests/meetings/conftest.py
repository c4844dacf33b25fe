"""A committee with three seats a side, and a meeting of it that has been called."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from palabre.committees.models import Committee, Meeting
from palabre.meetings.services import open_session
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.committees.factories import CommitteeFactory, MeetingFactory, fill, seat
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join


@pytest.fixture
def committee(db) -> Committee:
    """Two seats a side, and those of the co-chairs."""
    space = SpaceFactory.create(slug="kerouba", is_public=True)
    made = CommitteeFactory.create(space=space, name="Kerouba")
    fill(made, civilians=2, forces=2)
    return made


@pytest.fixture
def trader(committee) -> User:
    """Co-chair for the civilians."""
    return seat(committee, side=Side.CIVILIAN, name="trader", is_chair=True)


@pytest.fixture
def gendarme(committee) -> User:
    """Co-chair for the forces."""
    return seat(committee, side=Side.FORCES, name="gendarme", is_chair=True)


@pytest.fixture
def secretary(committee) -> User:
    return with_second_factor(
        join(committee.space, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="secretary")
    )


@pytest.fixture
def meeting(committee, trader, gendarme) -> Meeting:
    starts = timezone.now() + timedelta(days=10)
    return MeetingFactory.create(committee=committee, starts_at=starts, is_chatham=False)


@pytest.fixture
def in_session(meeting, secretary) -> Meeting:
    meeting.starts_at = timezone.now()
    meeting.save()
    return open_session(meeting, by=secretary)


@pytest.fixture
def chairs(trader, gendarme) -> list[User]:
    return [trader, gendarme]


@pytest.fixture
def member(committee, trader) -> User:
    """Of the civilian side, and no co-chair."""
    return User.objects.filter(seats__committee=committee, seats__is_chair=False).earliest("pk")


@pytest.fixture
def as_secretary(client: Client, secretary: User) -> Client:
    client.force_login(secretary)
    return client
