from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Max, Q
from django.test.utils import CaptureQueriesContext

from palabre.core.asked import SOMEBODY, SOMETHING, SOMETIME, Question, as_instant
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


def test_things_come_with_what_was_annotated(django_assert_num_queries):
    asked = Question(
        lambda: Space.objects.filter(pk=SOMEBODY).annotate(
            is_first=Q(slug="first"), number=Count("cases")
        )
    )
    first, second = (
        SpaceFactory.create(slug="first"),
        SpaceFactory.create(slug="second", is_public=False),
    )
    asked.things(Space, by=first.pk)

    for space in (first, second):
        with django_assert_num_queries(1):
            (found,) = asked.things(Space, by=space.pk)
        whole = Space.objects.get(pk=space.pk)
        assert {
            field.attname: getattr(found, field.attname) for field in Space._meta.concrete_fields
        } == {field.attname: getattr(whole, field.attname) for field in Space._meta.concrete_fields}
        said: Any = found
        assert (bool(said.is_first), said.number) == (space == first, 0)
    assert asked.things(Space, by=0) == []


def test_whether_there_is_any():
    asked = Question(lambda: Post.objects.filter(author=SOMEBODY).values_list("pk")[:1])
    post = PostFactory.create()

    assert asked.is_so(by=post.author_id or 0)
    assert not asked.is_so(by=0)


def test_who_asks_may_be_known_by_a_word():
    asked = Question(lambda: Space.objects.filter(slug=str(SOMEBODY)).values_list("pk"))
    space = SpaceFactory.create(slug="by-a-word")

    assert asked.ask(by="by-a-word") == [(space.pk,)]
    assert asked.ask(by="' OR 1=1 --") == []


def test_it_may_be_about_something():
    asked = Question(lambda: Space.objects.filter(slug=SOMETHING).only("slug"))
    space = SpaceFactory.create(slug="here", name_fr="Ici")

    (found,) = asked.things(Space, about="here")

    assert (found.pk, found.get_deferred_fields() != set(), found.name_fr) == (
        space.pk,
        True,
        "Ici",
    )
    assert asked.things(Space, about="%s' OR 1=1 --") == []


def test_plain_words_and_numbers_are_written_out_and_nothing_else():
    name = "L'eau, 100 %s"
    space = SpaceFactory.create(slug="plain", name_fr=name)
    rows = Space.objects.filter(slug="plain", name_fr=name, pk__gt=0, pk=SOMEBODY)
    asked = Question(lambda: rows.values_list("pk"))

    with CaptureQueriesContext(connection) as said:
        assert asked.ask(by=space.pk) == [(space.pk,)]
        assert asked.ask(by=0) == []

    sql, given = asked._said(by=space.pk, at=SOMETIME)
    assert sorted(map(str, given)) == sorted([name, str(space.pk)])
    assert "'plain'" in sql
    assert len(said) == 2
