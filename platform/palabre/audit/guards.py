"""What makes the database itself refuse, and whether it still does."""

import re
from collections.abc import Iterator
from importlib import import_module

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from palabre.core import guards

TABLES = ("audit_auditrecord", "audit_head", "audit_dailyhead")
STAYS = "what is on the record stays there"
NOT_REPLACED = [
    guards.is_not_replaced("audit_auditrecord", STAYS),
    guards.is_not_replaced("audit_dailyhead", STAYS, unlike="o.day = NEW.day"),
]
FOUND = "what was found on a day stays found"
CHECKS = [
    *guards.goes_not("audit_check", FOUND, unlike="o.day = NEW.day"),
    guards.Guard(
        "audit_check_stays",
        "audit_check",
        "UPDATE",
        "NEW.id <> OLD.id OR NEW.day <> OLD.day OR (NEW.is_whole AND NOT OLD.is_whole)"
        " OR (NEW.is_guarded AND NOT OLD.is_guarded)",
        FOUND,
    ),
]
# Where the record's own triggers are written down: no later version may change them.
MIGRATION = "palabre.audit.migrations.0003_refuse"
FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(\) RETURNS trigger AS \$\$(.*?)\$\$", re.DOTALL)
TRIGGER = re.compile(
    r"(CREATE (?:CONSTRAINT )?TRIGGER (\w+) [^;]*?EXECUTE FUNCTION (\w+)\(\));", re.DOTALL
)


# Whatever hangs on these tables and is not ours: it may turn a record away before it is written.
HANGS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN %s",
    "postgresql": "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND c.relname IN %s"
    " UNION SELECT r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class"
    " WHERE c.relname IN %s",
}


def weak() -> list[str]:
    """Those of the record that are gone, say something else or are not ours, then those of all that
    has guards."""
    there, own = guards.triggers(), dict(_own())
    changed = [name for name, says in own.items() if _bare(there.get(name, "")) != _bare(says)]
    strange = _that_hang_here() - own.keys() - {guard.title for guard in (*NOT_REPLACED, *CHECKS)}
    return [*sorted({*changed, *strange}), *guards.weak()]


def _that_hang_here() -> set[str]:
    tables = "('" + "', '".join((*TABLES, "audit_check")) + "')"
    with connection.cursor() as cursor:
        cursor.execute(HANGS[connection.vendor].replace("%s", tables))
        return {name for (name,) in cursor.fetchall()}


def put_back() -> None:
    """Those of the record that are gone or say something else; all others come back by themselves
    (core.guards)."""
    if ("audit", MIGRATION.rpartition(".")[2]) in MigrationRecorder(
        connection
    ).applied_migrations():
        there = guards.triggers()
        with connection.cursor() as cursor:
            for name, says in _own():
                if _bare(there.get(name, "")) != _bare(says):
                    for statement in _made(name, says):
                        cursor.execute(statement)


def _made(name: str, says: str) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}", says]
    body, begins, trigger = says.partition("CREATE ")
    trigger = begins + trigger
    function = trigger.rpartition(" ")[2]
    return [
        f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger AS $${body}$$ LANGUAGE plpgsql",
        f"DROP TRIGGER IF EXISTS {name} ON {trigger.partition(' ON ')[2].split()[0]}",
        trigger,
    ]


def _own() -> Iterator[tuple[str, str]]:
    """What the database keeps of each."""
    made = import_module(MIGRATION)
    if connection.vendor == "sqlite":
        for statement in made.SQLITE:
            yield statement.split()[2], statement
        return
    bodies = dict(FUNCTION.findall(made.POSTGRESQL))
    for trigger, name, function in TRIGGER.findall(made.POSTGRESQL):
        yield name, bodies[function] + trigger


def _bare(sql: str) -> str:
    """PostgreSQL gives a trigger back in letters and spaces of its own."""
    return " ".join(sql.lower().split())
