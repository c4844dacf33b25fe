"""Nobody reads the name of a member who does not show it: not the public, not their colleagues."""

import pytest
from django.test import Client

from palabre.committees.models import Committee, Discussion, Seat
from palabre.committees.services import choose_how_shown, name_chair, resign, speak
from palabre.forums.models import Topic
from palabre.people.models import User
from palabre.search.models import Entry
from palabre.spaces.services import accept_invitation
from tests.committees.factories import DiscussionFactory, seat
from tests.committees.seating import held_by, invited, says_yes
from tests.forums.factories import TopicFactory
from tests.house.addresses import ADDRESSES, MEMBER
from tests.house.conftest import Clients
from tests.house.places import Places, path_of
from tests.people.factories import UserFactory

NAME, FUNCTION, GONE = "Zzyzxa Hidden", "Zzyzxa’s guild", "Zzyzxb Gone"
SAID = "The ford is watched at night."
SEEN_BY = {"the public": "", "a colleague": MEMBER}
PAGES = [address for address in ADDRESSES if address.is_page and address.by in ("", MEMBER)]

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(places: Places) -> User:
    """A co-chair who shows neither name nor function to anybody, and one who left so; both have spoken."""
    committee = Committee.objects.get(space__slug="tabakoro")
    desk = User.objects.get(username="admin")
    words = {"function_fr": FUNCTION, "function_en": FUNCTION}
    people = [
        seat(committee, side="forces", name="zzyzxa", **words),
        seat(committee, side="forces", name="zzyzxb"),
    ]
    for person, name in zip(people, (NAME, GONE), strict=True):
        person.name = name
        person.save()
        held = Seat.objects.select_related("committee__space").get(user=person)
        choose_how_shown(held, by=person, to_public="side", to_members="side")
        for public in (True, False):
            talk = DiscussionFactory.create(committee=committee, is_public=public, title="The ford")
            speak(talk, SAID, by=person)
        if name == NAME:
            name_chair(held, by=desk)
        else:
            resign(held, by=person)
    _comes_by_letter(people[0], by=desk)
    return people[0]


def _comes_by_letter(holder: User, *, by: User) -> None:
    """Their deputy, who shows their side only, and writes in the forum under a name."""
    nomination, token = invited(held_by(holder), "Somebody", by=by, as_deputy=True)
    newcomer = accept_invitation(token, UserFactory.create(name="Moussa of the ford"))
    says_yes(nomination, newcomer, public="side", members="side")
    TopicFactory.create(by=newcomer, title="The ford", body=SAID)


@pytest.mark.parametrize("reader", SEEN_BY.values(), ids=SEEN_BY)
def test_no_page_has_the_name_or_the_function(hidden, clients: Clients, places: Places, reader):
    client = clients.get(reader) or Client()
    talks = Discussion.objects.filter(title="The ford", **({} if reader else {"is_public": True}))
    paths = [path_of(address, places, "en") for address in PAGES if address.by in ("", reader)]
    paths += [talk.get_absolute_url() for talk in talks]
    paths += [topic.get_absolute_url() for topic in Topic.objects.filter(title="The ford")]
    paths += [f"/en/search/?q={word}" for word in ("watched", "guild")]

    pages = {path: client.get(path).content.decode() for path in paths}

    assert sum(SAID in page for page in pages.values()) > len(talks) > 0
    assert any("Moussa of the ford" in page for page in pages.values())
    told = [path for path, page in pages.items() if "zyzx" in page]
    assert told == []
    assert not Entry.objects.filter(text__contains="yzx").exists()


def test_the_secretariat_reads_it_where_it_runs_the_seats(hidden, clients: Clients):
    """The check above sees what there is to see."""
    page = clients["sira"].get("/en/secretariat/committees/tabakoro/seats/").content.decode()

    assert NAME in page
    assert GONE in page
