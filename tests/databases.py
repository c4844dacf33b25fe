"""A database as `manage.py migrate` makes it of nothing: made once a run, and copied from then on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg

from tests.machine import ROOT
from tests.rows import once_a_run

DATABASE, KEYS = "palabre.sqlite3", "epochs"
# What the run on SQLite has migrated serves the run on PostgreSQL, whose servers may be on SQLite.
SUITE = os.environ.get("PALABRE_SUITE_FOLDER", "")


def lay_in(folder: Path) -> None:
    """For a server on SQLite: its database, and the keys that things end with."""
    folder.mkdir(mode=0o700)
    shutil.copytree(_migrated(), folder, dirs_exist_ok=True)


def copy_to(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    shutil.copy(_migrated() / DATABASE, path)


def create(name: str, address: str) -> str:
    """Beside the PostgreSQL database of this address; answers its own."""
    template = once_a_run("template", _make_template).read_text()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return beside(address, name)


def drop(name: str, address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def beside(address: str, name: str) -> str:
    return f"{address.rpartition('/')[0]}/{name}"


def _migrated() -> Path:
    return once_a_run("migrated", _migrate, among=SUITE)


def _migrate(path: Path) -> None:
    with TemporaryDirectory() as folder:
        _run_migrate(folder)
        path.mkdir(mode=0o700)
        for name in (DATABASE, KEYS):
            shutil.move(Path(folder, name), path / name)


def _make_template(path: Path) -> None:
    address, name = os.environ["PALABRE_DATABASE_URL"], f"migrated_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    with TemporaryDirectory() as folder:
        _run_migrate(folder, PALABRE_DATABASE_URL=beside(address, name))
    path.write_text(name)


def _run_migrate(folder: str, **more: str) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "palabre.config.settings"}
    environment.pop("PALABRE_DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=ROOT, env={**environment, "PALABRE_DATA": folder, **more}, check=True,
    )  # fmt: skip
