import pytest

from palabre.core.asked import Question
from palabre.spaces.models import Space
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
