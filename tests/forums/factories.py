from factory import LazyAttribute, LazyFunction, Sequence
from factory.django import DjangoModelFactory

from palabre.forums import services
from palabre.forums.models import Category, Post, PostRevision, ReadMarker, Topic
from palabre.spaces.models import FORUM, Space
from tests.people.factories import UserFactory


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category

    space = LazyFunction(lambda: Space.objects.get(slug=FORUM))
    slug = Sequence("category-{}".format)
    title_fr = Sequence("Rubrique {}".format)
    title_en = Sequence("Category {}".format)
    position = Sequence(int)


class TopicFactory(DjangoModelFactory[Topic]):
    """Opened as a person opens it, with a first post and its counters."""

    class Meta:
        model = Topic

    category = LazyFunction(CategoryFactory.create)
    title = Sequence("Topic {}".format)
    body = "What do you think of it?"
    by = LazyFunction(UserFactory.create)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return services.open_topic(**kwargs)


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    topic = LazyFunction(TopicFactory.create)
    body = "I have seen it too."
    by = LazyFunction(UserFactory.create)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return services.reply(kwargs.pop("topic").pk, **kwargs)


class PostRevisionFactory(DjangoModelFactory[PostRevision]):
    class Meta:
        model = PostRevision

    post = LazyFunction(PostFactory.create)
    body = "I have seen it."
    by = LazyAttribute(lambda revision: revision.post.author)


class ReadMarkerFactory(DjangoModelFactory[ReadMarker]):
    class Meta:
        model = ReadMarker

    topic = LazyFunction(TopicFactory.create)
    user = LazyFunction(UserFactory.create)
    last_number = 1


def long_topic(posts: int, **words) -> Topic:
    """A topic of so many posts, all by one person."""
    by = words.pop("by", None) or UserFactory.create()
    topic = TopicFactory.create(by=by, **words)
    for number in range(2, posts + 1):
        services.reply(topic.pk, body=f"This is number {number}.", by=by)
    topic.refresh_from_db()
    return topic
