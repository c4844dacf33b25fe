from datetime import UTC, datetime

import pytest
from django.db.models import Count, Max

from palabre.core.asked import SOMEBODY, SOMETIME, Question, as_instant
from palabre.forums.models import Post
from palabre.spaces.models import Space
from tests.forums.factories import PostFactory
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db


def test_the_words_are_remembered_and_the_answer_is_not(django_assert_num_queries):
    rows = Space.objects.filter(is_public=True).order_by("slug").values_list("pk", "slug")
    asked = Question(rows.all)
    first = SpaceFactory.create(slug="first")
    assert asked.ask() == list(rows.all())

    SpaceFactory.create(slug="second")
    first.delete()

    with django_assert_num_queries(1):
        answer = asked.ask()
    assert [slug for _pk, slug in answer if slug in ("first", "second")] == ["second"]


def test_who_asks_and_when_is_said_each_time(django_assert_num_queries):
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    early, late = (PostFactory.create(at=noon.replace(hour=hour)) for hour in (9, 15))
    rows = Post.objects.filter(author=SOMEBODY, posted_at__lt=SOMETIME)
    asked = Question(lambda: rows.values_list("pk", "posted_at"))

    ((pk, posted),) = asked.ask(by=early.author_id or 0, at=noon)

    assert (pk, as_instant(posted)) == (early.pk, early.posted_at)
    with django_assert_num_queries(2):
        assert asked.ask(by=late.author_id or 0, at=noon) == []
        ((pk, _posted),) = asked.ask(by=late.author_id or 0, at=noon.replace(hour=16))
    assert pk == late.pk


def test_numbers_are_asked_in_the_words_that_django_finds():
    asked = Question(lambda: Post.objects.filter(author=SOMEBODY).aggregate(Count("pk"), Max("pk")))
    post = PostFactory.create()

    assert asked.ask(by=post.author_id or 0) == [(1, post.pk)]
    assert asked.ask(by=0) == [(0, None)]
