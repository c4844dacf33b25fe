"""Pages that cost the same for ten people and ten discussions as for a hundred."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from palabre.committees import services
from palabre.committees.models import Committee, Contribution, Discussion, Mode, State
from palabre.core import guards
from palabre.people.models import Side, User
from tests.committees.factories import (
    CommitteeFactory,
    DiscussionFactory,
    MeetingFactory,
    TerritoryFactory,
    fill,
    seat,
)
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    committee: int
    trader: int
    gendarme: int
    named: object
    nameless: object


@pytest.fixture(scope="module", params=[2, 20], ids=["small", "large"])
def world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Made once for the whole file, and gone with it: each test finds it as it was made."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish(request.param)
        transaction.set_rollback(True)


def furnish(times: int) -> World:
    space = SpaceFactory.create(slug="kerouba", is_public=True)
    committee = CommitteeFactory.create(space=space, name="Kerouba")
    fill(committee, civilians=2 + times, forces=2 + times)
    trader = seat(committee, side=Side.CIVILIAN, name="trader")
    gendarme = seat(committee, side=Side.FORCES, name="gendarme")
    named = DiscussionFactory.create(committee=committee, title="The bridge at night")
    nameless = DiscussionFactory.create(committee=committee, mode=Mode.CHATHAM)
    DiscussionFactory.create_batch(times, committee=committee)
    tomorrow = timezone.now() + timedelta(days=1)
    MeetingFactory.create_batch(times, committee=committee, starts_at=tomorrow)
    for _ in range(times):
        CommitteeFactory.create()
    for n, taken in enumerate([*committee.seats.select_related("user")][:times]):
        assert taken.user
        services.speak(named, f"Thing {n}", by=taken.user)
        services.publish_at_once(nameless, f"Thing {n}")
    return World(committee.pk, trader.pk, gendarme.pk, named.pk, nameless.pk)


@pytest.fixture
def furnished(world, db) -> Committee:
    return Committee.objects.get(pk=world.committee)


@pytest.fixture
def trader(world, db) -> User:
    return User.objects.get(pk=world.trader)


@pytest.fixture
def gendarme(world, db) -> User:
    return User.objects.get(pk=world.gendarme)


@pytest.fixture
def named(world, db) -> Discussion:
    return Discussion.objects.get(pk=world.named)


@pytest.fixture
def nameless(world, db) -> Discussion:
    return Discussion.objects.get(pk=world.nameless)


def cost(client, url: str) -> int:
    client.get(url)  # caches of the process, not of the page
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_directory(as_trader, furnished):
    assert cost(as_trader, reverse("committees:directory")) == 5


def test_where_there_are_committees(as_trader, furnished):
    TerritoryFactory.create_batch(furnished.seats.count())
    Committee.objects.update(area=TerritoryFactory.create())

    assert cost(as_trader, reverse("committees:coverage")) == 4


def test_the_rules_of_a_committee(as_trader, furnished):
    assert cost(as_trader, furnished.rules_url) == 6


def test_the_page_of_a_committee(as_trader, furnished):
    assert cost(as_trader, furnished.get_absolute_url()) == 7


def test_the_list_of_discussions(as_trader, furnished):
    assert cost(as_trader, reverse("committees:discussions", args=["kerouba"])) == 6


def test_a_discussion_with_names_all_read(as_trader, furnished, named):
    assert cost(as_trader, named.get_absolute_url()) == 5


def test_a_discussion_with_names_and_something_new(as_trader, furnished, named, gendarme):
    with guards.lifted():
        Contribution.objects.filter(number=1).update(state=State.REMOVED, removed_under="calm")
    as_trader.get(named.get_absolute_url())
    services.speak(named, "Something new", by=gendarme)

    with CaptureQueriesContext(connection) as asked:
        as_trader.get(named.get_absolute_url())

    assert len(asked) == 6


def test_a_discussion_without_names(as_trader, furnished, nameless):
    assert cost(as_trader, nameless.get_absolute_url()) == 5


def test_the_public_asks_for_less(client, furnished, named):
    named.is_public = True
    named.save()

    assert cost(client, furnished.get_absolute_url()) == 4
    assert cost(client, named.get_absolute_url()) == 3
