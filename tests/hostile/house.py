"""One of everything that people write in, with whoever may write there."""

from dataclasses import dataclass, field

from django.test import Client
from django.utils import timezone

from palabre.committees.models import Committee, Discussion, Meeting, Mode
from palabre.forums.models import Category, Topic
from palabre.moderation.models import Rule
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.committees.factories import (
    CommitteeFactory,
    DiscussionFactory,
    MeetingFactory,
    fill,
    seat,
)
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.moderation.factories import moderator, rule_named
from tests.people.factories import UserFactory, with_second_factor
from tests.spaces.factories import SpaceFactory, join
from tests.vaults.factories import reader


def signed_in(person: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person)
    return client


@dataclass
class House:
    committee: Committee
    member: Client
    civilian: Client
    forces: Client
    desk: Client
    reader: Client
    stranger: Client
    person: User
    category: Category
    inside: Category
    topic: Topic
    named: Discussion
    nameless: Discussion
    meeting: Meeting
    rule: Rule
    before: set[object] = field(default_factory=set)


def build_house() -> House:
    space = SpaceFactory.create(slug="kerouba", is_public=True)
    committee = CommitteeFactory.create(space=space, name="Kerouba")
    fill(committee)
    person = seat(committee, name="trader")
    reader(space, side=Side.FORCES)
    desk = UserFactory.create(is_staff=True, is_superuser=True)
    join(space, side=Side.SECRETARIAT, role=Role.SECRETARIAT)
    return House(
        committee=committee,
        member=signed_in(person),
        civilian=signed_in(moderator(space, Side.CIVILIAN)),
        forces=signed_in(moderator(space, Side.FORCES)),
        desk=signed_in(with_second_factor(desk)),
        reader=signed_in(reader(space, name="reading")),
        stranger=Client(headers={"Accept-Language": "en"}),
        person=person,
        category=CategoryFactory.create(),
        inside=CategoryFactory.create(space=space),
        topic=TopicFactory.create(by=person),
        named=DiscussionFactory.create(committee=committee),
        nameless=DiscussionFactory.create(committee=committee, mode=Mode.CHATHAM),
        meeting=MeetingFactory.create(committee=committee, starts_at=timezone.now()),
        rule=rule_named("insult"),
    )
