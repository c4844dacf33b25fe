"""Records that were there before the chain are joined to it."""

from importlib import import_module

from django.apps import apps

from palabre.audit.models import AuditRecord, Head
from palabre.audit.verifying import verify
from tests.audit.unguarded import joined, unguarded

migration = import_module("palabre.audit.migrations.0002_chain")


def test_what_was_there_before_is_joined_in_its_order(write, monkeypatch):
    write(5, committee="Tabakoro")
    joined()
    joined_then = list(AuditRecord.objects.order_by("pk").values())
    monkeypatch.setattr(migration, "A_BATCH", 2)
    with unguarded() as cursor:
        cursor.execute("UPDATE audit_auditrecord SET number = NULL, said = '', digest = ''")
        cursor.execute("DELETE FROM audit_head")
        migration.join_what_is_there(apps, None)

    assert verify().wrong == ""
    assert list(AuditRecord.objects.order_by("pk").values()) == joined_then
    assert Head.objects.get().number == len(joined_then)
