"""What whoever owns the database can do: take its guards away, and put them back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from palabre.audit.guards import TABLES

THERE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN "
    "('audit_auditrecord', 'audit_head', 'audit_dailyhead')"
)


@contextmanager
def unguarded() -> Iterator[Any]:
    """A cursor that the record refuses nothing. Not for a transaction that wrote on the record."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield cursor
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        triggers = cursor.execute(THERE).fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        for _name, sql in triggers:
            cursor.execute(sql)


def joined() -> None:
    """Within a test's own transaction PostgreSQL has not joined the records yet: as at its end."""
    connection.check_constraints()
