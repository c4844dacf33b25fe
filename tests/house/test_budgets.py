"""What a page costs the database: little, and not more when there is more to show.

The apps pin the figures of their own busiest pages; here is the law for every page. Bytes and
requests, which need a browser, are weighed in tests/journeys/weighing.py.
"""

import secrets
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from palabre.committees.models import Committee, Discussion
from palabre.forums.models import Category, Topic
from palabre.moderation.models import Case, Rule
from palabre.people.models import User
from palabre.spaces.models import FORUM, Membership, Role, Space
from palabre.submissions import intake
from palabre.submissions.selectors import intake_for
from tests.committees.factories import (
    AttachmentFactory,
    CommitteeFactory,
    ContributionFactory,
    DiscussionFactory,
    MeetingFactory,
    RulesFactory,
    TemplatePlaceFactory,
    TerritoryFactory,
    seat,
)
from tests.forums.factories import CategoryFactory, PostFactory, PostRevisionFactory, TopicFactory
from tests.house.addresses import ADDRESSES, MEMBER, Address
from tests.house.conftest import Clients
from tests.house.places import Places, path_of
from tests.moderation.factories import CaseFactory, RuleFactory, WordListFactory
from tests.people.factories import UserFactory
from tests.spaces.factories import SpaceFactory

MORE = 8
VISITOR, SIGNED_IN = 8, 20  # at most, on any page; most need half of that
PAGES = [address for address in ADDRESSES if address.is_page]

pytestmark = pytest.mark.django_db


def cost(client: Client, path: str) -> int:
    client.get(path)  # the first look moves the marker of what is read
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def grow(places: Places) -> None:
    """More of everything that a page may list."""
    committee = Committee.objects.get(space__slug="tabakoro")
    forum = Space.objects.get(slug=FORUM)
    people = [UserFactory.create(side=side) for side in ("civilian", "forces") * (MORE // 2)]
    grow_forum(places, people)
    grow_committee(places, committee)
    rules = [RuleFactory.create(number=60 + number) for number in range(MORE)]
    for rule in rules:
        CaseFactory.create(space=forum, rule=rule)
        WordListFactory.create(space=forum, rule=rule)
    for person in people:
        Membership.objects.create(space=forum, user=person, role=Role.MEMBER, side=person.side)
    for space in [SpaceFactory.create() for _ in range(3)]:
        member = User.objects.get(username=MEMBER)
        Membership.objects.create(space=space, user=member, role=Role.MEMBER, side=member.side)
    mailbox = intake_for("tabakoro")
    assert mailbox
    letter = intake.Letter(committee.space.pk, "all", "One more.")
    for _ in range(3):
        keys = mailbox.keys_for("all")
        intake.receive(letter, token=secrets.token_bytes(32), readers=keys)


def grow_forum(places: Places, people: list[User]) -> None:
    topic = Topic.objects.get(pk=places["@topic"])
    category = Category.objects.get(slug=places["@category"])
    for person in people:
        CategoryFactory.create()
        TopicFactory.create(category=category, by=person)
        PostFactory.create(topic=topic, by=person)
        PostRevisionFactory.create(post=places["@post"], by=person)


def grow_committee(places: Places, committee: Committee) -> None:
    for number in range(MORE):
        TemplatePlaceFactory.create()
        CommitteeFactory.create(area=TerritoryFactory.create(parent=places["@territory"]))
        RulesFactory.create(committee=committee, number=10 + number, withdrawn_on=date(2023, 12, 2))
    public: Discussion = places["@public_discussion"]
    for number in range(MORE):
        DiscussionFactory.create(committee=committee, is_public=True)
        MeetingFactory.create(committee=committee, starts_at=places["@meeting"].starts_at)
        seat(committee, side="civilian" if number % 2 else "forces")
        if not public.is_nameless:
            said = ContributionFactory.create(discussion=public, number=500 + number)
            AttachmentFactory.create(contribution=said)


Costs = dict[Address, int]


def costs(clients: Clients, places: Places) -> Costs:
    return {each: cost(clients.get(each.by) or Client(), path_of(each, places)) for each in PAGES}


@pytest.fixture(scope="module")
def before(clients: Clients, places: Places, django_db_blocker: DjangoDbBlocker) -> Costs:
    with django_db_blocker.unblock():
        return costs(clients, places)


def test_a_page_asks_the_database_little(before: Costs):
    most = {each: SIGNED_IN if each.by else VISITOR for each in PAGES}

    assert {each.name: asked for each, asked in before.items() if asked > most[each]} == {}


def test_no_page_asks_more_when_there_is_more_to_show(
    before: Costs, clients: Clients, places: Places
):
    grow(places)

    after = costs(clients, places)

    assert Case.objects.count() > MORE
    assert Rule.objects.count() > MORE
    grown = {
        each.name: f"{before[each]} → {after[each]}" for each in PAGES if after[each] > before[each]
    }
    assert grown == {}
