"""A quarter of a committee, of which every number is known: the second of 2026."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from palabre.committees.models import Committee, Meeting, Mode
from palabre.committees.models.meeting import Stage
from palabre.meetings.models import Kind
from palabre.motions.counting import Outcome
from palabre.motions.models import Stage as VoteStage
from palabre.motions.models import State
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.committees.factories import (
    CommitteeFactory,
    ContributionFactory,
    DiscussionFactory,
    MeetingFactory,
    NamelessContributionFactory,
    seat,
)
from tests.meetings.factories import AgendaItemFactory, DecisionFactory, SessionFactory
from tests.motions.factories import MotionFactory, VoteFactory
from tests.reports.factories import MessageCountFactory
from tests.spaces.factories import SpaceFactory, join

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SPRING = date(2026, 5, 4)
LONG_AGO, LEFT = date(2025, 1, 6), date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def committee(db) -> Committee:
    space = SpaceFactory.create(slug="kerouba", is_public=True)
    made = CommitteeFactory.create(space=space, name="Kerouba", founded_on=LONG_AGO)
    for side, number in ((Side.CIVILIAN, 3), (Side.FORCES, 2)):
        for _ in range(number):
            seat(made, side=side, since_on=LONG_AGO)
    seat(made, side=Side.FORCES, since_on=LONG_AGO, left_on=LEFT)
    seat(made, side=Side.FORCES, since_on=LEFT)
    return made


@pytest.fixture
def member(committee) -> User:
    return join(committee.space, side=Side.CIVILIAN, role=Role.MEMBER, name="member")


def sitting(committee: Committee, month: int, *, stage: str = Stage.CLOSED, **more) -> Meeting:
    at = datetime(2026, month, 4, 16, tzinfo=UTC)
    made: Meeting = MeetingFactory.create(committee=committee, starts_at=at, stage=stage, **more)
    return made


def was_there(meeting: Meeting, civilian: int, forces: int) -> None:
    SessionFactory.create(
        meeting=meeting,
        present_civilian=civilian,
        present_forces=forces,
        present_parliament=0,
        seated_civilian=3,
        seated_forces=3,
        seated_parliament=0,
    )


@pytest.fixture
def spring(committee: Committee) -> Committee:
    april, may = sitting(committee, 4), sitting(committee, 5)
    sitting(committee, 6, stage=Stage.CANCELLED, cancelled_because="Rain")
    sitting(committee, 6, stage=Stage.CONVENED)
    sitting(committee, 7)
    was_there(april, 3, 2)
    was_there(may, 1, 1)
    AgendaItemFactory.create(meeting=april, title_en="Lamps on the bridge")
    AgendaItemFactory.create(meeting=april, title_en="Patrols by night", for_members=True)
    adopt(committee, april)
    talk(committee)
    MessageCountFactory.create(space=committee.space, received=7, answers=2)
    return committee


def adopt(committee: Committee, april: Meeting) -> None:
    words = {"text_en": "=Twelve lamps by June", "responsible": "The engineers"}
    due = date(2026, 6, 1)
    decided = DecisionFactory.create(
        meeting=april, kind=Kind.MEASURE, due_on=due, adopted_on=SPRING, **words
    )
    for title, told, meeting in (
        ("Women pass first", True, None),
        ("Who holds the key", False, None),
        ("Twelve lamps", True, april),
    ):
        motion = MotionFactory.create(
            committee=committee, title=title, is_public=told, state=State.ADOPTED, decided_on=SPRING
        )
        VoteFactory.create(
            motion=motion,
            meeting=meeting,
            decision=decided if meeting else None,
            last_day=None if meeting else SPRING,
            stage=VoteStage.OVER,
            outcome=Outcome.ADOPTED,
            over_on=SPRING,
            had_quorum=True,
        )


def talk(committee: Committee) -> None:
    open_one = DiscussionFactory.create(committee=committee, is_public=True, opened_on=SPRING)
    inner = DiscussionFactory.create(committee=committee, mode=Mode.CHATHAM, opened_on=SPRING)
    at = datetime(2026, 5, 5, 9, tzinfo=UTC)
    for number in (1, 2):
        ContributionFactory.create(discussion=open_one, number=number, posted_at=at)
    ContributionFactory.create(discussion=open_one, number=3, posted_at=NOW)
    for number in range(6):
        NamelessContributionFactory.create(discussion=inner, number=number, day=SPRING)
