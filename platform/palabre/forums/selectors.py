"""What the forum's pages show, each in as few queries as it takes (their numbers are pinned)."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from palabre.forums.models import PAGE, TOPICS_A_PAGE, Category, Post, PostRevision, Topic
from palabre.moderation.models import Rule
from palabre.moderation.paused import with_pause
from palabre.moderation.speaking import measured
from palabre.people.models import User
from palabre.spaces.models import Anyone, Space


def list_categories(user: Anyone) -> list[Category]:
    return list(Category.objects.visible_to(user).in_order().select_related("last_topic"))


def get_category(slug: str, *, for_user: Anyone) -> Category:
    found = Category.objects.visible_to(for_user).filter(slug=slug).select_related("space").first()
    if found is None:
        raise Http404
    return found


def get_topic(pk: int, *, for_user: Anyone, locked: bool = False) -> Topic:
    """Held for a writer, or with the reader's marker."""
    visible = Topic.objects.visible_to(for_user).select_related("category__space")
    topics: QuerySet[Topic] = (
        visible.select_for_update(of=("self",))
        if locked
        else visible.with_marker_of(for_user).with_what_waits_of(for_user)
    )
    known = measured("forums.topic", for_user, space="category__space")
    found = topics.annotate(**known).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_post(pk: int, *, for_user: Anyone) -> Post:
    """One that people may read; hidden and missing look alike."""
    topics = Topic.objects.visible_to(for_user).published()
    found = (
        Post.objects.published()
        .filter(pk=pk, topic__in=topics)
        .select_related("topic__category__space", "author")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_waiting(pk: int, *, for_user: User) -> Post:
    """What they wrote themselves, while it waits or once that is decided."""
    posts = Post.objects.filter(author=for_user).select_related("topic__category__space")
    found = posts.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_first_waiting(topic: Topic) -> Post:
    """The post that a topic came with, while both wait."""
    found = Post.objects.held().filter(topic=topic, number=None).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def list_waiting(user: User) -> list[Post]:
    found = Post.objects.waiting_of(user).select_related("topic").defer("body", "html")
    return list(found.order_by("pk"))


def count_said(by: User, category: Category) -> int:
    """How many posts of theirs people can read in this space."""
    return Post.objects.published().filter(author=by, topic__category__space=category.space).count()


def rule_under(code: str) -> dict[str, Any] | None:
    return _as_rule(Rule.objects.filter(code=code)).first()


def _as_rule(rules: QuerySet[Rule]) -> QuerySet[Rule, Any]:
    words = JSONObject(number="number", fr="title_fr", en="title_en")
    return rules.values_list(words, flat=True)


def list_topics(category: Category, *, page: int, for_user: Anyone) -> QuerySet[Topic]:
    """One page of a category; 404 past the last one."""
    if not 1 <= page <= topic_pages(category):
        raise Http404
    first = (page - 1) * TOPICS_A_PAGE
    topics = Topic.objects.filter(category=category).published().with_marker_of(for_user)
    topics = topics.annotate(**with_pause(Topic._meta.label_lower))
    return topics.pinned_first()[first : first + TOPICS_A_PAGE]


def topic_pages(category: Category) -> int:
    return max(1, -(-category.topics // TOPICS_A_PAGE))


def list_posts(topic: Topic, *, page: int) -> QuerySet[Post]:
    """One page of a topic by the numbers of its posts: page 150 costs what page 1 does."""
    if not 1 <= page <= topic.pages:
        raise Http404
    return posts_between(topic, (page - 1) * PAGE + 1, page * PAGE)


def posts_between(topic: Topic, first: int, last: int) -> QuerySet[Post]:
    """With the rule that hid a post, if any did, in the same query."""
    rule = Subquery(_as_rule(Rule.objects.filter(code=OuterRef("removed_under"))))
    posts = Post.objects.filter(topic=topic).between(first, last).annotate(rule=rule)
    return posts.select_related("author").defer("body", "author__password")


def get_quotable(topic: Topic, number: int) -> Post | None:
    return (
        Post.objects.published().filter(topic=topic, number=number).select_related("author").first()
    )


def list_revisions(post: Post) -> QuerySet[PostRevision]:
    """What it said before, latest first."""
    return post.revisions.order_by("-edited_at", "-pk")


def last_said(user: User, space: Space, item: Model | None = None) -> datetime | None:
    """When this person last wrote in the categories of this space, or in this topic."""
    posts = Post.objects.filter(author=user, topic__category__space=space)
    if item is not None:
        posts = posts.filter(topic=item) if isinstance(item, Topic) else posts.none()
    found: datetime | None = posts.aggregate(last=Max("posted_at"))["last"]
    return found


def names_in_view() -> QuerySet[Post, Any]:
    """Whoever is read by everybody above something that they wrote."""
    here = Topic.objects.visible_to(AnonymousUser()).published()
    said = Post.objects.published().filter(topic__in=here, author__isnull=False)
    return said.values_list("author", flat=True)
