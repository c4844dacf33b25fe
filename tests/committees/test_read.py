from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from palabre.committees import services
from palabre.committees.device import cookie_name
from palabre.committees.models import Contribution, Discussion, ReadMarker, State
from palabre.committees.reading import gone, read_page
from palabre.core import guards
from tests.committees.factories import DiscussionFactory
from tests.committees.traces import everything
from tests.moderation.factories import RuleFactory

pytestmark = pytest.mark.django_db


def say(discussion: Discussion, number: int, *, by: object) -> None:
    for n in range(number):
        services.speak(discussion, f"Thing {n} of {number}", by=by)  # type: ignore[arg-type]


def read(client, url: str) -> Any:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_member_sees_how_much_is_new(as_trader, committee, named, gendarme):
    say(named, 5, by=gendarme)

    page = read(as_trader, committee.get_absolute_url())

    assert "5 new" in page
    assert "5 contributions" in page


def test_what_was_read_is_new_no_more(as_trader, committee, named, gendarme):
    say(named, 2, by=gendarme)
    read(as_trader, named.get_absolute_url())
    say(named, 3, by=gendarme)

    page = read(as_trader, committee.get_absolute_url())

    assert "3 new" in page
    assert f'href="{named.get_absolute_url()}#new"' in page
    assert "3 new contributions" in read(as_trader, named.get_absolute_url())
    assert "all read" in read(as_trader, committee.get_absolute_url())


def test_the_unread_ones_come_first(as_trader, committee, named, gendarme):
    read_one = DiscussionFactory.create(committee=committee, title="Read already")
    say(named, 1, by=gendarme)
    say(read_one, 1, by=gendarme)
    read(as_trader, read_one.get_absolute_url())

    page = read(as_trader, committee.get_absolute_url())

    assert page.index("The bridge at night") < page.index("Read already")


def test_thirty_to_a_page_and_the_first_unread_on_its_own(as_trader, committee, named, gendarme):
    say(named, 30, by=gendarme)
    read(as_trader, named.get_absolute_url())
    say(named, 5, by=gendarme)

    first = read(as_trader, named.get_absolute_url())
    second = read(as_trader, f"{named.get_absolute_url()}?page=2")

    assert 'id="m30"' in first
    assert 'id="m31"' not in first
    assert f'href="{named.get_absolute_url()}?page=2#new"' in first
    assert 'id="m31"' in second
    assert 'id="new"' in second


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "²", "9" * 40, ""])
def test_nonsense_for_a_page_is_some_page(as_trader, named, gendarme, page):
    say(named, 1, by=gendarme)

    assert 'id="m1"' in read(as_trader, f"{named.get_absolute_url()}?page={page}")


def test_a_marker_never_goes_back(as_trader, trader, named, gendarme):
    say(named, 40, by=gendarme)
    read(as_trader, f"{named.get_absolute_url()}?page=2")
    read(as_trader, named.get_absolute_url())

    assert ReadMarker.objects.get(user=trader).last_number == 40


def test_reading_without_names_leaves_nothing_with_us(as_trader, committee, nameless):
    services.publish_at_once(nameless, "One")
    services.publish_at_once(nameless, "Two")
    before = everything()

    assert "2 new" in read(as_trader, committee.get_absolute_url())
    read(as_trader, nameless.get_absolute_url())

    assert everything() == before
    assert "all read" in read(as_trader, committee.get_absolute_url())


def test_the_device_remembers_for_this_committee_and_this_session_only(as_trader, nameless):
    services.publish_at_once(nameless, "One")

    response = as_trader.get(nameless.get_absolute_url())

    for language in ("fr", "en"):
        cookie = response.cookies[cookie_name(language)]
        assert cookie["path"] == f"/{language}/committees/kerouba/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["max-age"]
        assert not cookie["expires"]
        assert cookie.value == f"{nameless.pk}-1"


def test_a_broken_cookie_is_no_cookie(as_trader, nameless):
    services.publish_at_once(nameless, "One")
    as_trader.cookies[cookie_name("en")] = f"x-1.{nameless.pk}-y.²-3..{'9' * 30}-1"

    assert "1 contribution" in read(as_trader, nameless.get_absolute_url())


def test_whoever_has_no_account_gets_no_cookie(client, committee):
    public = DiscussionFactory.create(committee=committee, mode="chatham", is_public=True)

    assert not client.get(public.get_absolute_url()).cookies
    assert not client.get(committee.get_absolute_url()).cookies


def test_strangers_see_public_discussions_and_are_told_of_no_other(client, committee, named):
    DiscussionFactory.create(committee=committee, title="For everyone", is_public=True)

    page = read(client, committee.get_absolute_url())

    assert "For everyone" in page
    assert "The bridge at night" not in page
    assert "new" not in page.split("<main")[1].split("</main")[0]
    assert client.get(named.get_absolute_url()).status_code == 404


def test_a_discussion_is_not_found_under_another_committee(as_trader, named):
    elsewhere = DiscussionFactory.create()

    url = named.get_absolute_url().replace("kerouba", elsewhere.committee.slug)

    assert as_trader.get(url).status_code == 404


def test_a_public_page_shows_each_author_as_their_seat_says(client, committee, trader, gendarme):
    public = DiscussionFactory.create(committee=committee, is_public=True)
    committee.seats.filter(user=trader).update(shown_to_public="side")
    committee.seats.filter(user=gendarme).update(
        shown_to_public="function", function_en="Night watch"
    )
    say(public, 1, by=trader)
    say(public, 1, by=gendarme)

    page = read(client, public.get_absolute_url())

    assert "Trader" not in page
    assert "Gendarme" not in page
    assert "Night watch" in page
    assert "A member" in page


def test_members_know_each_other(as_trader, committee, named, gendarme):
    committee.seats.filter(user=gendarme).update(shown_to_public="side")
    say(named, 1, by=gendarme)

    assert "Gendarme" in read(as_trader, named.get_absolute_url())


def test_those_who_left_stay_as_hidden_as_they_were(client, committee, trader, secretary):
    public = DiscussionFactory.create(committee=committee, is_public=True)
    committee.seats.filter(user=trader).update(shown_to_public="side")
    say(public, 1, by=trader)
    services.vacate_seat(committee.seats.get(user=trader), by=secretary)

    page = read(client, public.get_absolute_url())

    assert "Trader" not in page
    assert "A member" in page


def test_in_the_place_of_what_was_removed_stands_the_rule(as_trader, named, gendarme):
    rule = RuleFactory.create(code="calm", number=3, title_fr="Rester calme", title_en="Stay calm")
    say(named, 1, by=gendarme)
    with guards.lifted():
        Contribution.objects.update(state=State.REMOVED, removed_under=rule.code)

    page = read(as_trader, named.get_absolute_url())

    assert "Removed under rule 3: Stay calm" in page
    assert "Thing 0" not in page


def test_what_both_sides_still_look_at_says_so(named, gendarme):
    say(named, 1, by=gendarme)
    with guards.lifted():
        Contribution.objects.update(state=State.VEILED)

    (line,) = read_page(named, number=1, user=AnonymousUser(), seen={}).lines

    assert line.gone == "Hidden until both sides of the moderation have decided, for a day at most."
    assert gone(line.said)
