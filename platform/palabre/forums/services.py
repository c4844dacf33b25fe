"""Every post that is written, in one transaction with its counters, its marker and its index.

A topic's row is held while a post takes its number, so that numbers have neither holes nor twins.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from palabre.core.text import render_markdown
from palabre.core.tongue import guess_language
from palabre.core.verdict import require
from palabre.forums import rules, selectors
from palabre.forums.found import entry_of
from palabre.forums.models import (
    Category,
    Post,
    PostRevision,
    ReadMarker,
    State,
    Topic,
    name_of,
)
from palabre.moderation import services as moderation
from palabre.moderation.services import OPEN, Door
from palabre.people.models import User
from palabre.search.services import index


@transaction.atomic
def open_topic(  # noqa: PLR0913 (a topic and its first post)
    category: Category,
    *,
    title: str,
    body: str,
    by: User,
    official: bool = False,
    lang: str = "",
    at: datetime | None = None,
    at_once: bool = False,
) -> Topic:
    """Open a topic with its first post. `at`: when it was said, for talk that comes from before.
    `at_once`: others have agreed to it already; it waits for nobody, and is looked at like any."""
    require(rules.can_open_topic(by, category))
    door = OPEN if at or at_once else _door(f"{title}\n{body}", category, by)
    said_at = at or timezone.now()
    topic = Topic.objects.create(
        category=category,
        title=title,
        lang=lang or language_of(f"{title} {body}"),
        author=by,
        opened_on=said_at.date(),
        state=State.HELD if door.is_shut else State.PUBLISHED,
    )
    if topic.is_published:
        Category.objects.filter(pk=category.pk).update(topics=F("topics") + 1)
    post = _compose(topic, body, by, official=official, lang=lang, at=said_at)
    _come_in(topic, post, door if door.is_shut else OPEN, by=by)
    if topic.is_published and (at_once or door.rule) and not at:
        for thing in (topic, post):  # a list looks at each for its own words
            moderation.look_later(thing)
    return topic


@transaction.atomic
def reply(
    topic_pk: int,
    *,
    body: str,
    by: User,
    official: bool = False,
    lang: str = "",
    at: datetime | None = None,
) -> Post:
    topic = selectors.get_topic(topic_pk, for_user=by, locked=True)
    require(rules.can_reply(by, topic))
    door = OPEN if at else _door(body, topic.category, by)
    post = _compose(topic, body, by, official=official, lang=lang, at=at)
    _come_in(topic, post, door, by=by)
    return post


def _door(text: str, category: Category, by: User) -> Door:
    return moderation.door_for(
        text, space=category.space, by=by, published=lambda: selectors.count_said(by, category)
    )


def _come_in(topic: Topic, post: Post, door: Door, *, by: User) -> None:
    if door.is_shut:
        require(rules.can_let_wait(by, topic.category))
        post.state = State.HELD
        post.save()
    else:
        append(topic, post)
        mark_read(topic, post.number or 1, by=by)
    moderation.come_in(post.thing, door)


def _compose(
    topic: Topic, body: str, by: User, *, official: bool, lang: str, at: datetime | None
) -> Post:
    if official:
        require(rules.can_answer_officially(by))
    return Post(
        topic=topic,
        author=by,
        body=body,
        html=render_markdown(body),
        lang=lang or language_of(body),
        posted_at=at or timezone.now(),
        is_official=official,
    )


def append(topic: Topic, post: Post) -> None:
    """Give a post the next number of its topic, whose row the caller holds, and publish it."""
    topic.posts += 1
    topic.last_post_at, topic.last_participant = post.posted_at, post.participant
    topic.last_by = name_of(post.author, None) if post.author else ""
    if post.is_official and topic.official_number is None:
        topic.official_number = topic.posts
    topic.save(
        update_fields=["posts", "last_post_at", "last_participant", "last_by", "official_number"]
    )
    post.number, post.state, post.removed_under = topic.posts, State.PUBLISHED, ""
    post.save()
    if topic.is_published:  # what is hidden is neither counted nor found
        Category.objects.filter(pk=topic.category_id).update(posts=F("posts") + 1, last_topic=topic)
        index(entry_of(post))


@transaction.atomic
def edit(post: Post, *, body: str, by: User) -> Post:
    """Keep what it said before, then say it anew."""
    moderation.locked_about(post)
    # The topic first, as everywhere: it may have been hidden since the page was read.
    topic = selectors.get_topic(post.topic_id, for_user=by, locked=True)
    locked = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    locked.topic = topic
    require(rules.can_edit(by, locked))
    if body == locked.body:
        return locked
    now = timezone.now()
    PostRevision.objects.create(post=locked, body=locked.body, edited_at=now, by=by)
    locked.body, locked.html, locked.edited_at = body, render_markdown(body), now
    locked.lang = language_of(body)
    locked.save(update_fields=["body", "html", "lang", "edited_at"])
    index(entry_of(locked))
    moderation.look_later(locked)
    return locked


def mark_read(topic: Topic, number: int, *, by: User) -> None:
    """Remember how far they have read. It only ever moves on: callers see to that."""
    ReadMarker.objects.bulk_create(
        [ReadMarker(user=by, topic=topic, last_number=number)],
        update_conflicts=True,
        unique_fields=["user", "topic"],
        update_fields=["last_number"],
    )


def language_of(text: str) -> str:
    return guess_language(text, otherwise=(get_language() or "fr")[:2])
