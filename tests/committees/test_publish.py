"""A committee as a place where readers publish: a discussion with names, of that committee alone."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.committees.models import Contribution, Discussion, Mode
from palabre.spaces.publishing import Text, places_for, publish
from tests.committees.factories import CommitteeFactory

TEXT = Text("Telephones at the post", "> After a message.\n\nWhat is the rule?", "en")


def keys(user, space):
    return [place.key for place in places_for(user, space) if place.key.startswith("committees")]


@pytest.mark.parametrize(("key", "is_public"), [("members", False), ("anyone", True)])
def test_a_discussion_opens_in_the_readers_name(committee, trader, key, is_public):
    published = publish(f"committees:{key}", committee.space, TEXT, by=trader)

    discussion, said = Discussion.objects.get(), Contribution.objects.get()
    assert published.address == discussion.get_absolute_url()
    assert (discussion.mode, discussion.is_public) == (Mode.NAMED, is_public)
    assert (said.body, said.author, said.discussion) == (TEXT.body, trader, discussion)


def test_one_without_names_is_never_a_place(committee, trader, nameless):
    places = places_for(trader, committee.space)

    assert [place.key for place in places if str(nameless.pk) in place.key] == []
    assert keys(trader, committee.space) == ["committees:members", "committees:anyone"]


def test_whoever_has_no_seat_opens_nothing(committee, outsider):
    assert keys(outsider, committee.space) == []
    with pytest.raises(PermissionDenied, match="no longer be published there"):
        publish("committees:members", committee.space, TEXT, by=outsider)


def test_another_committee_is_no_place_for_it(committee, trader):
    other = CommitteeFactory.create()

    assert keys(trader, other.space) == []


def test_a_committee_that_strangers_do_not_know_of_keeps_it_inside(committee, trader):
    committee.space.is_public = False
    committee.space.save()

    assert [place.key for place in places_for(trader, committee.space)] == ["committees:members"]
