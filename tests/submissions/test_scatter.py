"""In what order rows lie tells nobody when a message came, or which came first."""

import pytest
from django.conf import settings
from django.db import connection

from palabre.jobs.services import later, run_due
from palabre.submissions.models import Item, KeyWrap, Submission
from palabre.submissions.scattering import scatter, scattered_models
from tests.submissions.conftest import field

MESSAGES = 14  # drawn at random, they lie in the order of their coming once in 87 billion times

on_postgresql = pytest.mark.skipif(not settings.REDIS_URL, reason="how PostgreSQL keeps rows")
on_sqlite = pytest.mark.skipif(bool(settings.REDIS_URL), reason="how SQLite keeps rows")


@pytest.fixture
def came(write):
    """Submissions in the order in which they came, each in a transaction of its own."""
    kept: list[Submission] = []
    for number in range(MESSAGES):
        write(f"Le message {number}.")
        kept += Submission.objects.exclude(pk__in=[one.pk for one in kept])
    return kept


def places(model, column: str, way: str) -> list[str]:
    """Where the rows lie, smallest first, told by the submission that they belong to."""
    table, key = model._meta.db_table, model._meta.get_field(way).column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table} ORDER BY {column}")  # noqa: S608
        return [str(row[0]).replace("-", "") for row in cursor.fetchall()]


def in_order(came: list[Submission]) -> list[str]:
    return [one.pk.hex for one in came]


@on_sqlite
@pytest.mark.parametrize(("model", "way"), [(Submission, "id"), (Item, "submission")])
def test_sqlite_numbers_the_rows_anew_in_no_order(came, model, way):
    assert places(model, "rowid", way) == in_order(came)

    scatter()

    assert places(model, "rowid", way) != in_order(came)
    assert sorted(places(model, "rowid", way)) == sorted(in_order(came))


@pytest.mark.django_db
def test_whatever_hangs_on_a_message_is_scattered():
    names = {model.__name__ for model in scattered_models()}

    assert {"Submission", "Item", "KeyWrap"} <= names
    assert "VaultKey" not in names


def every_row() -> list[list[tuple[object, ...]]]:
    return [sorted(model._base_manager.values_list()) for model in scattered_models()]


def test_nothing_in_a_row_changes(came):
    before = every_row()
    scatter()

    assert every_row() == before


def transactions(place: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT xmin::text FROM {place}")  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def large_values(model) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = %s",
            [model._meta.db_table],
        )
        return str(cursor.fetchone()[0])


@on_postgresql
def test_postgresql_keeps_one_transaction_for_all_of_a_day(came):
    kept = [model._meta.db_table for model in (Submission, Item, KeyWrap)] + [large_values(Item)]
    assert all(len(transactions(place)) >= MESSAGES for place in kept)

    scatter()

    assert len(set().union(*[transactions(place) for place in kept])) == 1


@on_postgresql
@pytest.mark.parametrize(("model", "way"), [(Submission, "id"), (Item, "submission")])
def test_postgresql_lays_the_rows_anew_in_no_order(came, model, way):
    scatter()

    assert places(model, "ctid", way) != in_order(came)
    assert sorted(places(model, "ctid", way)) == sorted(in_order(came))


@on_postgresql
def test_large_values_are_numbered_anew(came):
    """PostgreSQL numbers what does not fit into a row, one after the other."""

    def numbers() -> list[int]:
        place = large_values(Item)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT DISTINCT chunk_id::text::bigint FROM {place}")  # noqa: S608
            return [row[0] for row in cursor.fetchall()]

    before = numbers()
    scatter()

    assert len(numbers()) == len(before) == MESSAGES
    assert min(numbers()) > max(before)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_was_there_before_is_taken_off_the_pages(write):
    for number in range(3):
        write(f"Le message {number}.")
    scatter()

    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        for model in (Submission, Item, KeyWrap):
            cursor.execute("SELECT dead_tuple_count FROM pgstattuple(%s)", [model._meta.db_table])
            assert cursor.fetchone() == (0,)
        cursor.execute("DROP EXTENSION pgstattuple")


def test_messages_open_as_before(write, open_thread):
    codes = [field(write(f"Le message {number}."), "code") for number in range(3)]
    later("submissions.scatter")

    assert run_due(["submissions.scatter"]) == 1

    for number, code in enumerate(codes):
        assert f"Le message {number}." in open_thread(code).content.decode()
