"""Brings an earlier consultation along: one topic, its statements as posts of numbered authors.

Accepted statements are published in the order in which they were said. Undecided ones are held and
rejected ones removed: without a number, they have no place on any page (PostKeeper.restore would
give them one, should a moderation case ever be made of them).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.text import render_markdown
from palabre.core.tongue import guess_language
from palabre.forums.actions import Action
from palabre.forums.exported import Conversation, Statement, Unreadable
from palabre.forums.found import entry_of
from palabre.forums.models import Category, Post, State, Topic
from palabre.search.services import index_many
from palabre.spaces.models import FORUM, Space

IMPORTED = "imported-conversations"
LONGEST_TITLE = 160


@dataclass(frozen=True)
class Loaded:
    topic: Topic
    added: list[Post]

    def count(self, state: State) -> int:
        return sum(post.state == state for post in self.added)


def category_for_imports(slug: str = "") -> Category:
    if slug:
        found = Category.objects.filter(slug=slug).select_related("space").first()
        if found is None:
            raise Unreadable(_("There is no category %(slug)s.") % {"slug": slug})
        return found
    made, _is_new = Category.objects.get_or_create(
        slug=IMPORTED,
        defaults={
            "space": Space.objects.get(slug=FORUM),
            "title_fr": "Consultations importées",
            "title_en": "Imported conversations",
            "description_fr": "Ce que d’autres ont dit ailleurs, avant. Chaque phrase garde son numéro d’auteur.",
            "description_en": "What others said elsewhere, before. Each statement keeps its author's number.",
            "position": Category.objects.count() + 1,
        },
    )
    return made


@transaction.atomic
def load_conversation(conversation: Conversation, category: Category, *, lang: str = "") -> Loaded:
    """Add what is not here yet. What moderators have decided here since then stays."""
    topic = _topic_for(conversation, category, lang)
    known = set(Post.objects.filter(topic=topic).values_list("source_id", flat=True))
    new = [said for said in conversation.statements if said.number not in known]
    posts = [_post_from(said, topic, lang) for said in new]
    published = [post for post in posts if post.is_published]
    for number, post in enumerate(published, start=topic.posts + 1):
        post.number = number
    Post.objects.bulk_create(posts, batch_size=500)
    if published:
        _count(topic, published)
        if topic.is_published:  # what moderators hid stays out of search and counts
            index_many(entry_of(post) for post in published)
    if posts:
        record(Action.CONVERSATION_LOADED, by=None, on=topic, added=len(posts))
    return Loaded(topic, posts)


def _topic_for(conversation: Conversation, category: Category, lang: str) -> Topic:
    words = f"{conversation.topic} {conversation.introduction}"
    first = conversation.statements[0].at if conversation.statements else None
    dated = {"opened_on": first.date(), "last_post_at": first} if first else {}
    topic, is_new = Topic.objects.get_or_create(
        source=f"polis:{conversation.name}"[:200],
        defaults={
            "category": category,
            "title": " ".join(conversation.topic.split())[:LONGEST_TITLE],
            "introduction": conversation.introduction,
            "lang": lang or guess_language(words, otherwise="en"),
            **dated,
        },
    )
    if is_new:
        Category.objects.filter(pk=category.pk).update(topics=F("topics") + 1)
        return topic
    return Topic.objects.select_related("category__space").get(pk=topic.pk)


def _post_from(said: Statement, topic: Topic, lang: str) -> Post:
    return Post(
        topic=topic,
        participant=said.author,
        source_id=said.number,
        body=said.body,
        html=render_markdown(said.body),
        lang=lang or guess_language(said.body, otherwise=topic.lang),
        posted_at=said.at,
        state=said.state,
    )


def _count(topic: Topic, published: list[Post]) -> None:
    last = published[-1]
    topic.posts += len(published)
    topic.last_post_at, topic.last_by = last.posted_at, ""
    topic.last_participant = last.participant
    topic.save(update_fields=["posts", "last_post_at", "last_by", "last_participant"])
    if topic.is_published:
        Category.objects.filter(pk=topic.category_id).update(
            posts=F("posts") + len(published), last_topic=topic
        )
