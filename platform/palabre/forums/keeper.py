"""How moderation hides and restores what was said in the forum."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.core.days import today
from palabre.core.verdict import Verdict, deny
from palabre.forums.found import entry_of
from palabre.forums.models import Category, Post, State, Topic
from palabre.forums.rows import PostRow
from palabre.forums.titles import TITLE, forget_title, give_title_back, take_title
from palabre.forums.waiting import first_that_waits, let_in
from palabre.moderation.models import Case
from palabre.moderation.registry import Around, Exhibit
from palabre.people.models import User
from palabre.search.services import drop, index, index_many
from palabre.spaces.models import Anyone, Space
from palabre.spaces.rules import can_look_in

NEAR = 2


def hidden_state(item: Model) -> State:
    """Veiled while a case about it is open, removed once both sides have agreed."""
    is_veiled = Case.objects.about(item).open().exists()
    return State.VEILED if is_veiled else State.REMOVED


class PostKeeper:
    """Hiding a post leaves its number and a marker; hiding the first one hides nothing else."""

    joined = ("author", "topic__category__space")

    def space_of(self, item: Post) -> Space:
        return item.topic.category.space

    def can_read(self, user: Anyone, item: Post) -> Verdict:
        if item.number is None:  # it has never been public: it waits, or was rejected elsewhere
            return deny(_("This has not been published."))
        return self.can_look_there(user, item)

    def can_look_there(self, user: Anyone, item: Post) -> Verdict:
        return can_look_in(user, self.space_of(item))

    def exhibit(self, item: Post) -> Exhibit:
        return Exhibit(
            title=item.topic.title,
            html=SafeString(item.html),
            url="" if item.number is None else item.get_absolute_url(),
            lang=item.lang,
            where=item.topic.category.title,
        )

    def around(self, item: Post) -> Around:
        near = Post.objects.published().filter(topic=item.topic)
        if item.number is None:  # what was said last when it was written: it may answer that
            last = near.filter(posted_at__lte=item.posted_at).order_by("-number")[:NEAR]
            return Around([self._beside(item, each)[1] for each in reversed(last)], [])
        found = [
            self._beside(item, each)
            for each in near.between(item.number - NEAR, item.number + NEAR)
            if each.pk != item.pk
        ]
        return Around(
            before=[each for number, each in found if number < item.number],
            after=[each for number, each in found if number > item.number],
        )

    def _beside(self, item: Post, other: Post) -> tuple[int, Exhibit]:
        other.topic = item.topic
        return other.number or 0, replace(self.exhibit(other), title=f"{other.number}")

    def author_of(self, item: Post) -> User | None:
        return item.author

    def shown_name_of(self, item: Post) -> User | None:
        return item.author

    def beside_name_of(self, item: Post) -> list[str]:
        row = PostRow(item, item.topic, AnonymousUser())
        return [words for words in (row.side_words, row.function) if words]

    def is_read_now(self, item: Post) -> bool:
        return item.is_published and item.topic.is_published

    @transaction.atomic
    def hide(self, item: Post, *, rule: str) -> None:
        topic = _held(item.topic)
        item.state, item.removed_under = hidden_state(item), rule
        item.save(update_fields=["state", "removed_under"])
        drop(Post._meta.label_lower, item.pk)
        _recall_official_answer(topic)

    @transaction.atomic
    def restore(self, item: Post) -> None:
        """Show it where it was; one that was never public takes the next number."""
        item.topic = _held(item.topic)
        if item.number is None:
            let_in(item.topic, item)
            return
        item.state, item.removed_under = State.PUBLISHED, ""
        item.save(update_fields=["state", "removed_under"])
        _recall_official_answer(item.topic)
        if item.topic.is_published:
            index(entry_of(item))

    def forget(self, item: Post) -> None:
        """Nothing is kept beside it."""


class TopicKeeper:
    """A topic is judged for its title, which goes alone: what people said below it stays. While it
    waits, nobody has said anything below: then it is let in or refused as a whole."""

    joined = ("author", "category__space")

    def space_of(self, item: Topic) -> Space:
        return item.category.space

    def can_read(self, user: Anyone, item: Topic) -> Verdict:
        if item.was_never_public:
            return deny(_("This has not been published."))
        return self.can_look_there(user, item)

    def can_look_there(self, user: Anyone, item: Topic) -> Verdict:
        return can_look_in(user, self.space_of(item))

    def exhibit(self, item: Topic) -> Exhibit:
        """While it waits, with the words that came with it; and with what an import said of itself,
        which is nobody's post."""
        waits = item.was_never_public
        words = first_that_waits(item) if waits else None
        about = linebreaks(item.introduction, autoescape=True) if item.introduction else ""
        below = SafeString(words.html if words else about)
        return Exhibit(
            title=item.title,
            html=format_html("<p>{}</p>{}", item.own_title, below),
            url="" if waits else item.get_absolute_url(),
            lang=item.lang,
            where=item.category.title,
            scope="" if waits else _title_alone(),
        )

    def is_read_now(self, item: Topic) -> bool:
        """Its words, that is: the title."""
        return item.is_published and item.has_title

    def author_of(self, item: Topic) -> User | None:
        return item.author

    @transaction.atomic
    def hide(self, item: Topic, *, rule: str) -> None:
        held = _held(item)
        if held.was_never_public:
            item.state, item.removed_under = hidden_state(item), rule
            item.save(update_fields=["state", "removed_under"])
            return
        take_title(held, hidden_state(item), rule=rule)
        _call_anew(item, held)

    @transaction.atomic
    def restore(self, item: Topic) -> None:
        held = _held(item)
        if held.was_never_public:
            _publish(item)
            return
        give_title_back(held)
        _call_anew(item, held)

    def forget(self, item: Topic) -> None:
        forget_title(item)


def _title_alone() -> str:
    return _(
        "This is about the title alone. What people wrote below it stays, whatever is decided."
    )


def _publish(topic: Topic) -> None:
    """With the words that it came with."""
    topic.state, topic.removed_under, topic.opened_on = State.PUBLISHED, "", today()
    topic.save(update_fields=["state", "removed_under", "opened_on"])
    Category.objects.filter(pk=topic.category_id).update(topics=F("topics") + 1)
    if words := first_that_waits(topic):
        let_in(topic, words)


def _call_anew(item: Topic, held: Topic) -> None:
    """Wherever its title is kept beside what was said in it."""
    for name in TITLE:
        setattr(item, name, getattr(held, name))
    posts = Post.objects.filter(topic=held).published()
    index_many(entry_of(post) for post in posts.select_related("topic__category__space"))


class TopicTalk:
    """A topic that may be slowed or paused."""

    def space_of(self, item: Topic) -> Space:
        return item.category.space

    def can_read(self, user: Anyone, item: Topic) -> Verdict:
        return can_look_in(user, item.category.space)

    def url_of(self, item: Topic) -> str:
        return item.get_absolute_url()

    def has_spoken(self, user: User, item: Topic) -> bool:
        wrote = Post.objects.filter(topic=item, author=user)
        return item.author_id == user.pk or wrote.exists()

    def things_in(self, item: Topic) -> list[QuerySet[Any]]:
        return [Topic.objects.filter(pk=item.pk), Post.objects.filter(topic=item)]


def _held(topic: Topic) -> Topic:
    held = Topic.objects.select_for_update(of=("self",)).select_related("category__space")
    return held.get(pk=topic.pk)


def _recall_official_answer(topic: Topic) -> None:
    official = Post.objects.filter(topic=topic, is_official=True).published().order_by("number")
    topic.official_number = official.values_list("number", flat=True).first()
    topic.save(update_fields=["official_number"])
