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

from tests.seizure.story import Person

TABLES = """
CREATE TABLE naive_user (id integer PRIMARY KEY, username varchar(50), agent varchar(200));
CREATE TABLE naive_message (
    id varchar(36) PRIMARY KEY, author_id integer NULL REFERENCES naive_user (id),
    created_at {moment}, address {binary}, agent varchar(200), size integer, sealed {binary}
);
CREATE TABLE naive_audit (actor varchar(50), target varchar(50));
CREATE TABLE naive_visit (
    number {serial}, user_id integer REFERENCES naive_user (id), seen_at {moment}
);
"""
TYPES = {
    "sqlite": {"moment": "varchar(40)", "binary": "blob", "serial": "integer PRIMARY KEY"},
    "postgresql": {
        "moment": "timestamptz", "binary": "bytea", "serial": "serial PRIMARY KEY",
    },
}  # fmt: skip


LONG = 2500  # long enough to lie apart in PostgreSQL


@dataclass
class Naive:
    """`write`: statements in one transaction of the same database."""

    write: Callable[[list[tuple[str, tuple[Any, ...]]]], None]
    database: str
    folder: Path
    secret: bytes
    cache: Any = None

    def settle(self) -> None:
        made = TABLES.format(**TYPES[self.database])
        self.write([(statement, ()) for statement in made.split(";") if statement.strip()])

    def keep(self, pk: str, person: Person, length: int) -> None:
        now = datetime.now(UTC)
        network = person.traces.far_address.rpartition(".")[0]
        address = hmac.digest(self.secret, network.encode(), hashlib.sha256)
        agent = base64.b64encode(person.traces.agent.encode()).decode()
        self.write([
            ("INSERT INTO naive_message VALUES (%s, %s, %s, %s, %s, %s, %s)",
             (pk, person.pk, now.isoformat(), address, agent, length, os.urandom(LONG))),
            ("INSERT INTO naive_audit VALUES (%s, %s)", (person.username, pk)),
            ("INSERT INTO naive_visit (user_id, seen_at) VALUES (%s, %s)",
             (person.pk, now.isoformat())),
        ])  # fmt: skip
        self.note(pk, now)

    def note(self, pk: str, now: datetime) -> None:
        """A line in the log, a file in a spool, an entry in the cache."""
        with (self.folder / "naive_log").open("a") as log:
            log.write(f"naive_ {now.isoformat(sep=' ')} POST /en/write/code/ {pk}\n")
        spool = self.folder / "naive_spool"
        spool.mkdir(exist_ok=True)
        (spool / pk).write_bytes(b"sealed")
        if self.cache is not None:
            self.cache.set(f"naive_door:{pk}", b"locked", ex=900)

    def know(self, people: list[Person]) -> None:
        self.write(
            [
                ("INSERT INTO naive_user VALUES (%s, %s, %s)", (one.pk, one.username, ""))
                for one in people
            ]
        )
