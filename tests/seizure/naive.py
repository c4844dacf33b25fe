"""What a naive platform would keep of a message. Where the battery does not find out who wrote what
from this, it proves nothing."""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.seizure.truth import Person

TABLES = """
CREATE TABLE naive_user (id integer PRIMARY KEY, username varchar(50), agent varchar(200));
CREATE TABLE naive_message ({thing});
CREATE TABLE naive_piece ({thing});
CREATE TABLE naive_spoken ({thing});
CREATE TABLE naive_ballot ({thing});
CREATE TABLE naive_deed ({thing});
CREATE TABLE naive_audit (actor varchar(50), target varchar(50));
CREATE TABLE naive_visit (
    number {serial}, user_id integer REFERENCES naive_user (id), seen_at {moment}
);
"""
THING = """
    id varchar(36) PRIMARY KEY, author_id integer NULL REFERENCES naive_user (id),
    created_at {moment}, address {binary}, agent varchar(200), size integer, sealed {binary},
    came varchar(10)
"""
TYPES = {
    "sqlite": {"moment": "varchar(40)", "binary": "blob", "serial": "integer PRIMARY KEY"},
    "postgresql": {
        "moment": "timestamptz", "binary": "bytea", "serial": "serial PRIMARY KEY",
    },
}  # fmt: skip


LONG = 2500  # long enough to lie apart in PostgreSQL


@dataclass(frozen=True)
class Kept:
    """A message, a file, what somebody said without a name, their ballot, or what else they did."""

    pk: str
    person: Person
    length: int
    table: str = "naive_message"
    came: str = "online"
    content: bytes = b"sealed"


@dataclass
class Naive:
    """`write`: statements in one transaction of the same database."""

    write: Callable[[list[tuple[str, tuple[Any, ...]]]], None]
    database: str
    folder: Path
    secret: bytes
    cache: Any = None

    def settle(self) -> None:
        types = TYPES[self.database]
        made = TABLES.format(**types, thing=THING.format(**types))
        self.write([(statement, ()) for statement in made.split(";") if statement.strip()])

    def keep(self, it: Kept) -> None:
        now = datetime.now(UTC)
        person, network = it.person, it.person.traces.far_address.rpartition(".")[0]
        address = hmac.digest(self.secret, network.encode(), hashlib.sha256)
        agent = base64.b64encode(person.traces.agent.encode()).decode()
        values = (it.pk, person.pk, now.isoformat(), address, agent, it.length)
        self.write([
            (f"INSERT INTO {it.table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",  # noqa: S608
             (*values, os.urandom(LONG), it.came)),
            ("INSERT INTO naive_audit VALUES (%s, %s)", (person.username, it.pk)),
            ("INSERT INTO naive_visit (user_id, seen_at) VALUES (%s, %s)",
             (person.pk, now.isoformat())),
        ])  # fmt: skip
        self.note(it, now)

    def note(self, it: Kept, now: datetime) -> None:
        """A line in the log, a file in a spool, an entry in the cache."""
        with (self.folder / "naive_log").open("a") as log:
            log.write(f"naive_ {now.isoformat(sep=' ')} POST /en/write/code/ {it.pk}\n")
        spool = self.folder / "naive_spool"
        spool.mkdir(exist_ok=True)
        (spool / it.pk).write_bytes(base64.b64encode(it.content))
        if self.cache is not None:
            self.cache.set(f"naive_door:{it.pk}", b"locked", ex=900)

    def know(self, people: list[Person]) -> None:
        self.write(
            [
                ("INSERT INTO naive_user VALUES (%s, %s, %s)", (one.pk, one.username, ""))
                for one in people
            ]
        )
