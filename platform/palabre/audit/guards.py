"""What makes the database itself refuse: the triggers of migration 0003, and whether they are there."""

from django.db import connection

from palabre.core.guards import is_not_replaced

TABLES = ("audit_auditrecord", "audit_head", "audit_dailyhead")
EVERYWHERE = {
    "audit_record_stays", "audit_record_goes_not", "audit_head_moves_on", "audit_head_goes_not",
    "audit_head_is_one", "audit_daily_stays", "audit_daily_goes_not", "audit_link",
}  # fmt: skip
STAYS = "what is on the record stays there"
NOT_REPLACED = [
    is_not_replaced("audit_auditrecord", STAYS),
    is_not_replaced("audit_dailyhead", STAYS, unlike="o.day = NEW.day"),
]
ON_POSTGRESQL = {
    "audit_record_is_not_emptied", "audit_head_is_not_emptied", "audit_daily_is_not_emptied",
    "audit_link_last",
}  # fmt: skip
IN_FORCE = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
THERE = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def missing() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE if connection.vendor == "postgresql" else THERE)
        there = {name for (name,) in cursor.fetchall()}
    wanted = EVERYWHERE | {guard.title for guard in NOT_REPLACED}
    if connection.vendor == "postgresql":
        wanted |= ON_POSTGRESQL
    return sorted(wanted - there)
