"""Topics and posts as a page shows them: words chosen, addresses built from one prefix.

A list of twenty is where a page spends its time, so its templates are given words, not tags.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from palabre.core.bilingual import in_language
from palabre.core.days import day_in_words
from palabre.core.mould import Mould, Row
from palabre.forums.models import Category, Post, State, Topic, name_of, page_of
from palabre.moderation.paused import Running, pause_of
from palabre.people.models import Side
from palabre.spaces.models import Anyone

POST_LABEL = Post._meta.label_lower
TOPIC_LABEL = Topic._meta.label_lower


@lru_cache(maxsize=64)
def _prefix(language: str, name: str, *before: str) -> str:
    """The part of an address that comes before a number: reversed once, not once a row."""
    return reverse(name, args=[*before, 0]).partition("/0/")[0] + "/"


def posts_in_words(number: int) -> str:
    return ngettext("%(number)s post", "%(number)s posts", number) % {"number": number}


def topics_in_words(number: int) -> str:
    return ngettext("%(number)s topic", "%(number)s topics", number) % {"number": number}


def machine_day(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d")


def address(name: str, number: int, *before: str) -> str:
    head = _prefix(get_language() or "", name, *before)
    tail = {"forums:edit": "edit/", "forums:history": "history/"}.get(name, "")
    return f"{head}{number}/{tail}"


def words_for_hidden(state: str, rule: dict[str, Any] | None) -> str:
    """What stands in the place of something that moderation took from view."""
    if state == State.VEILED:
        return _("Hidden until moderators of both sides have decided, for a day at most.")
    if rule is None:
        return _("Removed by moderation.")
    title = in_language(fr=rule["fr"], en=rule["en"])
    return _("Removed under rule %(number)s: %(title)s") % {**rule, "title": title}


@lru_cache(maxsize=64)
def _side_in_words(_language: str, side: str, *, is_verified: bool) -> str:
    """A side that somebody only declares is said to be so, where it carries weight."""
    label = str(Side(side).label)
    if is_verified or side == Side.CIVILIAN:
        return label
    return _("%(side)s, not verified") % {"side": label}


@dataclass(frozen=True)
class TopicRow:
    topic: Topic
    user: Anyone

    @property
    def url(self) -> str:
        return address("forums:topic", self.topic.pk)

    @property
    def last_by(self) -> str:
        return self.topic.last_by or name_of(None, self.topic.last_participant)

    @cached_property
    def unread(self) -> int:
        """How many posts are new to this person; talk from before they came is not."""
        if not self.user.is_authenticated:
            return 0
        seen = getattr(self.topic, "last_read", None)
        if seen is None and self.topic.last_post_at.date() < self.user.joined_on:
            return 0
        return max(self.topic.posts - (seen or 0), 0)

    @property
    def unread_words(self) -> str:
        return ngettext("%(number)s new", "%(number)s new", self.unread) % {"number": self.unread}

    @cached_property
    def pause(self) -> Running | None:
        return pause_of(self.topic)

    @property
    def posts_words(self) -> str:
        return posts_in_words(self.topic.posts)

    @property
    def unread_url(self) -> str:
        number = self.topic.posts - self.unread + 1
        return f"{self.url}?page={page_of(number)}#p{number}"

    @property
    def when(self) -> str:
        return day_in_words(self.topic.last_post_at)

    @property
    def day(self) -> str:
        return machine_day(self.topic.last_post_at)


@dataclass(frozen=True)
class CategoryRow:
    category: Category
    prefix: str

    @property
    def url(self) -> str:
        return f"{self.prefix}{self.category.slug}/"

    @property
    def topics_words(self) -> str:
        return topics_in_words(self.category.topics)

    @property
    def posts_words(self) -> str:
        return posts_in_words(self.category.posts)

    @cached_property
    def latest(self) -> TopicRow | None:
        topic = self.category.last_topic
        return TopicRow(topic, AnonymousUser()) if topic and topic.is_published else None


@dataclass(frozen=True)
class PostRow:
    post: Post
    topic: Topic
    user: Anyone
    first_new: int = 0
    page: int = 1

    @property
    def gone(self) -> str:
        return (
            ""
            if self.post.is_published
            else words_for_hidden(self.post.state, getattr(self.post, "rule", None))
        )

    @cached_property
    def author(self) -> str:
        return name_of(self.post.author, self.post.participant)

    @property
    def badge(self) -> str:
        numbered = self.post.participant is not None
        return str(self.post.participant) if numbered else self.author[:1].upper()

    @property
    def side(self) -> str:
        return self.post.author.side if self.post.author else ""

    @property
    def side_class(self) -> str:
        return {Side.FORCES: "side s", Side.PARLIAMENT: "side p", Side.SECRETARIAT: "side o"}.get(
            Side(self.side), "side"
        )

    @property
    def side_words(self) -> str:
        author = self.post.author
        if author is None:
            return ""
        return _side_in_words(get_language() or "", author.side, is_verified=author.is_verified)

    @property
    def function(self) -> str:
        author = self.post.author
        return author.function if author and author.is_verified else ""

    @property
    def when(self) -> str:
        return day_in_words(self.post.posted_at)

    @property
    def day(self) -> str:
        return machine_day(self.post.posted_at)

    @property
    def starts_what_is_new(self) -> bool:
        return self.post.number == self.first_new

    @property
    def html(self) -> SafeString:
        """Cleaned when it was written (core.text.render_markdown), never since."""
        return SafeString(self.post.html)

    @property
    def is_mine(self) -> bool:
        return self.user.is_authenticated and self.post.author_id == self.user.pk

    @property
    def quote_url(self) -> str:
        return f"?page={self.page}&quote={self.post.number}#reply"

    @property
    def edit_url(self) -> str:
        return address("forums:edit", self.post.pk)

    @property
    def history_url(self) -> str:
        return address("forums:history", self.post.pk)

    @property
    def report_url(self) -> str:
        return address("moderation:report", self.post.pk, POST_LABEL)


def post_rows(
    posts: Iterable[Post], topic: Topic, user: Anyone, *, page: int, first_new: int = 0
) -> list[PostRow]:
    return [PostRow(post, topic, user, first_new, page) for post in posts]


POST = Mould("forums/post.html", (
    "number", "gone", "badge", "author", "side", "side_class", "function", "day", "when", "history_url",
    "lang", "html", "quote_url", "edit_url", "report_url", "is_first_new", "is_official", "is_for_somebody",
))  # fmt: skip


def posts_as_html(rows: Iterable[PostRow], *, may_reply: bool) -> SafeString:
    """As they stand in their topic, for the person whom the rows are for."""
    return POST.fill(_as_told(row, may_reply=may_reply) for row in rows)


def _as_told(row: PostRow, *, may_reply: bool) -> Row:
    post, gone, is_known = row.post, row.gone, row.user.is_authenticated
    if gone:  # nothing else of it is read
        return (str(post.number), gone, *[""] * 13, row.starts_what_is_new, False, is_known)
    is_mine = row.is_mine
    return (
        str(post.number), "", row.badge, row.author, row.side_words, row.side_class if row.side else "",
        row.function, row.day, row.when, row.history_url if post.edited_at else "", post.lang, row.html,
        row.quote_url if is_known and may_reply else "", row.edit_url if is_mine and may_reply else "",
        row.report_url if is_known and not is_mine else "",
        row.starts_what_is_new, bool(post.is_official), is_known,
    )  # fmt: skip
