"""Whoever owns the database can take its guards away. What they do then is found."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.audit import guards
from palabre.audit.models import AuditRecord, DailyHead, Head
from palabre.audit.services import give_out_head
from palabre.audit.verifying import Known, verify
from palabre.core.days import today
from tests.audit.unguarded import joined, unguarded

COLUMNS = ("id", "day", "action", "actor", "target", "details", "said", "number", "digest")
OTHERS = {
    "id": 1_000_000,
    "day": (today() - timedelta(days=1)).isoformat(),
    "details": '{"nth": 7}',
    "number": 1_000_000,
}


@pytest.fixture
def chain(write):
    write(6, committee="tabakoro")
    joined()


def tamper(statement, *values):
    with unguarded() as cursor:
        cursor.execute(statement, values)


def put(column, value, *, at):
    tamper(f"UPDATE audit_auditrecord SET {column} = %s WHERE number = %s", value, at)  # noqa: S608


def test_what_nobody_touched_is_whole(chain):
    found = verify()

    assert (found.number, found.wrong) == (6, "")
    assert found.digest == Head.objects.get().digest


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_of_any_column_is_found(chain, column):
    assert {field.column for field in AuditRecord._meta.fields} == set(COLUMNS)
    value = OTHERS.get(column, "x" * 64)

    put(column, value, at=3)

    found = verify()
    assert found.wrong
    assert found.number in (2, 3)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (1, 1, "Record 1 is missing; the next one there is 2."),
        (3, 4, "Record 3 is missing; the next one there is 5."),
        (6, 6, "The record ends at 5; by the last head it reached 6."),
        (1, 6, "The record ends at 0; by the last head it reached 6."),
    ],
)
def test_what_was_taken_out_is_found(chain, first, last, words):
    tamper("DELETE FROM audit_auditrecord WHERE number BETWEEN %s AND %s", first, last)

    assert verify().wrong == words


def test_a_record_put_in_is_found(chain):
    copied = ", ".join(COLUMNS[1:7])
    into = f"INSERT INTO audit_auditrecord (number, digest, {copied}) SELECT "
    tamper(into + f"7, digest, {copied} FROM audit_auditrecord WHERE number = 6")

    assert verify().wrong.startswith("Record 7 does not follow from the one before it")


def test_a_record_put_in_beside_the_chain_is_found(chain):
    copied = ", ".join(COLUMNS[1:7])
    into = f"INSERT INTO audit_auditrecord (number, digest, {copied}) SELECT "
    tamper(into + f"NULL, digest, {copied} FROM audit_auditrecord WHERE number = 6")

    assert verify().wrong.startswith("A record outside the chain was put in")


def test_two_records_that_changed_places_are_found(chain):
    with unguarded() as cursor:
        for one, other in ((2, -1), (3, 2), (-1, 3)):
            cursor.execute(
                "UPDATE audit_auditrecord SET number = %s WHERE number = %s", [other, one]
            )

    assert verify().wrong.startswith("Record 2 does not follow from the one before it")


def write_anew(write):
    """What somebody does who can do everything: another record, whole in itself, heads and all."""
    with unguarded() as cursor:
        cursor.execute("DELETE FROM audit_auditrecord")
        cursor.execute("DELETE FROM audit_dailyhead")
        cursor.execute("DELETE FROM audit_head")
        cursor.execute(
            "INSERT INTO audit_head (id, number, digest) VALUES (1, 0, %s)", [verify().digest]
        )
    write(6, committee="elsewhere")
    joined()


def test_a_record_written_anew_is_betrayed_by_a_head_that_somebody_kept(chain, write):
    head = str(Head.objects.get())
    call_command("verifyaudit", head=[head])

    write_anew(write)

    call_command("verifyaudit")
    with pytest.raises(CommandError, match="Record 6 is not the one of the head that you gave"):
        call_command("verifyaudit", head=[head])
    with pytest.raises(CommandError, match="by the head that you gave it reached 7"):
        call_command("verifyaudit", head=["7:" + "0" * 32])


def test_heads_of_days_betray_who_forgets_them(chain, write):
    with unguarded():
        head = Head.objects.get()
        DailyHead.objects.create(number=head.number, digest="0" * 64)

    assert verify().wrong.startswith("Record 6 is not the one of the head of 20")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ("UPDATE audit_head SET digest = ''", "Record 7 is not the one of the last head"),
        ("UPDATE audit_head SET number = 0, digest = ''", "Record 0 is not the one of the last"),
        (
            "UPDATE audit_head SET number = 4,"
            " digest = (SELECT digest FROM audit_auditrecord WHERE number = 4)",
            "The last head was changed: it stands at 4, and the record at 7.",
        ),
        ("UPDATE audit_dailyhead SET digest = ''", "Record 6 is not the one of the head of"),
        ("UPDATE audit_dailyhead SET number = 0, digest = ''", "Record 0 is not the one of"),
        ("UPDATE audit_dailyhead SET day = '2025-03-04'", "The head of 20"),
        ("DELETE FROM audit_dailyhead", "The head of 20"),
        (
            "INSERT INTO audit_dailyhead (day, number, digest)"
            " SELECT '2999-01-01', number, digest FROM audit_head",
            "The head of 2999-01-01 is not the one that was given out.",
        ),
    ],
)
def test_a_change_of_any_head_is_found(chain, changed, words):
    give_out_head()
    joined()
    assert verify().wrong == ""

    tamper(changed)

    assert verify().wrong.startswith(words)


ADDED = {
    "sqlite": ["CREATE TRIGGER added BEFORE INSERT ON audit_auditrecord WHEN NEW.actor = 'x' BEGIN SELECT RAISE(IGNORE); END"],
    "postgresql": [
        "CREATE RULE added AS ON INSERT TO audit_auditrecord WHERE NEW.actor = 'x' DO INSTEAD NOTHING",
        "CREATE TRIGGER added BEFORE INSERT ON audit_dailyhead FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    ],
}  # fmt: skip


def test_what_was_added_to_turn_records_away_is_found(chain):
    for statement in ADDED[connection.vendor]:
        with transaction.atomic():
            tamper(statement)
            assert verify().weak == ("added",)
            transaction.set_rollback(True)
    assert verify().weak == ()


def test_guards_of_the_record_come_back_with_the_next_migration(chain):
    names = [name for name, _says in guards._own()]
    with connection.cursor() as cursor:
        for name in names:
            on = "" if connection.vendor == "sqlite" else f" ON {table_of(name)}"
            cursor.execute(f"DROP TRIGGER {name}{on}")
    assert set(verify().weak) == set(names)

    guards.put_back()

    assert verify().weak == ()


def table_of(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = %s", [name])
        return cursor.fetchone()[0]


def test_guards_that_are_gone_are_missed(chain):
    assert verify().weak == ()
    with unguarded():
        found = verify()
        assert {"audit_record_stays", "audit_head_goes_not"} < set(found.weak)
        assert (found.wrong, found.in_words.endswith(", ….")) == ("", True)
        with pytest.raises(CommandError, match="are not as they should be: audit_"):
            call_command("verifyaudit")


@pytest.mark.parametrize(
    ("name", "table"),
    [("audit_record_stays", "audit_auditrecord"), ("guard_case_needs_two_keys", "moderation_case")],
)
def test_guards_that_refuse_nothing_any_more_are_missed(chain, name, table):
    assert verify().weak == ()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            assert verify().weak == (name,)
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN FALSE"
                " BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        else:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
            assert verify().weak == (name,)
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")
            assert verify().weak == ()
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS"
                " $$BEGIN RETURN NEW; END$$ LANGUAGE plpgsql"
            )

    found = verify()
    assert (found.weak, found.wrong) == ((name,), "")
    assert found.in_words == f"The guards of the database are not as they should be: {name}."


@pytest.mark.parametrize("typed", ["6", "6:abc", "x:" + "0" * 32, "6:" + "g" * 32])
def test_a_head_that_is_none_is_refused_with_words(chain, typed):
    with pytest.raises(CommandError, match="A head is a number, a colon"):
        call_command("verifyaudit", head=[typed])


def test_a_head_may_be_typed_in_groups(chain):
    head = Head.objects.get()
    call_command("verifyaudit", head=[f"6: {' '.join(head.groups).upper()}"])
    assert verify([Known(6, head.digest[:32], "", is_whole=False)]).wrong == ""


WRITTEN = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60)
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)  # fmt: skip


@settings(
    max_examples=30, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(details=WRITTEN, column=st.sampled_from(COLUMNS), which=st.integers(1, 6), data=st.data())
def test_whatever_was_written_is_read_alike_and_whatever_was_changed_is_found(
    chain, details, column, which, data
):
    with transaction.atomic():
        AuditRecord.objects.create(action="a", actor="b", target="c", details=details)
        joined()
        assert verify().wrong == ""
        put(column, data.draw(changed(column, which)), at=which)
        assert verify().wrong
        transaction.set_rollback(True)


def changed(column, which):
    """Another value than the one there, of the kind that the column takes."""
    there = AuditRecord.objects.values_list(column, flat=True).get(number=which)
    if column in ("id", "number"):
        return st.integers(10_000, 10**12)
    if column == "day":
        return st.dates().filter(lambda day: day != there).map(str)
    if column == "details":
        return WRITTEN.filter(lambda other: other != there).map(json.dumps)
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(letters, max_size=64).filter(lambda other: other != there)


def test_a_key_that_stands_twice_says_two_things(chain):
    """PostgreSQL keeps one of them, and says what was written; SQLite keeps the text."""
    twice = '{"committee": "elsewhere", "committee": "tabakoro", "nth": 2}'
    tamper("UPDATE audit_auditrecord SET details = %s WHERE number = 3", twice)

    assert bool(verify().wrong) is (connection.vendor == "sqlite")
