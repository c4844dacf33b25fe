"""What the database itself refuses, whoever asks: a service, an admin page, a hand at its prompt.

An app declares guards in its AppConfig.ready(). They are made after every migrate, so that a table
that SQLite rebuilds for a later migration does not lose them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction

PREFIX = "guard_"
TRUNCATE = "TRUNCATE"  # PostgreSQL's way to empty a table, which asks no guard of its rows
# What the two databases say differently.
YESTERDAY, IN_A_DAY = "{yesterday}", "{in a day}"
SAID = {
    "sqlite": {YESTERDAY: "date('now', '-1 day')", IN_A_DAY: "datetime('now', '+25 hours')"},
    "postgresql": {
        YESTERDAY: "CAST(now() AT TIME ZONE 'UTC' - interval '1 day' AS date)",
        IN_A_DAY: "now() + interval '25 hours'",
    },
}


@dataclass(frozen=True)
class Guard:
    """`deed` on `table` is refused where `when` holds: SQL over NEW and OLD that both databases
    understand, but for YESTERDAY and IN_A_DAY. A day has an hour more: what we date is dated by the
    hour, and two clocks differ."""

    name: str
    table: str
    deed: str  # "INSERT", "UPDATE", "UPDATE OF state", "DELETE", TRUNCATE
    when: str
    says: str

    @property
    def title(self) -> str:
        return f"{PREFIX}{self.name}"

    def made(self, vendor: str) -> list[str]:
        """Anew each time: one that says something else since then is not left as it was."""
        if not self._is_known_to(vendor):
            return []
        if vendor == "sqlite":
            return [self.unmade(vendor), self._trigger(vendor)]
        return [
            f"CREATE OR REPLACE FUNCTION {self.title}() RETURNS trigger AS"
            f" $${self._body}$$ LANGUAGE plpgsql",
            self.unmade(vendor),
            self._trigger(vendor),
        ]

    def _is_known_to(self, vendor: str) -> bool:
        return self.deed != TRUNCATE or vendor == "postgresql"

    def kept(self, vendor: str) -> str | None:
        """What the database keeps of it."""
        if not self._is_known_to(vendor):
            return None
        return self._trigger(vendor) if vendor == "sqlite" else self._body + self._trigger(vendor)

    def _when(self, vendor: str) -> str:
        found = self.when
        for name, words in SAID[vendor].items():
            found = found.replace(name, words)
        return found

    def _trigger(self, vendor: str) -> str:
        each = "STATEMENT" if self.deed == TRUNCATE else "ROW"
        begins = f"CREATE TRIGGER {self.title} BEFORE {self.deed} ON {self.table} FOR EACH {each}"
        if vendor == "sqlite":
            return (
                f"{begins} WHEN {self._when(vendor)} BEGIN SELECT RAISE(ABORT, '{self.says}'); END"
            )
        return f"{begins} EXECUTE FUNCTION {self.title}()"

    @property
    def _body(self) -> str:
        row = {"DELETE": "OLD", TRUNCATE: "NULL"}.get(self.deed, "NEW")
        return (
            f" BEGIN IF {self._when('postgresql')} THEN RAISE EXCEPTION '{self.says}'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            f" RETURN {row}; END "
        )

    def unmade(self, vendor: str) -> str:
        on = "" if vendor == "sqlite" else f" ON {self.table}"
        return f"DROP TRIGGER IF EXISTS {self.title}{on}"


def goes_not(table: str, says: str, *, unlike: str = "") -> list[Guard]:
    """A row that is there neither goes nor gives its place to another."""
    is_deleted = Guard(f"{table}_goes_not", table, "DELETE", "TRUE", says)
    replaced = is_not_replaced(table, says, unlike=unlike)
    return [is_deleted, is_not_emptied(table, says), replaced]


def is_not_emptied(table: str, says: str) -> Guard:
    return Guard(f"{table}_is_not_emptied", table, TRUNCATE, "TRUE", says)


def is_not_replaced(table: str, says: str, *, unlike: str = "") -> Guard:
    """SQLite's REPLACE deletes whatever is in the way of a new row, and asks no guard of deletion.
    `unlike`: what may not be the same in two rows, o and NEW, beside their keys."""
    same = f"o.id = NEW.id OR {unlike}" if unlike else "o.id = NEW.id"
    there = f"EXISTS (SELECT 1 FROM {table} o WHERE {same})"  # noqa: S608 (constants)
    return Guard(f"{table}_is_not_replaced", table, "INSERT", there, says)


_declared: dict[str, Guard] = {}


def declare(*guards: Guard) -> None:
    _declared.update({guard.name: guard for guard in guards})


def set_up(using: str = "default", *, of: str = "") -> None:
    """Those whose table is there: an app may not have been migrated yet. `of`: one app's alone."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in _declared.values():
            if guard.table in tables and guard.table.startswith(of):
                for statement in guard.made(connection.vendor):
                    cursor.execute(statement)


# What a database keeps of its triggers; on PostgreSQL of those that are on.
KEPT = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, p.prosrc || pg_get_triggerdef(t.oid, true) FROM pg_trigger t"
    " JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')",
}


def triggers(using: str = "default") -> dict[str, str]:
    """All that are in force, with what they say."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(KEPT[connection.vendor])
        return dict(cursor.fetchall())


def weak(using: str = "default") -> list[str]:
    """Those that are gone, or say something else than they should: what they refused may be done."""
    vendor, there = connections[using].vendor, triggers(using)
    return sorted(
        guard.title for guard in _declared.values() if there.get(guard.title) != guard.kept(vendor)
    )


def lift_before_migrate(plan: list[Any], using: str, **_kwargs: Any) -> None:
    """SQLite rebuilds a table to change it, and cannot while a guard of another one looks at it. They
    come back after it; until a migration that failed has been run again, they are away."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for guard in _declared.values():
                cursor.execute(guard.unmade(connection.vendor))


def set_up_after_migrate(app_config: AppConfig, using: str, **_kwargs: Any) -> None:
    set_up(using, of=f"{app_config.label}_")


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """For rows that were right once and are laid as they lay: a copy brought back, a test's rows.

    In one transaction: where it fails, they stand as before, and so does what they guard.
    """
    connection = connections[using]
    with transaction.atomic(using=using):
        tables = set(connection.introspection.table_names())
        with connection.cursor() as cursor:
            for guard in _declared.values():
                if guard.table in tables:
                    cursor.execute(guard.unmade(connection.vendor))
        yield
        set_up(using)
