"""Many report at once: none is lost, each thing is one case, and one report costs little.

`python -m tests.bench_reports` does it with ten thousand (docs/performance.md).
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.forums.models import Post
from palabre.moderation.models import Case, Report
from palabre.moderation.services import report
from palabre.people.models import User
from palabre.spaces.models import Membership
from tests.moderation.factories import post_in, rule_named
from tests.spaces.factories import SpaceFactory, join

THINGS, PEOPLE, THREADS = 40, 10, 20
MOST_QUERIES = 4  # what is known of it, the seat, the report, the score of its case
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def people_of(space, number: int) -> list[User]:
    made = User.objects.bulk_create(
        User(username=f"many-{n}", name=f"Many {n}") for n in range(number)
    )
    Membership.objects.bulk_create(
        Membership(space=space, user=person, role="member", side="civilian") for person in made
    )
    return made


def told(work) -> None:
    posts, rule, person = work
    try:
        for pk in posts:
            post = Post.objects.select_related("topic__category__space").get(pk=pk)
            report(post, rule=rule, by=person)
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.skipif(not settings.REDIS_URL, reason="SQLite has one writer: the bench shows it")
@pytest.mark.django_db(transaction=True)
def test_none_is_lost_and_each_thing_is_one_case():
    space = SpaceFactory.create(is_public=False)
    author, rule = join(space), rule_named("insult")
    posts = [post_in(space, by=author).pk for _ in range(THINGS)]

    # Each begins elsewhere, so that first reports on one thing meet.
    work = [
        (posts[n:] + posts[:n], rule, person) for n, person in enumerate(people_of(space, PEOPLE))
    ]
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(told, work))

    assert Case.objects.count() == THINGS
    assert Report.objects.count() == THINGS * PEOPLE
    assert set(Case.objects.values_list("score", flat=True)) == {PEOPLE * 100}


@pytest.mark.django_db
def test_a_further_report_costs_few_questions(space, insult):
    post = post_in(space)
    report(post, rule=insult, by=join(space))
    person = join(space)

    with CaptureQueriesContext(connection) as asked:
        report(post, rule=insult, by=person)

    assert len([q for q in asked if not q["sql"].startswith(TRANSACTION)]) <= MOST_QUERIES
