"""Pages that cost the same for ten people and ten discussions as for a hundred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palabre.committees import services
from palabre.committees.models import Committee, Contribution, State
from palabre.core import guards
from tests.committees.factories import (
    CommitteeFactory,
    DiscussionFactory,
    MeetingFactory,
    TerritoryFactory,
    fill,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["small", "large"])
def furnished(request, committee, named, nameless, tomorrow):
    times = 2 if request.param == "small" else 20
    fill(committee, civilians=times, forces=times)
    DiscussionFactory.create_batch(times, committee=committee)
    MeetingFactory.create_batch(times, committee=committee, starts_at=tomorrow)
    for _ in range(times):
        CommitteeFactory.create()
    for n, seat in enumerate([*committee.seats.select_related("user")][:times]):
        assert seat.user
        services.speak(named, f"Thing {n}", by=seat.user)
        services.publish_at_once(nameless, f"Thing {n}")
    return committee


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
