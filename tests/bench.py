"""`make bench`: what pages cost on this machine, on realistic bulk data, with the real server.

CPU per request (server and its children, from /proc) is the steadiest figure; times are of a whole
request on loopback. Numbers are for comparing two versions on one machine, never asserted.
"""

import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests import bench_messages
from tests.machine import ROOT, free_port, wait_for

TOPICS, POSTS, USERS, MEETINGS = 2_000, 20_000, 500, 60
REQUESTS = 200
TICKS = os.sysconf("SC_CLK_TCK")
Visit = Callable[[HTTPConnection], int]


def get(path: str, *, kept: bool = True, by: str = "") -> Visit:
    """`kept`: as a stranger, whose page may be in memory; otherwise it is made anew each time.
    `by`: the cookie of somebody who signed in."""
    cookie = {"Cookie": by} if by else {} if kept else {"Cookie": "any=cookie"}

    def visit(connection: HTTPConnection) -> int:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", **cookie})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}")
        return len(body)

    return visit


def cpu_seconds(root: int) -> float:
    """Of a process and those that it started."""
    return sum(ticks for pid, parent, ticks in processes() if root in (pid, parent)) / TICKS


def processes() -> Iterator[tuple[int, int, int]]:
    """Number, parent and CPU ticks of each process there is."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = place.read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
            yield int(place.parent.name), int(fields[1]), int(fields[11]) + int(fields[12])


@dataclass(frozen=True)
class Served:
    port: int
    pid: int
    chair: str  # the cookie of a co-chair of the committee that is full
    moderator: str


# Prints the cookie of somebody who has just signed in.
SIGN_IN = """
import django; django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from palabre.committees.models import Seat
user = Seat.objects.filter(committee__space__slug="bulk-1", is_chair=True).first().user
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""


