"""What tests.bench_reports measures, inside a database of its own."""

import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from palabre.forums.models import Post
from palabre.moderation.models import Case, Report
from palabre.moderation.services import report
from tests.moderation.factories import post_in, rule_named
from tests.people.factories import UserFactory
from tests.spaces.factories import SpaceFactory, join

REPORTS, THINGS, PEOPLE = 10_000, 500, 1_000
THREADS = int(os.environ.get("THREADS", "8"))


def tell_all() -> None:
    space, rule = SpaceFactory.create(is_public=True), rule_named("insult")
    author = join(space)
    things = [post_in(space, by=author).pk for _ in range(THINGS)]
    people = UserFactory.create_batch(PEOPLE)

    def say(number: int) -> float:
        """Everybody reports ten things, each another time; who comes next reports the next ones."""
        person, at = number % PEOPLE, (number * 7 + number // PEOPLE) % THINGS
        began = time.perf_counter()
        post = Post.objects.select_related("topic__category__space").get(pk=things[at])
        report(post, rule=rule, by=people[person])
        return 1000 * (time.perf_counter() - began)

    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        took = sorted(threads.map(say, range(REPORTS)))
    told(took, time.perf_counter() - began)


def told(took: list[float], whole: float) -> None:
    kept, cases = Report.objects.count(), Case.objects.count()
    sys.stdout.write(
        f"{connection.vendor}: {REPORTS} reports, {THREADS} threads: {whole:.0f} s,"
        f" {REPORTS / whole:.0f} a second, p50 {statistics.median(took):.0f} ms,"
        f" p95 {took[int(0.95 * len(took))]:.0f} ms; kept {kept}, cases {cases}\n"
    )
    if (kept, cases) != (REPORTS, THINGS):
        sys.exit("Some are lost, or there are too many cases.")
