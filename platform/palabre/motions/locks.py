"""Many vote at once, and one closes: whoever casts a ballot while a vote is open is in it.

On PostgreSQL by locks that no row keeps: a row that was locked would tell when the last ballot came.
SQLite has one writer, and lets nobody in while a transaction is under way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from django.db import connection, transaction

OURS = 0x0B4110
SWEPT = (
    "motions_slip", "motions_voter", "motions_papercode", "motions_asked", "motions_answered",
)  # fmt: skip
DESTROYED = ("motions_urnkey", "motions_urnshare")
_alone = RLock()


@contextmanager
def voting_in(vote: int) -> Iterator[None]:
    """With others who vote, and not while it is being closed."""
    if connection.vendor != "postgresql":
        with _alone, transaction.atomic():
            yield
        return
    with transaction.atomic():
        _ask("SELECT pg_advisory_xact_lock_shared(%s, %s)", vote)
        yield


@contextmanager
def alone_with(vote: int) -> Iterator[None]:
    if connection.vendor != "postgresql":
        with _alone:
            yield
        return
    _ask("SELECT pg_advisory_lock(%s, %s)", vote)
    try:
        yield
    finally:
        _ask("SELECT pg_advisory_unlock(%s, %s)", vote)


def _ask(question: str, vote: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(question, [OURS, vote])


def sweep() -> None:
    """What lay in an urn before, and who had voted when, is taken off the pages, or out of the journal,
    too; not from within somebody's transaction (ADR 16)."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"VACUUM {', '.join((*SWEPT, *DESTROYED))}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
