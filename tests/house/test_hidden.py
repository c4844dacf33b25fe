"""What a stranger may not know of is named on no page that a stranger can open."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from palabre.committees.models import Mode
from palabre.committees.services import publish_at_once, speak
from palabre.core.days import today
from palabre.forums.services import open_topic
from palabre.moderation.models import Choice
from palabre.moderation.services import decide, report
from palabre.people.models import Side, User
from tests.committees.factories import CommitteeFactory, DiscussionFactory, MeetingFactory, fill
from tests.forums.factories import CategoryFactory
from tests.house.addresses import ADDRESSES
from tests.house.places import Places, path_of
from tests.moderation.factories import moderator, rule_named
from tests.motions.factories import MotionFactory
from tests.people.factories import UserFactory
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import reader

SECRET, NOTHING = "Zzyzx", "Yyzyz"
PUBLIC = [address for address in ADDRESSES if address.is_page and address.stranger == 200]
WITH_A_QUERY = [
    f"/fr/search/?q={SECRET}", f"/fr/write/message/?committee={SECRET.lower()}",
    f"/fr/committees/{SECRET.lower()}/", f"/fr/forum/{SECRET.lower()}/",
]  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def hidden(places: Places, django_db_blocker: DjangoDbBlocker) -> None:
    """A committee and a shelf of the forum behind a closed door, with all that happens there."""
    with django_db_blocker.unblock():
        hide()


def hide() -> None:
    space = SpaceFactory.create(
        slug=SECRET.lower(), name_fr=SECRET, name_en=SECRET, is_public=False
    )
    committee = CommitteeFactory.create(
        space=space, name=SECRET, territory=SECRET, purpose_fr=SECRET, kind_fr=SECRET
    )
    awa, other, *_others = fill(committee)
    MeetingFactory.create(
        committee=committee, place_fr=SECRET, agenda_fr=SECRET, starts_at="2027-01-01T10:00Z"
    )
    named = DiscussionFactory.create(committee=committee, title=SECRET, is_public=True)
    nameless = DiscussionFactory.create(
        committee=committee, title=SECRET, mode=Mode.CHATHAM, is_public=True
    )
    said = speak(named, SECRET, by=awa)
    publish_at_once(nameless, SECRET)
    shelf = CategoryFactory.create(
        space=space, slug=SECRET.lower(), title_fr=SECRET, title_en=SECRET, description_fr=SECRET
    )
    open_topic(shelf, title=SECRET, body=SECRET, by=awa)
    MotionFactory.create(
        committee=committee, title=SECRET, text=SECRET, state="adopted", decided_on=today()
    )
    case = report(said, rule=rule_named("insult"), note=SECRET, by=other)
    for side in (Side.CIVILIAN, Side.FORCES):
        reader(space, side=side)
        decide(case, choice=Choice.KEEP, rule=case.rule, note=SECRET, by=moderator(space, side))


def test_no_page_of_strangers_names_it(hidden, places: Places):
    paths = {path_of(address, places) for address in PUBLIC}

    for client in (Client(), somebody_with_an_account()):
        pages = {path: client.get(path).content.decode() for path in paths}
        assert sum("</html>" in page for page in pages.values()) > 20
        assert [path for path, page in pages.items() if SECRET in page] == []


def test_its_own_people_find_it_by_that_name(hidden):
    known = Client()
    known.force_login(User.objects.filter(memberships__space__slug=SECRET.lower())[0])

    assert known.get(f"/fr/committees/{SECRET.lower()}/").content.decode().count(SECRET) > 3


@pytest.mark.parametrize("path", WITH_A_QUERY)
def test_whoever_asks_for_it_learns_what_they_learn_of_nothing(hidden, places: Places, path: str):
    for client in (Client(), somebody_with_an_account()):
        hidden_one = client.get(path)
        nothing = client.get(path.replace(SECRET, NOTHING).replace(SECRET.lower(), NOTHING.lower()))

        assert hidden_one.status_code == nothing.status_code
        assert told(hidden_one, SECRET) == told(nothing, NOTHING)


def somebody_with_an_account() -> Client:
    client = Client()
    client.force_login(UserFactory.create())
    return client


def told(answer: Any, asked: str) -> str:
    """The page, without the words that were asked for and without what is new on every page."""
    page = re.sub(asked, "", answer.content.decode(), flags=re.IGNORECASE)
    return re.sub(r'name="(csrfmiddlewaretoken|token)" value="[^"]*"', "", page)
