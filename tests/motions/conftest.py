"""A committee of five a side in session, with custodians of both sides and a motion before it."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.committees.models import Committee, Meeting
from palabre.meetings.services import open_session
from palabre.motions.models import Motion, Vote, Way
from palabre.motions.services import Call, open_vote
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.committees.factories import CommitteeFactory, MeetingFactory, fill, seat
from tests.meetings.factories import everybody_comes
from tests.motions.factories import MotionFactory, custodian
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join


@pytest.fixture
def committee(db) -> Committee:
    space = SpaceFactory.create(slug="kerouba", is_public=True)
    made = CommitteeFactory.create(space=space, name="Kerouba")
    fill(made, civilians=4, forces=4)
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
def custodians(committee) -> tuple[User, User]:
    return (
        custodian(committee, Side.CIVILIAN, name="imam"),
        custodian(committee, Side.FORCES, name="doctor"),
    )


@pytest.fixture
def meeting(committee, trader, gendarme, secretary) -> Meeting:
    """In session, and everybody is there."""
    called = MeetingFactory.create(committee=committee, starts_at=timezone.now(), is_chatham=False)
    opened = open_session(called, by=secretary)
    everybody_comes(opened)
    return opened


@pytest.fixture
def motion(committee, trader) -> Motion:
    return MotionFactory.create(
        committee=committee, moved_by=trader, title="The post at the bridge"
    )


@pytest.fixture
def in_secret(motion, meeting, custodians, secretary) -> Vote:
    return open_vote(motion, Call(Way.SECRET, meeting), by=secretary)


@pytest.fixture
def as_trader(client: Client, trader: User) -> Client:
    client.force_login(trader)
    return client
