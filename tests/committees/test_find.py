"""What search may find of a committee's talk: nothing that whoever searches may not read."""

import pytest
from django.contrib.auth.models import AnonymousUser

from palabre.committees import services
from palabre.search.models import Entry
from palabre.search.selectors import Results
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db


def found(user, query: str = "lanterns") -> list[str]:
    return [result.entry.text for result in Results(query, user).items]


@pytest.fixture
def behind():
    return CommitteeFactory.create(space=SpaceFactory.create(is_public=False))


@pytest.mark.parametrize("mode", ["named", "chatham"])
def test_public_talk_is_found_by_everyone(committee, trader, gendarme, mode):
    discussion = DiscussionFactory.create(committee=committee, mode=mode, is_public=True)
    say(discussion, trader)

    assert found(AnonymousUser()) == ["The lanterns are out."]


@pytest.mark.parametrize("mode", ["named", "chatham"])
def test_talk_for_members_of_an_open_committee_is_found_by_its_members(
    committee, trader, gendarme, outsider, administrator, mode
):
    say(DiscussionFactory.create(committee=committee, mode=mode), trader)

    assert found(gendarme) == found(administrator) == ["The lanterns are out."]
    assert found(outsider) == []
    assert found(AnonymousUser()) == []


@pytest.mark.parametrize("mode", ["named", "chatham"])
def test_talk_of_a_closed_committee_is_found_by_its_members(behind, outsider, mode):
    member, *_ = fill(behind)
    say(DiscussionFactory.create(committee=behind, mode=mode), member)

    assert found(member) == ["The lanterns are out."]
    assert found(outsider) == []


def test_what_the_index_keeps_of_speech_without_a_name(committee, trader, gendarme):
    discussion = DiscussionFactory.create(committee=committee, mode="chatham", is_public=True)
    said = services.publish_at_once(discussion, "The lanterns are out.")

    entry = Entry.objects.get()

    assert entry.item_pk == str(said.pk)
    assert entry.day == said.day
    assert entry.title == discussion.title


def test_opening_the_door_hides_what_was_said_behind_it(behind, administrator, outsider):
    member, *_ = fill(behind)
    say(DiscussionFactory.create(committee=behind), member)
    say(DiscussionFactory.create(committee=behind, mode="chatham"), member)
    assert Entry.objects.count() == 2

    services.change_committee(behind, by=administrator, is_public=True)

    assert found(outsider) == []
    assert found(AnonymousUser()) == []


def say(discussion, member) -> None:
    if discussion.is_nameless:
        services.publish_at_once(discussion, "The lanterns are out.")
    else:
        services.speak(discussion, "The lanterns are out.", by=member)
