"""Connections to SQLite stay open, and its journal is empty all the same when nobody is there.

To open one costs more than all that a page asks on it. But as long as one is open SQLite keeps what
was written in its journal, and what was erased in its file. So the last to leave works the journal
off, as SQLite does by itself when the last connection is closed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock, get_ident
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection

_lock = Lock()
# By thread: one that broke off without a word leaves when it does its next work, and is not counted
# for ever.
_there: set[int] = set()


def keep_empty() -> None:
    request_started.connect(_comes, dispatch_uid="journal")
    request_finished.connect(_leaves, dispatch_uid="journal")


@contextmanager
def somebody_there() -> Iterator[None]:
    """For what changes the database outside of a request."""
    _comes()
    try:
        yield
    finally:
        _leaves()


def _comes(**_kwargs: Any) -> None:
    with _lock:
        _there.add(get_ident())


def _leaves(**_kwargs: Any) -> None:
    with _lock:
        _there.discard(get_ident())
        is_last = not _there
    if is_last:
        work_off()


def work_off() -> None:
    """Waits for nobody: whoever is there just now does it when they leave."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    database = connection.settings_dict["NAME"]
    if _is_empty(Path(f"{database}-wal")):
        return
    # Not on Django's connection, which may be closed just now, or still read from. Where another
    # process has locked all of it, the next to leave does it.
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(database, timeout=0)) as apart:
        apart.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _is_empty(journal: Path) -> bool:
    try:
        return journal.stat().st_size == 0
    except FileNotFoundError:
        return True
