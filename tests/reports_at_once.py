"""What tests.bench_reports measures: who reports what, and what came of it."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import local
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from palabre.forums.models import Post
from palabre.moderation.models import Case, Report, Rule
from palabre.moderation.services import report
from palabre.people.models import User
from tests.moderation.factories import post_in, rule_named
from tests.people.factories import UserFactory
from tests.spaces.factories import SpaceFactory, join

REPORTS, THINGS, PEOPLE = 10_000, 500, 1_000
THREADS = int(os.environ.get("THREADS", "8"))
TOKEN = "t" * 32
KEPT = Path(settings.DATA) / "bench.json"


def prepare() -> None:
    space = SpaceFactory.create(is_public=True)
    rule_named("insult")
    author = join(space)
    things = [post_in(space, by=author).pk for _ in range(THINGS)]
    people = UserFactory.create_batch(PEOPLE)
    sessions = [_session_of(person) for person in people]
    KEPT.write_text(json.dumps([things, [person.pk for person in people], sessions]))


def _session_of(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def who_and_what(number: int) -> tuple[int, int]:
    """Everybody reports ten things, each another time; who comes next reports the next ones."""
    return number % PEOPLE, (number * 7 + number // PEOPLE) % THINGS


def report_some(part: int, parts: int) -> None:
    """By the service that the page calls."""
    things, numbers, _sessions = json.loads(KEPT.read_text())
    people, rule = User.objects.in_bulk(numbers), Rule.objects.get(code="insult")

    def say(number: int) -> None:
        person, thing = who_and_what(number)
        post = Post.objects.select_related("topic__category__space").get(pk=things[thing])
        report(post, rule=rule, by=people[numbers[person]])

    timed(say, range(part, REPORTS, parts))


def post_all(port: int) -> None:
    """By the page, as a browser sends its form."""
    things, _numbers, sessions = json.loads(KEPT.read_text())
    lines = local()
    form = urlencode({"reason": "insult", "note": "", "csrfmiddlewaretoken": TOKEN})

    def say(number: int) -> None:
        person, thing = who_and_what(number)
        if not hasattr(lines, "one"):
            lines.one = HTTPConnection("127.0.0.1", port, timeout=60)
        cookies = f"{settings.SESSION_COOKIE_NAME}={sessions[person]}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        lines.one.request(
            "POST",
            f"/fr/moderation/report/forums.post/{things[thing]}/",
            form,
            {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = lines.one.getresponse()
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"answered {answer.status}")

    timed(say, range(REPORTS))


def timed(say: Callable[[int], None], numbers: Iterable[int]) -> None:
    """Says that it is there, waits for the word, and tells how long each of them took."""

    def one(number: int) -> float:
        began = time.perf_counter()
        say(number)
        return 1000 * (time.perf_counter() - began)

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    used = time.process_time()
    with ThreadPoolExecutor(THREADS) as threads:
        times = list(threads.map(one, numbers))
    told = {"times": times, "cpu": time.process_time() - used}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def count() -> None:
    kept, cases = Report.objects.count(), Case.objects.count()
    scores = set(Case.objects.values_list("score", flat=True))
    if (kept, cases, scores) != (REPORTS, THINGS, {100 * REPORTS // THINGS}):
        sys.exit(f"Some are lost, or there are too many cases: {kept}, {cases}, {scores}")
    sys.stdout.write(f"kept {kept}, cases {cases}{_settings()}\n")


def _settings() -> str:
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        fsync, commit = cursor.fetchone() or ("", "")
    return f"; fsync {fsync}, synchronous_commit {commit}"
