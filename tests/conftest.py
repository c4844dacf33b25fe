"""The cast: the people whom every story here is about."""

import functools
import gc
import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from argon2.low_level import hash_secret_raw
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from palabre.core import limits, waiting
from palabre.core.kept import PAGES
from palabre.demonstration import services as demonstration_services
from palabre.jobs.services import run_due
from palabre.people.models import Side, User
from palabre.sealing import kdf
from palabre.spaces.models import FORUM, Role, Space
from palabre.submissions import crowd
from tests import databases, hashers, rows
from tests.people.factories import UserFactory, with_second_factor
from tests.spaces.factories import SpaceFactory, join

# What never asks a database anything that differs between the two runs once, on SQLite.
ONCE = (
    "tests/core/", "tests/config/", "tests/house/test_house.py", "tests/house/test_requests.py",
    "tests/house/test_wire.py", "tests/seizure/test_altered.py", "tests/portal/test_promises.py",
    "tests/house/test_logs.py", "tests/house/test_headers.py", "tests/hostile/test_cost.py",
    "tests/house/test_pages.py::test_looking_changes_nothing",
    "tests/house/test_pages.py::test_whoever_may_open_a_page_can[en]",
    "tests/hostile/test_doors.py", "tests/forums/test_hostile_text.py",
    "tests/sealing/", "tests/submissions/test_paper_on_paper.py",
    "tests/submissions/test_marking_",
    "tests/submissions/test_spill_nothing.py", "tests/files/", "tests/hostile/test_files.py",
    "tests/demonstration/test_refuse.py",
    "tests/journeys/test_accessible.py", "tests/journeys/test_weight.py",
    "tests/journeys/test_hostile_text.py", "tests/journeys/test_keyboard.py",
    "tests/journeys/test_leave.py", "tests/portal/test_shell.py",
    "tests/journeys/test_flood.py", "tests/journeys/test_wait.py",
    "tests/submissions/test_question.py", "tests/submissions/test_spent.py",
    "tests/seizure/test_verdict.py", "tests/seizure/test_vectors.py",
    "tests/committees/test_migrate_seats.py", "tests/committees/test_charter_words.py",
    "tests/motions/test_count.py", "tests/motions/test_compare.py", "tests/reports/test_telling.py",
    # Refused before anything is asked.
    "tests/hostile/test_forged.py", "tests/hostile/test_fields.py::test_what_is_refused_",
    # What browsers do on pages whose forms are sent on both databases in the tests of their apps.
    "tests/journeys/test_imported.py", "tests/journeys/test_found.py", "tests/journeys/test_motion.py",
    "tests/journeys/test_nameless.py", "tests/journeys/test_onward.py", "tests/journeys/test_paper.py",
    "tests/journeys/test_readers.py", "tests/journeys/test_reprisals.py",
    "tests/journeys/test_committee.py::test_a_stranger_", "tests/journeys/test_committee.py::test_somebody_",
    "tests/journeys/test_committee.py::test_a_closed_",
    "tests/journeys/test_write_without_account.py::test_a_message_for_civilians_",
    "tests/journeys/test_panel.py", "tests/journeys/test_appeal_namelessly.py",
    "tests/journeys/test_account.py::test_a_passkey_", "tests/journeys/test_account.py::test_a_key_",
    "tests/journeys/test_account.py::test_what_a_stranger_types_",
    "tests/journeys/test_forum.py::test_a_reply_appears_", "tests/journeys/test_forum.py::test_a_refused_reply_",
    "tests/journeys/test_forum.py::test_what_others_said_", "tests/journeys/test_forum.py::test_a_field_",
    "tests/journeys/test_moderation.py::test_a_moderator_", "tests/journeys/test_moderation.py::test_the_queue_",
    "tests/journeys/test_secretariat.py::test_the_secretariat_signs_in_",
    "tests/journeys/test_secretariat.py::test_an_office_is_no_place_",
    "tests/journeys/test_write_without_account.py::test_no_page_before_",
    "tests/journeys/test_write_without_account.py::test_a_refused_message_",
    "tests/journeys/test_write_without_account.py::test_back_after_",
    "tests/journeys/test_write_without_account.py::test_the_words_that_travel_",
)  # fmt: skip
NUMBERS = itertools.count(1)
NO_PARAMETERS = SimpleNamespace(params={})


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins while there is other work to do beside it; a file stays together, since
    its tests share what is made once for it. Within that the order is chance's."""
    here = {item: not is_for_the_other_database(item) for item in items}
    config.hook.pytest_deselected(items=[item for item in items if not here[item]])
    items[:] = [item for item in items if here[item]]
    places = {path: place for place, path in enumerate(dict.fromkeys(each.path for each in items))}
    items.sort(key=lambda item: (turn_of(item), places[item.path]))


def pytest_collection_finish() -> None:
    """What is there by now stays until the end: nobody need look through it for what may go."""
    gc.freeze()


def turn_of(item: pytest.Item) -> int:
    if item.get_closest_marker("slow"):
        return 0
    return 2 if item.get_closest_marker("late") else 1


