"""While files come in, and whatever becomes of them, no byte of them lies anywhere in clear.

A real server, with a folder of its own for everything that it writes: database, journal, log,
temporary files (also those that are open and deleted already).
"""

import re
import socket
import sqlite3
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.files import made
from tests.house.server import Server

CANARY = b"canary-2039-canary-"
LARGE = CANARY * 150_000  # more than Django keeps in memory, and many chunks
TYPED = "words beside the canary"
NAME = "canaryname"
TRACES = [
    CANARY,
    CANARY.hex().encode(),
    b64encode(CANARY * 3)[:40],
    NAME.encode(),
    made.TRACE.encode(),
]
OPEN_THE_DOORS = """
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import reader
space = SpaceFactory.create(slug="tabakoro")
for side in ("civilian", "forces"): reader(space, side=side)
"""
HOST = b"Host: localhost\r\n"
END = b"--edge--\r\n"

pytestmark = pytest.mark.slow

Step = Callable[[socket.socket], None]


class Writer:
    """Somebody without an account, byte by byte."""

    def __init__(self, server: Server) -> None:
        self.server = server
        page = self.server.say(b"GET /en/write/message/ HTTP/1.1\r\n" + HOST + b"\r\n").decode()
        self.cookie = "".join(re.findall(r"^Set-Cookie: (csrf=[^;]*)", page, re.MULTILINE))
        hidden = r'name="(csrfmiddlewaretoken|token)" value="([^"]*)"'
        typed = {"body": TYPED, "readers": "all", "committee": "tabakoro"}
        self.said = dict(re.findall(hidden, page)) | typed

    def form(self, *files: bytes, **more: str) -> bytes:
        fields = "".join(
            f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in (self.said | more).items()
        ).encode()
        head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{NAME}.docx"\r\n\r\n'
        return fields + b"".join(head.encode() + each + b"\r\n" for each in files) + END

    def send(
        self, address: str, body: bytes, *, up_to: int = 0, at_half: Step | None = None
    ) -> str:
        """The page that comes back; `up_to`: then the line breaks."""
        head = (
            f"POST {address} HTTP/1.1\r\nCookie: {self.cookie}\r\nConnection: close\r\n"
            f"Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {len(body)}\r\n"
        ).encode()
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as line:
            line.sendall(head + HOST + b"\r\n" + body[: len(body) // 2])
            if at_half:
                at_half(line)
            if up_to:
                return ""
            line.sendall(body[len(body) // 2 :])
            heard = b""
            while piece := line.recv(65536):
                heard += piece
        return heard.decode("utf-8", "replace")


def spilt(server: Server) -> list[str]:
    """Where a trace of a file is, of all that is on disk or open."""
    places = [path for path in server.folder.rglob("*") if path.is_file()]
    return [str(place) for place in (*places, *held_open(server)) if has_a_trace(place)]


def seen_at_half(server: Server, *, until: float) -> tuple[Step, list[str]]:
    """Looks again and again while the line waits, until something is found or the time is over."""
    found: list[str] = []

    def look(_line: socket.socket) -> None:
        end = time.monotonic() + until
        while not found and time.monotonic() < end:
            found.extend(spilt(server))
            time.sleep(0.05)

    return look, found


def held_open(server: Server) -> Iterator[Path]:
    master = server.process.pid
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    for process in (str(master), *workers):
        yield from Path(f"/proc/{process}/fd").iterdir()


def has_a_trace(place: Path) -> bool:
    try:
        content = place.read_bytes() if place.is_file() else b""
    except OSError:
        return False
    return any(trace in content for trace in TRACES)


def server_in(folder: Path, **more: str) -> Server:
    (folder / "tmp").mkdir(parents=True)
    return Server(folder, TMPDIR=str(folder / "tmp"), **more)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    served = server_in(tmp_path_factory.mktemp("spilt"))
    served.manage("shell", "-v0", "-c", OPEN_THE_DOORS)
    yield served.start()
    served.stop()


@pytest.fixture
def writer(server) -> Writer:
    return Writer(server)


def rows(server: Server, table: str) -> int:
    # Shut at once: reading the file by other means would take its locks from it.
    with closing(sqlite3.connect(server.folder / "data" / "palabre.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = connection.execute(f"SELECT COUNT(*) FROM submissions_{table}").fetchone()  # noqa: S608
    return int(count)


def test_nothing_is_spilt_while_a_file_comes_in_nor_when_it_is_held_and_sent(server, writer):
    look, found_at_half = seen_at_half(server, until=1)

    page = writer.send("/en/write/review/", writer.form(LARGE, made.jpeg()), at_half=look)

    assert "422" in page.splitlines()[0]
    keys = re.findall(r'name="held" value="(\w+)"', page)
    assert len(keys) == 2
    assert found_at_half == []
    assert spilt(server) == []

    page = writer.send("/en/write/code/", writer.form(held=keys[0], as_is=keys[0]))

    assert "Write down this code" in page
    assert rows(server, "piece") == 2
    assert spilt(server) == []


def test_nothing_is_kept_of_a_file_whose_line_broke(server, writer):
    before = rows(server, "piece")

    writer.send("/en/write/review/", writer.form(LARGE), up_to=1)

    assert server.answers()
    assert spilt(server) == []
    assert rows(server, "piece") == before


def test_nothing_is_kept_of_a_file_that_is_refused(server, writer):
    before = rows(server, "piece")

    page = writer.send("/en/write/review/", writer.form(LARGE * 8))

    assert "422" in page.splitlines()[0]
    assert "Together the files may have 20 MB" in page
    assert TYPED in page
    assert spilt(server) == []
    assert rows(server, "piece") == before


def test_far_too_much_is_refused_in_words_before_it_has_come(server, writer):
    """Eighty megabytes are announced; the answer comes when the twentieth has."""
    part = writer.form(LARGE * 8)
    length = 80_000_000
    head = (
        f"POST /en/write/review/ HTTP/1.1\r\nCookie: {writer.cookie}\r\nContent-Length: {length}\r\n"
        "Content-Type: multipart/form-data; boundary=edge\r\n"
    ).encode()

    heard = server.say(head + HOST + b"\r\n" + part[: -len(END)], shut=False, patience=20).decode()

    assert "422" in heard.splitlines()[0]
    assert TYPED in heard


def test_a_form_that_nobody_signed_leaves_nothing(server, writer):
    before = rows(server, "piece")

    page = writer.send("/en/write/review/", writer.form(LARGE, csrfmiddlewaretoken="x"))

    assert "403" in page.splitlines()[0]
    assert rows(server, "piece") == before
    assert spilt(server) == []
    assert server.written() == ""


def test_as_django_does_it_by_itself_it_would_be_seen(tmp_path):
    """The same look at a server with Django's own handler finds what is spilt."""
    spooling = "tests.submissions.spooling_settings"
    naive = server_in(tmp_path / "naive", DJANGO_SETTINGS_MODULE=spooling).start()
    look, found = seen_at_half(naive, until=10)

    writer = Writer(naive)
    writer.send("/en/answer/", writer.form(LARGE[:1_900_000]), at_half=look)
    naive.stop()

    assert found
