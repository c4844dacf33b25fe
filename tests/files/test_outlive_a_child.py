"""Whatever becomes of the child, the caller gets a refusal in words, and in time."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from palabre.files import cell, running
from palabre.files.kinds import HEAD, Kind
from palabre.files.rebuild import CannotRebuild, Refusal, rebuild
from palabre.files.running import ask_a_child
from tests.files import documents, made

PHOTO = made.jpeg()
pytestmark = pytest.mark.slow

READ_ALL = "import os, sys, signal; sys.stdin.buffer.read(); "
# What a child does, and what is said of it.
ENDS = {
    "falls": (f"{READ_ALL}os.abort()", Refusal.BROKEN),
    "falls before it has read anything": ("import os; os.abort()", Refusal.BROKEN),
    "says nothing": (READ_ALL, Refusal.BROKEN),
    "is not found": (f"{READ_ALL}import palabre_that_is_not_there", Refusal.CLOSED),
    "lacks a tool": (f"import sys; sys.modules['PIL'] = None; {running.START}", Refusal.CLOSED),
    "gets no limits": (f"import resource; resource.setrlimit = None; {running.START}", Refusal.CLOSED),
    "computes without end": (
        "import sys; sys.path[:] = sys.argv[3:]; from palabre.files.cell import walls; "
        "walls.close(1)\nwhile True: pass", Refusal.TOO_LONG,
    ),
    "used up its time": (f"{READ_ALL}os.kill(os.getpid(), signal.SIGXCPU)", Refusal.TOO_LONG),
    "was ended by the kernel": (f"{READ_ALL}os.kill(os.getpid(), signal.SIGKILL)", Refusal.TOO_LONG),
    "says something else": (f"{READ_ALL}os.write(1, b'made jpeg\\n' + bytes(99))", Refusal.BROKEN),
    "refuses in its own words": (f"{READ_ALL}os.write(1, b'refused <b>')", Refusal.BROKEN),
    "says yes and falls": (f"{READ_ALL}os.write(1, b'made png\\n'); os.abort()", Refusal.BROKEN),
    "never stops talking": (
        f"{READ_ALL}\nwhile True: os.write(1, bytes(1 << 16))", Refusal.TOO_LARGE,
    ),
}  # fmt: skip


def refusal_of(source: Iterator[bytes]) -> Refusal:
    with pytest.raises(CannotRebuild) as refused:
        rebuild(source)
    return refused.value.refusal


@pytest.mark.parametrize("end", ENDS)
def test_a_child_that(end, monkeypatch):
    does, refusal = ENDS[end]
    monkeypatch.setattr(running, "START", does)
    monkeypatch.setattr(running, "PATIENCE_TO_SEE", 120.0)  # a crowded machine gives it little

    assert refusal_of(iter([PHOTO])) is refusal


@pytest.mark.parametrize("does", [READ_ALL, "import sys; sys.stdout.close(); "])
def test_a_child_that_hangs_is_ended(does, monkeypatch):
    monkeypatch.setattr(running, "START", f"{does}import time; time.sleep(600)")
    monkeypatch.setattr(running, "PATIENCE_TO_SEE", 0.5)

    assert refusal_of(iter([PHOTO])) is Refusal.BUSY


def test_a_small_document_that_takes_very_long_to_draw_is_ended(monkeypatch):
    shorter = (
        "from palabre.files import cell; cell.SECONDS_TO_SEE = 1; from palabre.files.cell.door"
    )
    start = running.START.replace("from palabre.files.cell.door", shorter)
    monkeypatch.setattr(running, "START", start)
    monkeypatch.setattr(running, "PATIENCE_TO_SEE", 120.0)

    assert refusal_of(iter([documents.slow()])) is Refusal.TOO_LONG


def test_what_is_seen_has_less_time_than_an_hour_of_sound():
    assert cell.SECONDS_TO_SEE < running.PATIENCE_TO_SEE <= 15
    assert cell.SECONDS_TO_HEAR < running.PATIENCE_TO_HEAR


def test_a_child_that_does_not_listen_is_ended(monkeypatch):
    monkeypatch.setattr(running, "START", "import time; time.sleep(600)")
    monkeypatch.setattr(running, "PATIENCE_TO_SEE", 0.5)

    assert refusal_of(iter([PHOTO + bytes(1_000_000)])) is Refusal.BUSY


def test_a_file_that_had_the_processor_to_itself_is_too_long_for_us(monkeypatch):
    monkeypatch.setattr(running, "START", "while True: pass")
    monkeypatch.setattr(running, "PATIENCE_TO_SEE", 2.0)
    monkeypatch.setattr(cell, "SECONDS_TO_SEE", 0.02)

    assert refusal_of(iter([PHOTO])) is Refusal.TOO_LONG


def test_no_child_is_left_behind(monkeypatch):
    children = []
    start = running._start

    def started(kind: Kind, voice: str) -> subprocess.Popen[bytes]:
        children.append(start(kind, voice))
        return children[-1]

    monkeypatch.setattr(running, "_start", started)

    made.rebuilt(PHOTO)
    refusal_of(iter([PHOTO[:200]]))

    assert [child.returncode for child in children] == [0, 0]
    pipes = [pipe for child in children for pipe in (child.stdin, child.stdout) if pipe]
    assert [pipe.closed for pipe in pipes] == [True] * 4


def test_what_goes_wrong_with_the_source_is_the_callers_own(monkeypatch):
    def source() -> Iterator[bytes]:
        yield PHOTO + bytes(10_000)
        raise LookupError

    with pytest.raises(LookupError):
        rebuild(source())


def test_a_source_without_end_is_not_read_to_it():
    def source() -> Iterator[bytes]:
        yield PHOTO
        while True:
            yield bytes(1 << 20)

    assert refusal_of(source()) is Refusal.TOO_LARGE


def test_a_source_may_yield_nothing_or_pieces_of_nothing():
    assert refusal_of(iter([])) is Refusal.EMPTY
    assert refusal_of(iter([b"", b""])) is Refusal.EMPTY
    assert rebuild([b"", PHOTO[:1], b"", PHOTO[1:]]).suffix == ".jpg"


def test_a_machine_that_can_start_no_child_refuses(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert refusal_of(iter([PHOTO])) is Refusal.CLOSED


def test_only_so_many_children_run_at_once(monkeypatch):
    monkeypatch.setattr(running, "QUEUE", 0.1)
    monkeypatch.setattr(running, "_places", threading.BoundedSemaphore(1))

    def source() -> Iterator[bytes]:
        yield PHOTO + bytes(HEAD)
        assert refusal_of(iter([PHOTO])) is Refusal.BUSY
        yield bytes(HEAD)

    assert rebuild(source()).suffix == ".jpg"
    assert refusal_of(iter([PHOTO[:200]])) is Refusal.BROKEN
    assert rebuild([PHOTO]).suffix == ".jpg"


def test_nothing_of_ours_goes_along(monkeypatch):
    monkeypatch.setenv("PALABRE_SECRET_KEY", "a-secret")
    secret = os.open("/etc/hostname", os.O_RDONLY)
    os.set_inheritable(secret, True)  # noqa: FBT003
    told = (
        "b'made ' + repr((os.getcwd(), sorted(os.environ), os.listdir('/proc/self/fd'))).encode()"
    )
    monkeypatch.setattr(running, "START", f"{READ_ALL}os.write(1, {told} + b'\\n')")

    answer = ask_a_child(Kind.JPEG, iter([PHOTO]))

    os.close(secret)
    assert answer.product == "('/', ['LC_CTYPE'], ['0', '1', '2', '3'])"  # 3 is that of listing


def test_what_it_complains_of_is_heard_by_nobody(capfd, monkeypatch):
    complains = f"{READ_ALL}print('a name', file=sys.stderr)"
    monkeypatch.setattr(running, "START", complains)

    refusal_of(iter([PHOTO]))

    assert capfd.readouterr() == ("", "")


def test_the_limits_leave_room_for_the_largest_photo(monkeypatch):
    """Fifty million pixels are what the limit allows: they must also fit into its memory."""
    monkeypatch.setattr(running, "PATIENCE_TO_SEE", 120.0)
    assert cell.MOST_SAID > cell.MOST_OUT
    assert made.rebuilt(made.jpeg(made.picture(size=(8000, 6000)))).suffix == ".jpg"


def test_the_child_runs_without_django():
    """It starts for each file: what it loads, everybody waits for."""
    code = (
        "import sys; sys.path[:] = sys.argv[1:]; import palabre.files.cell.pictures, "
        "palabre.files.cell.documents, palabre.files.cell.sounds, palabre.files.cell.door; "
        "sys.exit('django' in sys.modules)"
    )
    places = [place for place in sys.path if place]
    command = [sys.executable, "-I", "-S", "-B", "-c", code, *places]

    assert subprocess.run(command, check=False).returncode == 0
