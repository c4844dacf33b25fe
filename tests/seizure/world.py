"""The server that is carried off: a real one, with a database, a cache and folders of its own."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import redis
from django.core import signing

from tests import databases
from tests.house.server import Server
from tests.machine import ROOT
from tests.machine import redis as own_redis
from tests.seizure.attacks import Attack, Guess
from tests.seizure.bags import BEGINNINGS
from tests.seizure.deeds import know_deeds
from tests.seizure.naive import Naive
from tests.seizure.seized import Seized
from tests.seizure.settle import COMMITTEES, PEOPLE
from tests.seizure.speaking import know_again, worker
from tests.seizure.story import MESSAGES_EACH, PUBLIC, Story
from tests.seizure.taking import take_files, take_postgresql, take_redis, take_sqlite
from tests.seizure.truth import MARK, Truth
from tests.seizure.voting import know_ballots

SETTINGS = "tests.seizure.served_settings"
# What runs by itself: the jobs that wait, and the order of messages (every five minutes) and of
# files (every hour) made anew.
BY_ITSELF = """
from palabre.jobs.services import run_due
from palabre.reprisals.services import scatter as scatter_reports
from palabre.submissions.scattering import scatter
run_due()
scatter()
scatter_reports()
"""
# The clock of the one process that serves and works, put forward: in it alone is what waits.
NOW = """
from palabre.jobs.services import later
later("committees.publish")
"""
SOME = """
from palabre.jobs.services import later
later("motions.fill")
"""
# The last day of both votes is over.
OVER = """
from datetime import timedelta
from palabre.core.days import today
from palabre.motions.models import Poll, Vote
from palabre.motions.services import close_poll, close_what_is_over
from palabre.people.models import User
Vote.objects.update(last_day=today() - timedelta(days=1))
close_what_is_over()
close_poll(Poll.objects.get(), by=User.objects.get(username="bureau"))
"""
PATIENCE = 30  # seconds


@dataclass
class World:
    folder: Path
    database: str  # address; empty for SQLite
    cache: str
    transcript: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "tmp").mkdir()
        addresses = {"PALABRE_DATABASE_URL": self.database, "PALABRE_REDIS_URL": self.cache}
        self.server = Server(
            self.folder,
            DJANGO_SETTINGS_MODULE=SETTINGS,
            TMPDIR=str(self.folder / "tmp"),
            PALABRE_CALM_MESSAGES="1000000",  # so many in a few seconds are no flood here
            PALABRE_BATCH_MINUTES="60",  # one batch, of all that is said in a committee
            PALABRE_BATCH_FEWEST=str(PEOPLE * MESSAGES_EACH // len(COMMITTEES)),
            **{name: address for name, address in addresses.items() if address},
        )
        self.known: dict[str, set[str]] = {}
        self.beside = ExitStack()

    def settle(self) -> dict[str, Any]:
        said = subprocess.run(
            [sys.executable, "-m", "tests.seizure.settle"],
            cwd=ROOT, env=self.server.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert said.returncode == 0, said.stderr
        places: dict[str, Any] = json.loads(said.stdout)
        return places

    @contextmanager
    def connection(self) -> Iterator[Any]:
        if self.database:
            with psycopg.connect(self.database) as served:
                yield served
            return
        connection = sqlite3.connect(self.folder / "data" / "palabre.sqlite3", timeout=20)
        with connection:
            yield connection
        connection.close()

    def write(self, statements: list[tuple[str, tuple[Any, ...]]]) -> None:
        with self.connection() as connection:
            for statement, values in statements:
                marked = statement if self.database else statement.replace("%s", "?")
                connection.execute(marked, values)

    def newest(self, table: str) -> str:
        with self.connection() as connection:
            found = connection.execute(f"SELECT id FROM {table}")  # noqa: S608
            ids = {str(row[0]).replace("-", "") for row in found}
        new = ids - self.known.get(table, set())
        self.known[table] = ids
        return new.pop() if new else ""

    def secrets(self) -> dict[str, bytes]:
        names = ("secret-key", "pepper")
        return {name: (self.folder / "data" / name).read_bytes().strip() for name in names}

    def live_through(self) -> Truth:
        places = self.settle()
        secret = (self.folder / "data" / "secret-key").read_bytes().strip()
        cache = redis.Redis.from_url(self.cache) if self.cache else None
        kind = "postgresql" if self.database else "sqlite"
        naive = Naive(self.write, kind, self.folder, secret, cache)
        naive.settle()
        if self.cache:
            self.let_out = self.beside.enter_context(worker(self.server.environment))
        self.server.start()
        story = Story(self.server.port, places, self.newest, naive.keep, self.fill_urns)
        naive.know(story.truth.people)
        with self.overheard():
            truth = story.tell()
        if cache:
            cache.close()
        return truth

    @contextmanager
    def overheard(self) -> Iterator[None]:
        """All that was ever said to Redis: nobody who comes afterwards has this."""
        if not self.cache:
            yield
            return
        port = int(self.cache.rpartition(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(b"MONITOR\r\n")
            listener = Thread(target=self.listen, args=(line,))
            listener.start()
            yield
            line.shutdown(socket.SHUT_RDWR)
            listener.join()

    def listen(self, line: socket.socket) -> None:
        while piece := line.recv(65536):
            self.transcript.append(piece)

    def take(self, name: str) -> Seized:
        taken = (
            take_postgresql(self.database)
            if self.database
            else take_sqlite(self.folder / "data" / "palabre.sqlite3", self.folder.parent / name)
        )
        taken.keys = take_redis(self.cache) if self.cache else []
        taken.files += take_files(self.folder)
        naive = self.folder / "naive_log"
        taken.log = self.server.written() + naive.read_text()
        taken.secrets = self.secrets()
        open_sessions(taken)
        return taken

    def by_itself(self, truth: Truth) -> None:
        it = BY_ITSELF + OVER if self.cache else BY_ITSELF + NOW + OVER
        self.server.manage("shell", "-v0", "-c", it)
        if self.cache:
            self.let_out("all")
        know_again(truth, self.all_of(self.spoken, len(truth.said)))
        know_ballots(truth, self.all_of(self.slips, len(truth.cast)))
        know_deeds(truth, self.deeds())
        self.all_of(self.answers, len(truth.answers))
        self.all_of(self.closed, len(COMMITTEES))

    def fill_urns(self) -> None:
        """The worker's own work of each minute, now."""
        if self.cache:
            self.let_out("some")
        else:
            self.server.manage("shell", "-v0", "-c", SOME)
            self.all_of(self.slips, 1)

    def all_of(self, rows: Callable[[], list[Any]], number: int) -> list[Any]:
        until = time.monotonic() + PATIENCE
        while len(found := rows()) < number:
            assert time.monotonic() < until, f"{len(found)} of {number} came out"
            time.sleep(0.1)
        return found

    def slips(self) -> list[tuple[str, str]]:
        with self.connection() as connection:
            return list(connection.execute("SELECT id, number FROM motions_slip").fetchall())

    def deeds(self) -> list[tuple[str, str]]:
        with self.connection() as connection:
            return [
                row
                for asked in (
                    "SELECT id, title_en FROM meetings_agendaitem",
                    "SELECT id, text FROM meetings_contest",
                    "SELECT id, '' FROM reprisals_report",
                )
                for row in connection.execute(asked).fetchall()
            ]

    def answers(self) -> list[Any]:
        with self.connection() as connection:
            return list(connection.execute("SELECT id FROM motions_answered").fetchall())

    def closed(self) -> list[Any]:
        with self.connection() as connection:
            found = connection.execute("SELECT id FROM motions_vote WHERE stage = 'sealed'")
            return list(found.fetchall())

    def spoken(self) -> list[tuple[str, str]]:
        with self.connection() as connection:
            found = connection.execute("SELECT id, body FROM committees_namelesscontribution")
            return list(found.fetchall())


