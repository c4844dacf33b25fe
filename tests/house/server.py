"""The server of `make run`, as a process of its own: what it answers on the wire, what it writes."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from tests.databases import DATABASE, lay_in
from tests.machine import ROOT, free_port

PATIENCE = 60


class Server:
    def __init__(self, folder: Path, **more: str):
        self.folder = folder
        self.port = free_port()
        apart = ("PALABRE_", "DJANGO_", "GUNICORN_")
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(apart)}
        self.environment = {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "tests.house.broken_settings",
            "PALABRE_DEMONSTRATION": "1",
            "PALABRE_DATA": str(folder / "data"),
            "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
            "PORT": str(self.port),
            **more,
        }
        if "PALABRE_DATABASE_URL" in more:
            self.manage("migrate", "-v0")
        else:
            lay_in(folder / "data")

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> "Server":
        command = ["gunicorn", "-c", "python:palabre.config.gunicorn", "palabre.config.wsgi"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, self.written()
            assert time.monotonic() < until, "it never answered"
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        try:
            return b"200 OK" in self.say(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        except OSError:
            return False

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def written(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def say(
        self, words: bytes, *, source: str = "", patience: float = 10, shut: bool = True
    ) -> bytes:
        """Send these bytes and no more; everything that comes back, or what had come until then."""
        heard = b""
        came_from = (source, 0) if source else None
        with socket.create_connection(
            ("127.0.0.1", self.port), timeout=patience, source_address=came_from
        ) as line:
            try:
                line.sendall(words)
                if shut:
                    line.shutdown(socket.SHUT_WR)
                while piece := line.recv(65536):
                    heard += piece
            except (ConnectionError, TimeoutError):
                return heard
        return heard

    def database(self) -> str:
        """Everything that is kept, as text."""
        with sqlite3.connect(self.folder / "data" / DATABASE) as connection:
            return "\n".join(connection.iterdump())


def all_of(line: socket.socket) -> bytes:
    heard = b""
    while piece := line.recv(65536):
        heard += piece
    return heard


@contextmanager
def trickling(lines: list[socket.socket]) -> Iterator[None]:
    """Meanwhile each of them says one more byte every now and then."""
    over = Event()

    def trickle() -> None:
        while not over.wait(0.2):
            for line in lines:
                with suppress(OSError):
                    line.send(b"a")

    sending = Thread(target=trickle)
    sending.start()
    try:
        yield
    finally:
        over.set()
        sending.join()
        for line in lines:
            line.close()
