"""The forum as a place where readers publish: through its own door, into what anyone may read."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.forums.models import Post, Topic
from palabre.people.models import Side
from palabre.spaces.publishing import Text, places_for, publish
from tests.forums.factories import CategoryFactory
from tests.spaces.factories import SpaceFactory, join

pytestmark = pytest.mark.django_db
TEXT = Text("Telephones at the post", "> After a message.\n\nWhat is the rule?", "en")


@pytest.fixture
def tabakoro():
    return SpaceFactory.create(slug="tabakoro", is_public=True)


@pytest.fixture
def awa(tabakoro):
    return join(tabakoro, name="awa")


@pytest.fixture
def category():
    return CategoryFactory.create(slug="posts")


def keys(user, space):
    return [place.key for place in places_for(user, space)]


def test_a_topic_opens_in_the_readers_name_with_their_words(awa, tabakoro, category):
    published = publish("forums:posts", tabakoro, TEXT, by=awa)

    topic, post = Topic.objects.get(), Post.objects.get()
    assert published.address == topic.get_absolute_url()
    assert (topic.title, topic.author, topic.lang) == (TEXT.title, awa, "en")
    assert (post.body, post.author) == (TEXT.body, awa)


def test_a_category_behind_another_door_is_no_place_for_it(awa, tabakoro, category):
    elsewhere = SpaceFactory.create(is_public=False)
    CategoryFactory.create(space=elsewhere, slug="elsewhere")
    elsewhere.memberships.create(user=awa, side=Side.CIVILIAN)

    assert keys(awa, tabakoro) == ["forums:posts"]
    with pytest.raises(PermissionDenied, match="no longer be published there"):
        publish("forums:elsewhere", tabakoro, TEXT, by=awa)


def test_a_closed_space_is_named_in_its_own_categories_alone(category):
    closed = SpaceFactory.create(is_public=False)
    awa = join(closed)
    CategoryFactory.create(space=closed, slug="inside")

    assert keys(awa, closed) == ["forums:inside"]


@pytest.mark.parametrize("where", ["", "forums", "forums:", "forums:nowhere", "nobody:posts", ":"])
def test_a_place_that_is_not_there_is_refused_with_words(awa, tabakoro, category, where):
    with pytest.raises(PermissionDenied, match="no longer be published there"):
        publish(where, tabakoro, TEXT, by=awa)
