"""Palabre as `make run` serves it: its own process, embedded database, hashed static files.

It is started once, by whichever test process comes first, and stopped by the last to leave.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import lay_in
from tests.machine import PATIENCE, ROOT, free_port

LAST_WORDS = "Ctrl-C"  # of what `make run` says when it serves
started: list[subprocess.Popen[str]] = []


@dataclass(frozen=True)
class Served:
    url: str
    sessions: dict[str, str]
    places: dict[str, Any]
    codes: list[str]


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    folder.mkdir(exist_ok=True)
    with _locked(folder):
        users = _count(folder, by=1)
        if users == 1:
            _start(folder)
    try:
        yield Served(**json.loads((folder / "served.json").read_text(encoding="utf-8")))
    finally:
        with _locked(folder):
            if _count(folder, by=-1) == 0:
                _stop(folder)
                shutil.rmtree(folder / "var", ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _count(folder: Path, *, by: int) -> int:
    counter = folder / "users"
    users = int(counter.read_text()) + by if counter.exists() else by
    counter.write_text(str(users))
    return users


def _start(folder: Path) -> None:
    lay_in(folder / "var")  # to migrate takes a third of the time that all of this takes
    port = free_port()
    environment = _embedded(folder) | {"PORT": str(port)}
    with (folder / "errors").open("w") as errors:
        server = subprocess.Popen(
            ["make", "--silent", "-o", ".venv/run", "run"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
    started.append(server)
    (folder / "pid").write_text(str(server.pid))
    assert server.stdout
    if not any(LAST_WORDS in line for line in server.stdout):
        raise RuntimeError((folder / "errors").read_text())
    told = {"url": f"http://127.0.0.1:{port}", **_moved_in(environment)}
    (folder / "served.json").write_text(json.dumps(told), encoding="utf-8")


def _moved_in(environment: dict[str, str]) -> dict[str, Any]:
    said = subprocess.run(
        [sys.executable, "-m", "tests.journeys.inhabit"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found: dict[str, Any] = json.loads(said)
    return found


def _stop(folder: Path) -> None:
    os.killpg(int((folder / "pid").read_text()), signal.SIGTERM)
    for server in started:  # if it was this process that started it
        server.wait(PATIENCE)
        if server.stdout:
            server.stdout.close()  # not sooner: it may still be writing its last words


def _embedded(folder: Path) -> dict[str, str]:
    """The embedded default, whatever database the suite itself is on."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PALABRE_", "MAKE", "DJANGO_"))
    }
    return {**kept, "PALABRE_DATA": str(folder / "var")}
