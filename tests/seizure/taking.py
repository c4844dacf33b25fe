"""Carrying a server off: its database with the order of its rows, its cache, its files, its log."""

import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import redis
from psycopg.rows import dict_row

from tests.machine import find
from tests.seizure.about import Rows, of_things
from tests.seizure.bags import SIGN
from tests.seizure.seized import DUMP, File, Key, Link, Row, Seized, plain

PAGE = 4096
PG_LINKS = """
SELECT c.conrelid::regclass::text AS it, a.attname AS its_column,
    c.confrelid::regclass::text AS other, f.attname AS other_column
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
WHERE c.contype = 'f'
"""
PG_TABLES = """
SELECT oid::regclass::text AS name,
    CASE reltoastrelid WHEN 0 THEN '' ELSE reltoastrelid::regclass::text END AS toast
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""


# --- SQLite --------------------------------------------------------------------------------------
def take_sqlite(database: Path, to: Path) -> Seized:
    """The file as it lies there, with what was written ahead of it."""
    to.mkdir()
    for file in database.parent.glob(f"{database.name}*"):
        shutil.copy2(file, to)
    raw = {file.name.removeprefix(database.name): file.read_bytes() for file in to.iterdir()}
    with sqlite3.connect(to / database.name) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        tables = [name for (name,) in names]
        seized = Seized(
            {table: sqlite_rows(connection, table) for table in tables},
            [link for table in tables for link in sqlite_links(connection, table)],
        )
    connection.close()
    seized.raw = list(raw.values())
    for suffix, content in raw.items():
        for prefix, part in (("", seized.ours()), ("naive_", seized.naive())):
            seized.places |= places_in(part, f"{prefix}file{suffix}", content)
    return seized


def sqlite_rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    try:
        found = connection.execute(f'SELECT rowid AS _rowid, * FROM "{table}" ORDER BY rowid')  # noqa: S608
    except sqlite3.OperationalError:  # a table without them
        found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
    names = [column[0] for column in found.description]
    return [row_of(dict(zip(names, row, strict=True)), place) for place, row in enumerate(found)]


def row_of(values: dict[str, Any], place: int) -> Row:
    orders = {
        name: values.pop(f"_{name}") for name in ("rowid", "ctid", "xmin") if f"_{name}" in values
    }
    return Row({name: plain(value) for name, value in values.items()}, orders or {"dump": place})


def sqlite_links(connection: sqlite3.Connection, table: str) -> list[Link]:
    found = connection.execute(f'PRAGMA foreign_key_list("{table}")')
    return [Link(table, row[3], row[2], row[4] or "id") for row in found]


SIGNS = ("locator", "sealed", "body", "civilian")  # columns of random bytes, or signs


def places_in(part: Seized, name: str, content: bytes) -> dict[str, dict[str, Any]]:
    """Where in this file each message's and file's own random bytes come first, and last. Within a
    page SQLite puts what is new before what was there."""
    step = -1 if name.endswith("file") else 1
    found = {}
    for table, rows in of_things(part).items():
        column = next((one for one in SIGNS if rows and one in rows[0][0].values), "")
        signs = {pk: sign_of(row.values[column]) for row, pk in reversed(rows) if column}
        for which, look in (("first", content.find), ("last", content.rfind)):
            places = {pk: look(mine) for pk, mine in signs.items()}
            found[f"{name}: {table}, {which}"] = {
                pk: (place // PAGE, step * place) for pk, place in places.items() if place >= 0
            }
    return found


def sign_of(value: bytes | str) -> bytes:
    return value[:SIGN] if isinstance(value, bytes) else value.encode()


# --- PostgreSQL ----------------------------------------------------------------------------------
def take_postgresql(address: str) -> Seized:
    with psycopg.connect(address, autocommit=True, row_factory=dict_row) as connection:
        tables = [tuple(row.values()) for row in connection.execute(PG_TABLES)]
        links = [Link(*row.values()) for row in connection.execute(PG_LINKS)]
        seized = Seized({name: postgresql_rows(connection, name) for name, _ in tables}, links)
        toasts = {name: toast for name, toast in tables if toast}
        for part in (seized.ours(), seized.naive()):
            for name, rows in of_things(part).items():
                if toast := toasts.get(name.partition(" ")[0]):
                    seized.places[f"long values of {name}"] = long_values(connection, rows, toast)
        connection.execute("CHECKPOINT")
        seized.raw, seized.shared = own_files(connection)
    dump = subprocess.run(
        [str(find("pg_dump")), "--inserts", address], capture_output=True, check=True
    )
    seized.files.append(File(DUMP, dump.stdout, 0))
    return seized


def own_files(connection: psycopg.Connection[Any]) -> tuple[list[bytes], list[bytes]]:
    """Of this database alone, and what was written ahead of all that the machine has."""
    found = connection.execute(
        "SELECT current_setting('data_directory') AS home, oid::text AS name FROM pg_database "
        "WHERE datname = current_database()"
    ).fetchone()
    assert found
    home = Path(found["home"])
    return contents_of(home / "base" / found["name"]), contents_of(home / "pg_wal")


def contents_of(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def postgresql_rows(connection: psycopg.Connection[Any], table: str) -> list[Row]:
    found = connection.execute(
        f"SELECT ctid::text AS _ctid, xmin::text AS _xmin, * FROM {table} ORDER BY ctid"  # noqa: S608
    )
    rows = [row_of(values, place) for place, values in enumerate(found)]
    for row in rows:
        row.orders["ctid"] = tuple(map(int, re.findall(r"\d+", row.orders["ctid"])))
        row.orders["xmin"] = int(row.orders["xmin"])
    return rows


def long_values(connection: psycopg.Connection[Any], rows: Rows, toast: str) -> dict[str, Any]:
    """Long values lie apart, in pieces that are numbered as they come (TOAST)."""
    begins = {
        value[:64]: pk
        for row, pk in rows
        for value in row.values.values()
        if isinstance(value, bytes)
    }
    found: dict[str, Any] = {}
    for row in connection.execute(
        f"SELECT chunk_id, substr(chunk_data, 1, 64) AS begin FROM {toast} WHERE chunk_seq = 0"  # noqa: S608
    ):
        if pk := begins.get(bytes(row["begin"])):
            found[pk] = min(found.get(pk, row["chunk_id"]), row["chunk_id"])
    return found


# --- Beside the database -------------------------------------------------------------------------
def take_redis(address: str) -> list[Key]:
    taken = []
    with redis.Redis.from_url(address) as client:
        for name in client.keys("*"):
            expires = client.pexpiretime(name)
            content = READ[client.type(name)](client, name)
            taken.append(Key(name, content, expires / 1000 if expires > 0 else None))
    return taken


READ: dict[bytes, Any] = {
    b"string": lambda client, name: client.get(name),
    b"list": lambda client, name: b"\n".join(client.lrange(name, 0, -1)),
    b"set": lambda client, name: b"\n".join(client.smembers(name)),
    b"hash": lambda client, name: repr(client.hgetall(name)).encode(),
    b"zset": lambda client, name: repr(client.zrange(name, 0, -1, withscores=True)).encode(),
    b"stream": lambda client, name: repr(client.xrange(name)).encode(),
}


def take_files(folder: Path) -> list[File]:
    """Everything but the database itself and the files of style."""
    found: dict[Path, File] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file() and "static/" not in name and "sqlite3" not in path.name:
            found[path] = File(name, path.read_bytes(), path.stat().st_mtime)
        elif path.is_dir():
            found[path] = File(f"{name}/", b"", path.stat().st_mtime)
    return list(found.values())
