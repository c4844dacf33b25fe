"""However slowly a request comes in: it has its time, one of few places, and then an end."""

import socket
from collections.abc import Iterator
from threading import BoundedSemaphore

import pytest

from palabre.config import line as config_line
from palabre.config.line import Line, seconds_for
from palabre.core import places
from palabre.core.places import Crowded, Place, TooSlow, place_of


@pytest.fixture
def ends() -> Iterator[tuple[Line, socket.socket]]:
    """Ours, and that of somebody who sends."""
    here, there = socket.socketpair()
    with Line(fileno=here.detach()) as ours, there:
        ours.setblocking(True)  # noqa: FBT003 (as sockets have it)
        yield ours, there
        ours.place.leave()


@pytest.fixture(autouse=True)
def _one_place(monkeypatch):
    monkeypatch.setattr(places, "PLACES", BoundedSemaphore(1))


def test_what_comes_at_once_needs_no_place(ends):
    ours, there = ends
    places.PLACES.acquire()
    there.sendall(b"words")

    assert ours.recv(100) == b"words"


def test_what_takes_longer_than_a_moment_has_a_place_until_it_leaves(ends, monkeypatch):
    monkeypatch.setattr(config_line, "MOMENT", 0)
    ours, there = ends
    there.sendall(b"words")
    ours.begin(5)

    assert ours.recv(100) == b"words"
    assert not Place().take()

    ours.place.leave()
    assert Place().take()


def test_without_a_place_it_is_cut_off(ends, monkeypatch):
    monkeypatch.setattr(config_line, "SHORT_MOMENT", 0.05)
    ours, _there = ends
    places.PLACES.acquire()
    ours.begin(5)

    with pytest.raises(Crowded):
        ours.recv(100)


def test_its_time_is_over_even_if_something_comes_every_now_and_then(ends):
    ours, there = ends
    ours.begin(0.05)
    for _ in range(3):
        there.sendall(b"a")

    with pytest.raises(TooSlow):
        all(ours.recv(1) for _ in range(100))


def test_silence_ends_it_before_its_time(ends, monkeypatch):
    monkeypatch.setattr(config_line, "MOST_SILENCE", 0.05)
    ours, _there = ends
    ours.begin(60)

    with pytest.raises(BlockingIOError):
        ours.recv(100)


def test_whoever_reads_what_is_left_may_wait_for_less(ends):
    ours, _there = ends
    ours.settimeout(0.05)

    with pytest.raises(TimeoutError):
        ours.recv(100)

    assert ours.gettimeout() == 0.05


def test_after_the_goodbye_nothing_is_waited_for(ends):
    ours, there = ends
    there.sendall(b"the rest")
    there.close()

    ours.say_goodbye()

    assert ours.recv(100) == b""


@pytest.mark.parametrize(
    ("length", "seconds"),
    [(0, 30), (100_000, 30), (400_000, 100), (8_000_000, 2000), (20_000_000, 2400), (10**9, 2400)],
)
def test_a_large_file_has_longer_and_forty_minutes_are_the_most(length, seconds):
    assert seconds_for(length) == seconds


def test_a_request_has_one_place_however_often_it_asks():
    environ: dict[str, Place] = {}

    assert place_of(environ).take()
    assert place_of(environ).take()
    assert not Place().take()
