"""How moderation hides and restores what was said in the forum."""

from dataclasses import replace

from django.db import transaction
from django.db.models import F, Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.core.days import today
from palabre.core.verdict import Verdict, deny
from palabre.forums.found import entry_of
from palabre.forums.models import Category, Post, State, Topic
from palabre.forums.waiting import first_that_waits, let_in
from palabre.moderation.models import Case
from palabre.moderation.registry import Around, Exhibit
from palabre.people.models import User
from palabre.search.services import drop, drop_many, index, index_many
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
        return can_look_in(user, self.space_of(item))

    def exhibit(self, item: Post) -> Exhibit:
        return Exhibit(
            title=item.topic.title,
            html=SafeString(item.html),
            url=item.get_absolute_url(),
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
    """For a title that breaks a rule. The whole topic goes, with what it holds."""

    joined = ("author", "category__space")

    def space_of(self, item: Topic) -> Space:
        return item.category.space

    def can_read(self, user: Anyone, item: Topic) -> Verdict:
        if item.was_never_public:
            return deny(_("This has not been published."))
        return can_look_in(user, self.space_of(item))

    def exhibit(self, item: Topic) -> Exhibit:
        """While it waits, with the words that came with it."""
        words = first_that_waits(item) if item.was_never_public else None
        return Exhibit(
            title=item.title,
            html=format_html("<p>{}</p>{}", item.title, SafeString(words.html if words else "")),
            url=item.get_absolute_url(),
            lang=item.lang,
            where=item.category.title,
        )

    def author_of(self, item: Topic) -> User | None:
        return item.author

    @transaction.atomic
    def hide(self, item: Topic, *, rule: str) -> None:
        was_published = _held(item).is_published
        item.state, item.removed_under = hidden_state(item), rule
        item.save(update_fields=["state", "removed_under"])
        drop_many(Post.objects.filter(topic=item))
        if was_published:
            _count_again(item.category, topics=-1, posts=-item.posts)

    @transaction.atomic
    def restore(self, item: Topic) -> None:
        held = _held(item)
        was_published = held.is_published
        item.state, item.removed_under = State.PUBLISHED, ""
        item.save(update_fields=["state", "removed_under"])
        if held.was_never_public and (words := first_that_waits(item)):
            item.opened_on = today()
            item.save(update_fields=["opened_on"])
            Category.objects.filter(pk=item.category_id).update(topics=F("topics") + 1)
            let_in(item, words)
            return
        posts = Post.objects.filter(topic=item).published()
        index_many(entry_of(post) for post in posts.select_related("topic__category__space"))
        if not was_published:
            _count_again(item.category, topics=1, posts=item.posts)

    def forget(self, item: Topic) -> None:
        """Nothing is kept beside it."""


class TopicTalk:
    """A topic that may be slowed or paused."""

    def space_of(self, item: Topic) -> Space:
        return item.category.space

    def can_read(self, user: Anyone, item: Topic) -> Verdict:
        return can_look_in(user, item.category.space)

    def url_of(self, item: Topic) -> str:
        return item.get_absolute_url()


def _held(topic: Topic) -> Topic:
    held = Topic.objects.select_for_update(of=("self",)).select_related("category__space")
    return held.get(pk=topic.pk)


def _recall_official_answer(topic: Topic) -> None:
    official = Post.objects.filter(topic=topic, is_official=True).published().order_by("number")
    topic.official_number = official.values_list("number", flat=True).first()
    topic.save(update_fields=["official_number"])


def _count_again(category: Category, *, topics: int, posts: int) -> None:
    latest = Topic.objects.filter(category=category).published().order_by("-last_post_at", "-pk")
    Category.objects.filter(pk=category.pk).update(
        topics=F("topics") + topics, posts=F("posts") + posts, last_topic=latest.first()
    )
