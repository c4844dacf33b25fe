"""A child for each file: fed and heard at once, for so long and no longer."""

import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from palabre.files import cell
from palabre.files.kinds import SEEN, Kind
from palabre.files.refusals import Refusal

PLACES = 2  # children at once in one process of ours: each may need the memory of a large photo
QUEUE = 20.0  # seconds that a file waits for a place
# Seconds of the clock; of the processor a child has fewer (palabre.files.cell).
PATIENCE_TO_SEE, PATIENCE_TO_HEAR = 15.0, 60.0
AT_ONCE = 1 << 16
OF_ITSELF, BEYOND = 11, 13  # where /proc tells of time, its own and the kernel’s, behind the name
NO_START = (1, 127)  # where our code, or what Python itself needs, was not even found
START = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from palabre.files.cell.door import main; main(sys.argv[1], sys.argv[2])"
)


@dataclass(frozen=True)
class Answer:
    refusal: Refusal | None = None
    product: str = ""
    parts: list[bytes] = field(default_factory=list)


class _ClockRanOut(Exception):
    """Of the clock, not of the processor: that one the kernel watches."""


class _Stopped(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


_places = threading.BoundedSemaphore(PLACES)


def ask_a_child(kind: Kind, chunks: Iterator[bytes], how: str = cell.AS_IT_IS) -> Answer:
    if not _places.acquire(timeout=QUEUE):
        return Answer(Refusal.BUSY)
    try:
        return _asked(kind, chunks, how)
    finally:
        _places.release()


def _asked(kind: Kind, chunks: Iterator[bytes], how: str) -> Answer:
    try:
        child = _start(kind, how)
    except OSError:
        return Answer(Refusal.CLOSED)
    until = time.monotonic() + (PATIENCE_TO_SEE if kind in SEEN else PATIENCE_TO_HEAR)
    try:
        said = _converse(child, chunks, until)
        return _heard(said, child.wait(max(until - time.monotonic(), 0.1)))
    except _Stopped as stopped:
        return Answer(stopped.refusal)
    except (_ClockRanOut, subprocess.TimeoutExpired):
        return Answer(_why_so_long(child, kind))
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()


def _start(kind: Kind, how: str) -> subprocess.Popen[bytes]:
    """Nothing of ours goes along: no variable, no open file, no folder; its complaints are lost."""
    places = [str(Path(place).absolute()) for place in sys.path if place]
    return subprocess.Popen(  # noqa: S603 (nothing that was sent is in the arguments)
        [sys.executable, "-I", "-S", "-B", "-c", START, kind.value, how, *places],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd="/",
        env={},
    )


def _why_so_long(child: subprocess.Popen[bytes], kind: Kind) -> Refusal:
    """A file that had no processor to itself is not at fault, and nobody shall be led to send it as
    it is because others keep the machine busy."""
    given = cell.SECONDS_TO_SEE if kind in SEEN else cell.SECONDS_TO_HEAR
    return Refusal.TOO_LONG if _seconds_computed(child) > given / 2 else Refusal.BUSY


def _seconds_computed(child: subprocess.Popen[bytes]) -> float:
    with suppress(OSError):
        told = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, told[OF_ITSELF:BEYOND])) / os.sysconf("SC_CLK_TCK")
    return 0


def _converse(child: subprocess.Popen[bytes], chunks: Iterator[bytes], until: float) -> bytes:
    assert child.stdin  # noqa: S101 (both were asked for)
    assert child.stdout  # noqa: S101
    said = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ)
        os.set_blocking(child.stdin.fileno(), False)
        ready.register(child.stdin, selectors.EVENT_WRITE)
        feeding = _feeding(child.stdin, chunks)
        while True:
            able = ready.select(max(until - time.monotonic(), 0))
            if not able:
                raise _ClockRanOut
            for key, _mask in able:
                if key.fileobj is child.stdin:
                    if next(feeding, None) is None:
                        ready.unregister(child.stdin)
                        child.stdin.close()
                elif piece := os.read(child.stdout.fileno(), AT_ONCE):
                    said += piece
                    if len(said) > cell.MOST_SAID:
                        raise _Stopped(Refusal.TOO_LARGE)
                else:
                    return bytes(said)


def _feeding(pipe: IO[bytes], chunks: Iterator[bytes]) -> Iterator[bool]:
    """Each step writes what the pipe takes; the last one is when all is written, or nobody reads."""
    sent = 0
    for chunk in chunks:
        sent += len(chunk)
        if sent > cell.MOST_IN:
            raise _Stopped(Refusal.TOO_LARGE)
        left = memoryview(chunk)
        while left:
            try:
                left = left[os.write(pipe.fileno(), left[:AT_ONCE]) :]
            except BrokenPipeError:
                return
            yield True


def _heard(said: bytes, ended: int) -> Answer:
    if ended in (-signal.SIGXCPU, -signal.SIGKILL):
        return Answer(Refusal.TOO_LONG)
    if ended in NO_START:
        return Answer(Refusal.CLOSED)
    line, _, rest = said.partition(b"\n")
    verdict, _, word = line.decode("ascii", "replace").partition(" ")
    if ended == 0 and verdict == "refused" and word in Refusal.values:
        return Answer(Refusal(word))
    parts = _parts(rest)
    if ended != 0 or verdict != "made" or parts is None:
        return Answer(Refusal.BROKEN)
    return Answer(product=word, parts=parts)


def _parts(rest: bytes) -> list[bytes] | None:
    """Each part follows its length; None if they do not add up."""
    parts, at = [], 0
    while at < len(rest):
        begins = at + cell.LENGTH
        at = begins + int.from_bytes(rest[at:begins], "big")
        parts.append(rest[begins:at])
    return parts if at == len(rest) else None
