"""What makes the database itself refuse, and whether it still does."""

import re
from collections.abc import Iterator
from importlib import import_module

from django.db import connection

from palabre.core import guards

TABLES = ("audit_auditrecord", "audit_head", "audit_dailyhead")
STAYS = "what is on the record stays there"
NOT_REPLACED = [
    guards.is_not_replaced("audit_auditrecord", STAYS),
    guards.is_not_replaced("audit_dailyhead", STAYS, unlike="o.day = NEW.day"),
]
# Where the record's own triggers are written down: no later version may change them.
MIGRATION = "palabre.audit.migrations.0003_refuse"
FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(\) RETURNS trigger AS \$\$(.*?)\$\$", re.DOTALL)
TRIGGER = re.compile(
    r"(CREATE (?:CONSTRAINT )?TRIGGER (\w+) [^;]*?EXECUTE FUNCTION (\w+)\(\));", re.DOTALL
)


def weak() -> list[str]:
    """Those of the record that are gone or say something else, then those of all that has guards."""
    there = guards.triggers()
    own = [name for name, says in _own() if _bare(there.get(name, "")) != _bare(says)]
    return [*sorted(own), *guards.weak()]


def _own() -> Iterator[tuple[str, str]]:
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
