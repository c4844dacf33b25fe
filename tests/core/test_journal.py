"""Connections to SQLite stay open; its journal does not keep what was written or erased."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection, connections, transaction

from palabre.core import journal as journal_of
from palabre.core.journal import somebody_there
from tests.spaces.factories import SpaceFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(settings.REDIS_URL), reason="how SQLite writes"),
]
WORDS = "le nom que l’on efface"


def journal() -> bytes:
    return Path(f"{connection.settings_dict['NAME']}-wal").read_bytes()


def file_itself() -> bytes:
    return Path(connection.settings_dict["NAME"]).read_bytes()


def come():
    request_started.send(sender=None, environ={})


@pytest.fixture
def leave(monkeypatch):
    """The test's own connection is not one to close, and nobody is left from tests before."""
    connection.ensure_connection()
    monkeypatch.setattr(connections["default"], "close_at", None)
    monkeypatch.setattr(journal_of, "_there", set())
    return lambda: request_finished.send(sender=None)


def test_the_last_to_leave_works_it_off(leave):
    come()
    space = SpaceFactory.create(name_fr=WORDS)
    assert WORDS.encode() in journal()
    leave()
    assert journal() == b""
    assert WORDS.encode() in file_itself()

    come()
    space.delete()
    leave()

    assert journal() == b""
    assert WORDS.encode() not in file_itself()


def test_whoever_leaves_while_others_are_there_does_not_wait(leave):
    comes, leaves = Event(), Event()

    def stays_a_while():
        come()
        comes.set()
        leaves.wait(10)
        leave()

    other = Thread(target=stays_a_while)
    other.start()
    assert comes.wait(10)
    come()
    SpaceFactory.create(name_fr=WORDS)
    leave()
    assert journal() != b""

    leaves.set()
    other.join()

    assert journal() == b""


def test_whoever_broke_off_without_a_word_is_not_counted_for_ever(leave):
    come()
    come()
    SpaceFactory.create(name_fr=WORDS)
    leave()

    assert journal() == b""


def test_a_job_leaves_nothing_behind_either(leave):
    with somebody_there():
        space = SpaceFactory.create(name_fr=WORDS)
    with somebody_there():
        space.delete()

    assert journal() == b""
    assert WORDS.encode() not in file_itself()


def test_a_database_that_somebody_has_for_themselves_is_left_to_them(leave):
    come()
    SpaceFactory.create(name_fr=WORDS)
    connection.close()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("UPDATE spaces_space SET name_en = name_fr")
        other.commit()
        leave()
        assert journal() != b""


def test_it_waits_for_nobody_who_reads_or_writes(leave):
    come()
    SpaceFactory.create(name_fr=WORDS)
    with transaction.atomic():
        SpaceFactory.create()
        other = Thread(target=leave)
        other.start()
        other.join()
        SpaceFactory.create()
    assert journal() != b""

    come()
    leave()

    assert journal() == b""
