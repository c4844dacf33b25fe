"""The process that opens hostile files can do nothing but compute and answer."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from palabre.files import running
from palabre.files.cell import syscalls, walls
from palabre.files.rebuild import CannotRebuild, Refusal
from tests.files import made

ATTEMPTS = """
import json, mmap, os, resource, socket, sys
from palabre.files.cell import syscalls, walls

def attempts(folder):
    return {
        "speak to the network": lambda: socket.socket(),
        "speak to this machine": lambda: socket.socketpair(),
        "read a file": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "write a file": lambda: os.open(folder + "/new", os.O_WRONLY | os.O_CREAT),
        "write into memory that has a name": lambda: os.memfd_create("new"),
        "remove a file": lambda: os.unlink(folder + "/old"),
        "make a folder": lambda: os.mkdir(folder + "/folder"),
        "make a pipe": lambda: os.pipe(),
        "split in two": lambda: os.fork() or os._exit(0),
        "stop its parent": lambda: os.kill(os.getppid(), 0),
        "take more memory than it was given": lambda: mmap.mmap(-1, 2 << 30),
        "lift its limits": lambda: resource.setrlimit(resource.RLIMIT_CPU, (99, 99)),
        "run a program": lambda: os.execv("/bin/true", ["true"]),
    }

def outcome(attempt):
    try:
        attempt()
    except (OSError, ValueError) as refused:
        return type(refused).__name__
    return "done"
"""
START = "import sys; sys.path[:] = sys.argv[2:]\n"
TO_THE_WORLD = [
    "speak to the network", "speak to this machine", "make a pipe", "read a file", "write a file",
    "remove a file", "make a folder", "lift its limits", "run a program",
]  # fmt: skip
ROOMS = subprocess.run(["unshare", "-Un", "true"], capture_output=True, check=False)
needs_rooms = pytest.mark.skipif(
    ROOMS.returncode != 0, reason="This kernel gives no room of one's own (user namespace)."
)
# unshare, prctl on x86_64 and on ARM; what prctl is asked for
UNSHARE, PRCTL = {"x86_64": (272, 157), "aarch64": (97, 167)}.get(os.uname().machine, (0, 0))


def refusing(*calls: str) -> str:
    """Python that makes a kernel which knows no filter, or no rooms of one's own, of this one."""
    refused, allowed = syscalls.REFUSE | errno.EPERM, syscalls.ALLOW
    steps = [
        (syscalls.LOAD, 0, 0, syscalls.CALL),
        (syscalls.IF_EQUAL, 0, 1, UNSHARE),
        (syscalls.RETURN, 0, 0, refused if "unshare" in calls else allowed),
        (syscalls.IF_EQUAL, 0, 3, PRCTL),
        (syscalls.LOAD, 0, 0, syscalls.FIRST_ARGUMENT),
        (syscalls.IF_EQUAL, 0, 1, walls.PR_SET_SECCOMP),
        (syscalls.RETURN, 0, 0, refused),
        (syscalls.RETURN, 0, 0, allowed),
    ]
    program = b"".join(syscalls.STEP.pack(*step) for step in steps)
    return f"walls._control(walls.PR_SET_NO_NEW_PRIVS, 1); assert walls.refuse_calls({program!r})\n"


def with_a_kernel_that(refuses: str) -> str:
    tools = "import sys; sys.path[:] = sys.argv[3:]\nfrom palabre.files.cell import walls\n"
    return f"{tools}{refuses}{running.START}"


def in_a_child(folder: Path, script: str) -> dict[str, str]:
    (folder / "old").touch()
    code = f"{START}{ATTEMPTS}\n{script}"
    places = [str(Path(place).absolute()) for place in sys.path if place]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", code, str(folder), *places],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines())


def tried(folder: Path, close: str) -> dict[str, str]:
    """How each attempt ends; a program that runs says nothing more, so that one is last."""
    script = f"""
{close}
def say(*what): os.write(1, json.dumps(what).encode() + b"\\n")
for name, attempt in attempts(sys.argv[1]).items():
    if name == "run a program": say(name, "done")
    say(name, outcome(attempt))
"""
    return in_a_child(folder, script)


def test_nothing_can_be_done_behind_the_walls(tmp_path):
    ends = tried(tmp_path, "walls.close()")

    assert ends.pop("take more memory than it was given") == "OSError"
    assert ends.pop("lift its limits") == "ValueError"
    assert set(ends.values()) == {"PermissionError"}, ends
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_all_of_it_can_be_done_in_front_of_them(tmp_path):
    """Else the test above would show nothing."""
    ends = tried(tmp_path, "pass")

    assert set(ends.values()) == {"done"}, ends


@needs_rooms
def test_where_the_kernel_filters_no_calls_there_is_neither_network_nor_file(tmp_path):
    ends = tried(tmp_path, f"{refusing('seccomp')}walls.close()")

    assert [name for name in TO_THE_WORLD if ends[name] == "done"] == []
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


@needs_rooms
def test_a_photo_is_made_anew_there_too(monkeypatch):
    monkeypatch.setattr(running, "START", with_a_kernel_that(refusing("seccomp")))

    assert made.rebuilt(made.jpeg()).suffix == ".jpg"


def test_where_no_wall_is_to_be_had_the_file_is_not_opened(monkeypatch):
    monkeypatch.setattr(running, "START", with_a_kernel_that(refusing("seccomp", "unshare")))

    with pytest.raises(CannotRebuild) as refused:
        made.rebuilt(made.jpeg())

    assert refused.value.refusal is Refusal.CLOSED


def test_where_calls_are_not_known_by_number_no_filter_is_made(monkeypatch):
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(machine="riscv64"))

    assert syscalls.needed() is None
    assert not walls.refuse_calls(None)


def test_a_program_of_another_machine_is_ended():
    """The filter asks for the machine first: numbers mean other calls elsewhere."""
    first = list(syscalls.STEP.iter_unpack(syscalls.needed() or b""))[:3]

    assert first[0] == (syscalls.LOAD, 0, 0, syscalls.MACHINE)
    assert first[1][3] == syscalls.MACHINES[os.uname().machine]
    assert first[2] == (syscalls.RETURN, 0, 0, syscalls.KILL)
