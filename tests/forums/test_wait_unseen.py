"""Whatever happens in whatever order, what waits is nowhere before its time, and comes out once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import cycle

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.forums import services, waiting
from palabre.forums.models import Category, Post, State, Topic
from palabre.moderation.models import Case, Procedure
from palabre.moderation.services import decide, look_after_cases, report
from palabre.notifications.models import Notice
from palabre.people.models import Side
from palabre.search.models import Entry
from palabre.spaces.models import FORUM, Space
from tests.forums.factories import TopicFactory
from tests.moderation.factories import moderator, rule_named
from tests.moderation.test_at_once import all_at_once
from tests.people.factories import UserFactory

SECRET, SOUGHT = "zanzibarite", "mongolfiere"
WORDS = f"{SECRET} {SOUGHT}"
DEEDS = ("keep c", "keep f", "remove c", "remove f", "change", "withdraw", "report", "time", "talk")


class Scene:
    """A reply or a topic that waits, and everybody who could let it out."""

    def __init__(self, *, whole: bool) -> None:
        self.forum = Space.objects.get(slug=FORUM)
        self.topic = TopicFactory.create(title="Known")
        Procedure.objects.create(space=self.forum, first_words=1)
        self.writer, self.reader = UserFactory.create(), UserFactory.create()
        judges = {"c": Side.CIVILIAN, "f": Side.FORCES}
        self.judges = {each: moderator(self.forum, side) for each, side in judges.items()}
        if whole:
            own = services.open_topic(self.topic.category, title=SECRET, body=WORDS, by=self.writer)
            self.pk = Post.objects.get(topic=own).pk
        else:
            self.pk = services.reply(self.topic.pk, body=WORDS, by=self.writer).pk
        self.case = Case.objects.get()
        self.client = Client()
        self.client.force_login(self.reader)

    @property
    def post(self) -> Post:
        return Post.objects.select_related("topic__category__space").get(pk=self.pk)

    def do(self, deed: str) -> None:
        choice, _space, who = deed.partition(" ")
        if who:
            case = Case.objects.get(pk=self.case.pk)
            decide(case, choice=choice, rule=case.rule, by=self.judges[who])
        else:
            getattr(self, deed)()

    def change(self) -> None:
        waiting.change(self.post, body=f"{WORDS} anew", title=f"{SECRET} anew", by=self.writer)

    def withdraw(self) -> None:
        waiting.withdraw(self.post, by=self.writer)

    def report(self) -> None:
        report(self.post, rule=rule_named("danger"), by=self.reader)

    def time(self) -> None:
        late = timezone.now() - timedelta(minutes=1)
        Case.objects.filter(outcome="", is_held=True).update(due_at=late)
        look_after_cases()

    def talk(self) -> None:
        services.reply(self.topic.pk, body="Others go on.", by=self.judges["c"])

    def is_right(self) -> None:
        found = Post.objects.filter(pk=self.pk).first()
        is_out = found is not None and found.number is not None
        assert self.is_anywhere() == (is_out and found is not None and found.is_published)
        published = Post.objects.published()
        for topic in Topic.objects.all():
            numbered = Post.objects.filter(topic=topic).exclude(number=None).order_by("number")
            numbers = list(numbered.values_list("number", flat=True))
            assert numbers == list(range(1, topic.posts + 1))
        category = Category.objects.get(pk=self.topic.category_id)
        assert category.topics == Topic.objects.published().count()
        assert Entry.objects.count() == published.filter(topic__state=State.PUBLISHED).count()
        assert Notice.objects.filter(kind="moderation.published").count() <= 1

    def is_anywhere(self) -> bool:
        """For somebody else who is signed in: strangers see no more."""
        topics = [topic.get_absolute_url() for topic in Topic.objects.all()]
        places = ["/en/forum/", self.topic.category.get_absolute_url(), *topics]
        places += [f"/en/search/?q={SOUGHT}", f"/en/forum/posts/{self.pk}/history/"]
        return any(SECRET in self.client.get(place).content.decode() for place in places)


@pytest.mark.django_db
@pytest.mark.parametrize("whole", [False, True], ids=["a reply", "a topic"])
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.lists(st.sampled_from(DEEDS), max_size=5))
def test_it_is_nowhere_before_its_time_and_comes_out_once(whole, story):
    before = transaction.savepoint()
    try:
        scene = Scene(whole=whole)
        scene.is_right()
        for deed in story:
            with suppress(PermissionDenied, Post.DoesNotExist, Http404):
                scene.do(deed)
            scene.is_right()
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whole", [False, True], ids=["a reply", "a topic"])
def test_a_moderator_time_and_its_author_at_once_publish_it_once_or_never(whole):
    scene = Scene(whole=whole)
    Case.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    rounds = cycle(["keep c", "keep f", "ends", "withdraw", "change"])

    def press(deed: str) -> None:
        if deed == "ends":
            look_after_cases()
        else:
            with suppress(Post.DoesNotExist):  # taken back meanwhile
                scene.do(deed)

    deeds: list[Callable[[], object]] = [partial(press, next(rounds)) for _ in range(20)]
    seen = all_at_once(deeds)

    assert set(seen) <= {"done", "refused"}
    scene.is_right()
    assert Case.objects.exclude(outcome="").count() == 1