def open_sessions(taken: Seized) -> None:
    """Sessions are signed, not sealed: with the secret key, and without, anybody reads them."""
    for row in taken.tables["django_session"]:
        held = signing.loads(
            row.values["session_data"],
            key=taken.secrets["secret-key"].decode(),
            salt="django.contrib.sessions.SessionStore",
        )
        row.values |= {"_auth_user_id": int(held.get("_auth_user_id", 0)), "held": str(held)}


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """On the databases that this run of the suite is about."""
    database, cache = os.environ.get("PALABRE_DATABASE_URL", ""), ""
    with ExitStack() as stack:
        if database:
            database = stack.enter_context(own_database(database))
            cache = stack.enter_context(own_redis())
        made = World(folder, database, cache)
        try:
            with made.beside:
                yield made
        finally:
            if made.server.process.poll() is None:
                made.server.stop()


@contextmanager
def own_database(address: str) -> Iterator[str]:
    name = f"seizure_{os.getpid()}"
    try:
        yield databases.create(name, address)
    finally:
        databases.drop(name, address)


@dataclass
class Taken:
    """Once as it is, and once a few minutes later, when the server was switched off."""

    truth: Truth
    early: Seized
    late: Seized
    transcript: bytes
    legible: list[bytes]  # words, codes and bytes of files that lie in the database's own files
    known: dict[tuple[str, str], list[Guess]] = field(default_factory=dict, repr=False)

    @cached_property
    def ours(self) -> Seized:
        return self.late.ours()

    @cached_property
    def ours_early(self) -> Seized:
        return self.early.ours()

    @cached_property
    def naive(self) -> Seized:
        return self.late.naive()

    def guesses(self, attack: Attack, part: str) -> list[Guess]:
        """What it says of one of these three parts: worked out once a process."""
        key = attack.__name__, part
        if key not in self.known:
            self.known[key] = list(attack(getattr(self, part), self.truth.people))
        return self.known[key]


def carry_off(folder: Path) -> Taken:
    (folder / "server").mkdir()
    with world(folder / "server") as made:
        truth = made.live_through()
        early = made.take("early")
        legible = legible_in(early, truth)
        made.by_itself(truth)
        made.server.stop()
        late = made.take("late")
        return Taken(truth, early, late, b"".join(made.transcript), legible)


def legible_in(seized: Seized, truth: Truth) -> list[bytes]:
    """The files themselves, free pages and all, are too big to keep for the tests."""
    signs = {MARK, MARK.encode("utf-16-le").decode("latin-1"), *truth.codes.values()}
    signs |= {code.replace("-", "") for code in [*truth.codes.values(), *truth.numbers]}
    sought = [sign.encode("latin-1") for sign in signs]
    sought += [*truth.signs, PUBLIC.encode()]
    raw, shared = seized.raw, seized.shared
    seized.raw, seized.shared = [], []
    found = [sign for sign in sought if any(sign in content for content in raw + shared)]
    # Other tests, beside this one, keep photos of their own in the files that are shared.
    return found + [sign for sign in BEGINNINGS if any(sign in content for content in raw)]
