"""What waits to be published: its author changes it or takes it back; moderators or time let it in.

Whoever does any of it holds the case first and then the topic, as every decision does: so a text is
published once, whichever comes first.
"""

from django.db import transaction
from django.utils import timezone

from palabre.core.text import render_markdown
from palabre.core.verdict import require
from palabre.forums import rules
from palabre.forums.models import Post, Topic
from palabre.forums.services import append, language_of
from palabre.moderation import services as moderation
from palabre.people.models import User


@transaction.atomic
def change(post: Post, *, body: str, title: str = "", by: User) -> Post:
    """Nothing of what it said before is kept: nobody has read it."""
    case = moderation.waiting_case(post.thing)
    held = _held(post)
    require(rules.can_change_waiting(by, held))
    moderation.require_unjudged(case)
    held.body, held.html, held.lang = body, render_markdown(body), language_of(body)
    held.save(update_fields=["body", "html", "lang"])
    if title and held.thing == held.topic:
        held.topic.title = title
        held.topic.save(update_fields=["title"])
    moderation.say_anew(case, held.thing)
    return held


@transaction.atomic
def withdraw(post: Post, *, by: User) -> None:
    case = moderation.waiting_case(post.thing)
    held = _held(post)
    require(rules.can_take_back(by, held))
    moderation.take_back(case)
    held.thing.delete()


def let_in(topic: Topic, post: Post) -> None:
    """It was never public: it takes the next number of its topic, whose row the caller holds, and
    counts from now. Talk from elsewhere keeps the day on which it was said."""
    if post.author_id is not None:
        post.posted_at = timezone.now()
    append(topic, post)


def first_that_waits(topic: Topic) -> Post | None:
    """The post that a topic came with, while both wait."""
    return Post.objects.held().filter(topic=topic, number=None).order_by("pk").first()


def _held(post: Post) -> Post:
    held = Post.objects.select_for_update(of=("self",)).select_related("topic__category__space")
    return held.get(pk=post.pk)
