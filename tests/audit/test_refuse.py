"""The database itself refuses: whoever writes to it, and with whatever."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from palabre.audit.models import AuditRecord, DailyHead, Head
from palabre.audit.services import give_out_head, record
from palabre.audit.verifying import verify
from tests.audit.unguarded import joined

REFUSED = [
    "UPDATE audit_auditrecord SET number = NULL",
    "DELETE FROM audit_auditrecord WHERE number = 1",
    "UPDATE audit_head SET number = number - 1",
    "UPDATE audit_head SET digest = 'x'",
    "DELETE FROM audit_head",
    "INSERT INTO audit_head (id, number, digest) VALUES (2, 0, '')",
    "UPDATE audit_dailyhead SET digest = 'x'",
    "DELETE FROM audit_dailyhead",
    *(
        f"UPDATE audit_auditrecord SET {field.column} = {field.column} WHERE number = 1"  # noqa: S608
        for field in AuditRecord._meta.fields
    ),
]
REPLACED = [
    "REPLACE INTO audit_auditrecord SELECT * FROM audit_auditrecord WHERE number = 1",
    "REPLACE INTO audit_head SELECT * FROM audit_head",
    "REPLACE INTO audit_dailyhead SELECT * FROM audit_dailyhead",
    "REPLACE INTO audit_dailyhead (day, number, digest) SELECT day, 1, 'x' FROM audit_dailyhead",
]
EMPTIED = [f"TRUNCATE {model._meta.db_table}" for model in (AuditRecord, Head, DailyHead)]


def test_nothing_changes_what_is_on_the_record(write):
    write(2)
    joined()
    give_out_head()
    joined()
    statements = REFUSED + (EMPTIED if connection.vendor == "postgresql" else REPLACED)

    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        number_it_oneself()

    assert verify().wrong == ""


def number_it_oneself():
    AuditRecord.objects.create(action="a", actor="b", target="c", number=3)
    joined()


def test_what_was_undone_leaves_no_record_and_no_gap(write):
    write()
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    write()
    joined()

    assert list(AuditRecord.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]


def test_a_fraction_is_refused_since_databases_write_it_in_several_ways(administrator):
    with pytest.raises(TypeError, match="whole numbers only"):
        record("a", by=administrator, on=administrator, share=[{"of": 0.5}])


def test_no_page_of_the_back_office_changes_it(client, administrator, write):
    write()
    joined()
    give_out_head()
    joined()
    before = list(AuditRecord.objects.values()), list(Head.objects.values())
    client.force_login(administrator)

    for model in (AuditRecord, Head, DailyHead):
        there = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        key = model.objects.values_list("pk", flat=True).first() or 1
        assert client.get(reverse(f"{there}_changelist")).status_code == 200
        assert client.post(reverse(f"{there}_add"), {"action": "a"}).status_code == 403
        assert (
            client.post(reverse(f"{there}_change", args=[key]), {"actor": "x"}).status_code == 403
        )
        assert (
            client.post(reverse(f"{there}_delete", args=[key]), {"post": "yes"}).status_code == 403
        )
        chosen = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
        client.post(reverse(f"{there}_changelist"), chosen)

    assert (list(AuditRecord.objects.values()), list(Head.objects.values())) == before