@contextmanager
def served() -> Iterator[Served]:
    """The demonstration and bulk data behind the server of `make run`."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "PORT": str(port), "PALABRE_DATA": folder, "PALABRE_DEMONSTRATION": "1",
            "PALABRE_CALM_MESSAGES": "1000000", "PYTHONPATH": str(ROOT / "platform"),
            "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
        }  # fmt: skip

        def run(*command: str) -> str:
            return subprocess.run(
                [sys.executable, *command],
                cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True,
            ).stdout  # fmt: skip

        sizes = {"topics": TOPICS, "posts": POSTS, "users": USERS, "meetings": MEETINGS}
        run("-c", "from palabre.config import run; run.prepare()")
        run("manage.py", "loadbulk", *(f"--{name}={size}" for name, size in sizes.items()))
        chair = run("-c", SIGN_IN).strip().splitlines()[-1]
        moderator = run("-m", "tests.bench_queue").strip()
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:palabre.config.gunicorn", "palabre.config.wsgi"],
            cwd=ROOT, env=environment,
        )  # fmt: skip
        try:
            wait_for(port, seconds=60)
            yield Served(port, server.pid, chair, moderator)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def measure(port: int, pid: int, visit: Visit, *, clients: int, requests: int) -> tuple[float, ...]:
    def one_client(_number: int) -> list[float]:
        connection = HTTPConnection("127.0.0.1", port)
        times = []
        for _ in range(requests // clients):
            began = time.perf_counter()
            visit(connection)
            times.append((time.perf_counter() - began) * 1000)
        return times

    visit(HTTPConnection("127.0.0.1", port))
    cpu, began = cpu_seconds(pid), time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        times = sorted(one for some in pool.map(one_client, range(clients)) for one in some)
    lasted = time.perf_counter() - began
    used = (cpu_seconds(pid) - cpu) * 1000 / len(times)
    return used, statistics.median(times), times[int(len(times) * 0.95)], len(times) / lasted


def pages(port: int, moderator: str) -> dict[str, Visit]:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/fr/forum/")
    index = connection.getresponse().read().decode()
    category = re.search(r'href="(/fr/forum/[a-z-]+/)"', index)
    shelf = category[1] if category else "/fr/forum/"
    connection.request("GET", shelf)
    topic = re.search(r'href="(/fr/forum/topics/\d+/)', connection.getresponse().read().decode())
    first_topic = topic[1] if topic else shelf
    return {
        "first page": get("/fr/"),
        "forum": get("/fr/forum/"),
        "forum, made anew": get("/fr/forum/", kept=False),
        "topics of a category": get(shelf),
        "topics, made anew": get(shelf, kept=False),
        "topic": get(first_topic),
        "topic, made anew": get(first_topic, kept=False),
        "search, common word": get("/fr/search/?q=march%C3%A9"),
        "search, rare word": get("/fr/search/?q=moulin"),
        "committee": get("/fr/committees/tabakoro/"),
        "committee, made anew": get("/fr/committees/tabakoro/", kept=False),
        "register": get("/fr/moderation/register/"),
        "queue of 1,000 cases": get("/fr/moderation/", by=moderator),
    }


def of_a_committee(port: int, chair: str) -> dict[str, Visit]:
    """One that has met for years: as strangers see it, made anew, and as its co-chair does."""
    home = "/fr/committees/bulk-1/"

    def first(path: str, pattern: str) -> str:
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("GET", path, headers={"Cookie": chair})
        found = re.search(pattern, connection.getresponse().read().decode())
        if found is None:
            raise SystemExit(f"nothing like {pattern} on {path}")
        return found[1]

    to_come = first(f"{home}meetings/", rf'href="({home}meetings/\d+/)')
    in_session, held = (
        f"{home}meetings/{pk}/" for pk in _in_session_and_held(to_come.split("/")[-2])
    )
    motion = first(f"{home}motions/", rf'href="({home}motions/\d+/)')
    pages = {
        "home": home, "members": f"{home}members/", "meetings": f"{home}meetings/",
        "a meeting to come": to_come, "minutes": f"{held}minutes/",
        "adopted": f"{home}recommendations/", "charter": f"{home}charter/", "rules": f"{home}rules/",
    }  # fmt: skip
    inside = {"session": f"{in_session}session/", "motions": f"{home}motions/", "a motion": motion}
    return {
        **{f"{name}, made anew": get(path, kept=False) for name, path in pages.items()},
        **{f"{name}, co-chair": get(path, by=chair) for name, path in {**pages, **inside}.items()},
    }


def _in_session_and_held(to_come: str) -> tuple[int, int]:
    """Meetings are numbered as they follow each other; the list begins with the next one."""
    return int(to_come) - 1, int(to_come) - 2


def main() -> int:
    sys.stdout.write(
        f"{TOPICS} topics, {POSTS} posts, {USERS} people, {MEETINGS} meetings of a committee, SQLite, "
        "one process of eight threads\n\n"
    )
    sys.stdout.write(
        f"{'page':<28}{'kB':>6}{'CPU ms':>9}"
        + "".join(f"{h:>10}" for h in ("p50 ×1", "p95 ×1", "p50 ×8", "p95 ×8", "per s ×8"))
        + "\n"
    )
    with served() as house:
        port, pid = house.port, house.pid
        for name, visit in {
            **pages(port, house.moderator),
            **of_a_committee(port, house.chair),
        }.items():
            size = visit(HTTPConnection("127.0.0.1", port)) / 1000
            cpu, p50, p95, _rate = measure(port, pid, visit, clients=1, requests=REQUESTS)
            _cpu, p50_8, p95_8, rate = measure(port, pid, visit, clients=8, requests=REQUESTS)
            figures = "".join(f"{figure:>10.1f}" for figure in (p50, p95, p50_8, p95_8, rate))
            sys.stdout.write(f"{name:<28}{size:>6.1f}{cpu:>9.1f}{figures}\n")
            sys.stdout.flush()
        bench_messages.show(port, lambda: cpu_seconds(pid))
    return 0


if __name__ == "__main__":
    sys.exit(main())
