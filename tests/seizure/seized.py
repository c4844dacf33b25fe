"""What lies on the table after a server was carried off: rows, keys, files, secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

INSTANT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:?\d\d|Z)?")
DUMP = "dump.sql"
NAIVE = "naive_"  # what only a naive platform has (naive.py)


@dataclass
class Row:
    values: dict[str, Any]
    orders: dict[str, Any]  # rowid; or ctid and xmin


@dataclass(frozen=True)
class Link:
    """A foreign key."""

    table: str
    column: str
    to: str
    to_column: str


@dataclass
class Key:
    """One entry of the cache or of the queue."""

    name: bytes
    value: bytes
    expires: float | None


@dataclass
class File:
    path: str
    content: bytes
    changed: float

    def without(self, *, naive: bool) -> File:
        """A dump has the rows of both."""
        if self.path != DUMP:
            return self
        lines = self.content.splitlines(keepends=True)
        kept = [line for line in lines if (NAIVE.encode() in line) != naive]
        return File(self.path, b"".join(kept), self.changed)


@dataclass
class Seized:
    tables: dict[str, list[Row]]
    links: list[Link]
    keys: list[Key] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    log: str = ""
    secrets: dict[str, bytes] = field(default_factory=dict)
    # Where the bytes of each message and file lie in the database's own files, by the kind of file.
    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    raw: list[bytes] = field(default_factory=list)  # the database's own files, to the last byte
    messages: str = "submissions_submission"
    people: str = "people_user"
    pieces: str = "submissions_piece"
    spoken: str = "committees_namelesscontribution"
    ballots: str = "motions_slip"
    deeds: tuple[str, ...] = ("meetings_agendaitem", "meetings_contest", "reprisals_report")
    shared: list[bytes] = field(default_factory=list)  # such that hold other databases as well

    def ours(self) -> Seized:
        """Without what the naive platform beside it has."""
        return self._part(naive=False)

    def naive(self) -> Seized:
        """What the naive platform has, and nothing else."""
        return self._part(naive=True)

    def _part(self, *, naive: bool) -> Seized:
        def belongs(name: str) -> bool:
            return (NAIVE in name) == naive

        return Seized(
            {name: rows for name, rows in self.tables.items() if belongs(name)},
            [link for link in self.links if belongs(link.table)],
            [key for key in self.keys if belongs(key.name.decode("utf-8", "replace"))],
            [file.without(naive=not naive) for file in self.files if belongs(file.path)],
            "\n".join(line for line in self.log.splitlines() if belongs(line)),
            self.secrets,
            {name: found for name, found in self.places.items() if belongs(name)},
            [],
            f"{NAIVE}message" if naive else self.messages,
            f"{NAIVE}user" if naive else self.people,
            f"{NAIVE}piece" if naive else self.pieces,
            f"{NAIVE}spoken" if naive else self.spoken,
            f"{NAIVE}ballot" if naive else self.ballots,
            (f"{NAIVE}deed",) if naive else self.deeds,
        )

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Each thing that may hold words, with where it was found."""
        for table, rows in self.tables.items():
            for row in rows:
                for column, value in row.values.items():
                    yield f"{table}.{column}", as_bytes(value)
        for key in self.keys:
            yield f"key {key.name!r}", key.name + b"\n" + key.value
        for file in self.files:
            parts = file.content.splitlines() if file.path == DUMP else [file.content]
            yield from ((file.path, file.path.encode() + b"\n" + part) for part in parts)
        yield "log", self.log.encode()


def as_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def plain(value: Any) -> Any:
    """Both databases alike: UUIDs as 32 digits, instants as instants, bytes as bytes."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return aware(datetime.fromisoformat(value))
    return aware(value) if isinstance(value, datetime) else value


def aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_finer_than_a_day(value: Any) -> bool:
    return isinstance(value, datetime) and bool(value.timestamp() % 86_400)