def is_for_the_other_database(item: pytest.Item) -> bool:
    """The two runs share what one of them shows well enough (tests.machine runs both).

    A journey that is walked with script and without takes the one on SQLite, the other on
    PostgreSQL.
    """
    on_postgresql = bool(settings.REDIS_URL)
    if item.nodeid.startswith(ONCE):
        return on_postgresql
    return walks_with_script(item) is on_postgresql


def walks_with_script(item: pytest.Item) -> bool | None:
    """None for all but the journeys that are walked both ways."""
    if not item.nodeid.startswith("tests/journeys/"):
        return None
    for value in vars(item).get("callspec", NO_PARAMETERS).params.values():
        script = value.get("script") if isinstance(value, dict) else value
        if isinstance(script, bool):
            return script
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Nothing is left over from the test before: not for what is made once for a whole file either,
    which no fixture of a single test comes before."""
    cache.clear()
    caches[PAGES].clear()
    waiting.start_afresh()
    limits.start_afresh()
    crowd.start_afresh()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Each process has a copy of what the migrations make. Tests with real commits leave that, and
    nothing else: whatever comes next finds it, in any order. (Django would empty every table, and
    fill none.)"""
    first = functools.cache(rows.take)
    told = connection.settings_dict
    name = told["TEST"]["NAME"] or f"test_{told['NAME']}"
    address = os.environ.get("PALABRE_DATABASE_URL", "")
    if address:
        databases.create(name, address)
    else:
        databases.copy_to(Path(name))
    settings.DATABASES["default"]["NAME"] = told["NAME"] = name
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", first)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: rows.lay(first()))
        yield
    with django_db_blocker.unblock():
        connection.close()
    if address:
        databases.drop(name, address)


@pytest.fixture(autouse=True, scope="session")
def _quick_codes() -> Iterator[None]:
    """Argon2 at full cost is what makes a code safe, and a suite slow. `dear` is for what is about
    the cost itself; servers that tests start have no other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "hash_secret_raw", hashers.quick)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_wait_for_the_disk() -> Iterator[None]:
    """A key is on the disk before it is used, and this is slow where the power may fail: here nothing
    outlives it. Servers that tests start do wait; tests/submissions/test_keep_keys.py sees that they ask."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture
def dear(monkeypatch):
    monkeypatch.setattr(kdf, "hash_secret_raw", hash_secret_raw)


@pytest.fixture(autouse=True)
def _as_it_runs(request, settings, tmp_path_factory):
    """Mail goes by the outbox as in life, and each test has a folder of readers of its own, which is
    made by whoever writes there first. (To look for the next free name among thousands is dear.)"""
    settings.EMAIL_BACKEND = "palabre.notifications.outbox.OutboxBackend"
    before = settings.READERS
    settings.READERS = tmp_path_factory.getbasetemp() / f"readers-{next(NUMBERS)}"
    settings.EPOCHS = settings.READERS / "epochs"
    if "demonstration" in request.fixturenames:
        shutil.copytree(before, settings.READERS, dirs_exist_ok=True)
    with translation.override("en"):
        yield


@pytest.fixture
def forum(db) -> Space:
    return Space.objects.get(slug=FORUM)


@pytest.fixture
def space(db) -> Space:
    """A closed space with nobody in it yet."""
    return SpaceFactory.create(is_public=False)


@pytest.fixture
def outsider(db) -> User:
    return UserFactory.create(username="outsider", name="Outsider")


@pytest.fixture
def citizen(space) -> User:
    return join(space, side=Side.CIVILIAN, name="citizen")


@pytest.fixture
def officer(space) -> User:
    return join(space, side=Side.FORCES, name="officer")


@pytest.fixture
def secretary(space) -> User:
    return with_second_factor(
        join(space, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="secretary")
    )


@pytest.fixture
def administrator(db) -> User:
    return with_second_factor(
        UserFactory.create(username="administrator", is_staff=True, is_superuser=True)
    )


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[str]]:
    """Laid out for a whole file, and gone with it: a line for each message without an account."""
    before = settings.READERS, settings.EPOCHS
    settings.READERS = tmp_path_factory.mktemp("demonstration")
    settings.EPOCHS = settings.READERS / "epochs"
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = rows.kept(rows.once_a_run("demonstration", load_demonstration))
        rows.lay(loaded.rows)
        for name, content in loaded.readers.items():
            path = settings.READERS / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        yield loaded.codes
        transaction.set_rollback(True)
    settings.READERS, settings.EPOCHS = before


@dataclass(frozen=True)
class Loaded:
    rows: rows.Rows
    readers: dict[str, bytes]  # what is kept in their folder, by name
    codes: list[str]


def load_demonstration(path: Path) -> None:
    """As `make run` does. It takes seconds, so that a run of the suite does it once."""
    codes = demonstration_services.load()
    folder: Path = settings.READERS
    files = [file for file in folder.rglob("*") if file.is_file()]
    readers = {str(file.relative_to(folder)): file.read_bytes() for file in files}
    rows.keep(Loaded(rows.take(), readers, codes), path)


@pytest.fixture
def work():
    """Do everything that waits in the job table, as the worker would."""
    return run_due
