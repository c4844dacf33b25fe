"""The bucket: calm is bounded, pressure rises with what comes and falls by itself."""

from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.pressure import DEEPEST, Bucket, Level, Pressure

CALM, PACE = 10, 5.0
STEPS = st.lists(st.floats(0, 60), max_size=200)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def never(_pressure: Pressure) -> bool:
    return False


def always(_pressure: Pressure) -> bool:
    return True


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def bucket(clock):
    return Bucket(CALM, PACE, clock=clock)


def test_so_many_at_once_are_calm_and_the_next_is_not(bucket):
    assert [bucket.draw(never) for _ in range(CALM)] == [None] * CALM
    assert bucket.draw(never).level is Level.BUSY


def test_who_is_held_back_takes_no_place(bucket, clock):
    for _ in range(CALM):
        bucket.draw(never)
    before = bucket.pressure

    for _ in range(500):
        assert bucket.draw(never)

    assert bucket.pressure == before


def test_it_is_an_attack_once_as_much_again_came_through(bucket):
    for _ in range(2 * CALM):
        assert bucket.draw(always) is None

    assert bucket.pressure.level is Level.ATTACK


def test_the_greatest_flood_is_over_in_time(bucket, clock):
    for _ in range(100 * CALM):
        bucket.draw(always)

    clock.now += PACE * CALM * (1 + DEEPEST)

    assert bucket.pressure == Pressure(0)
    assert [bucket.draw(never) for _ in range(CALM)] == [None] * CALM


def test_a_bucket_of_nothing_still_holds_one():
    assert Bucket(0, PACE, clock=Clock()).draw(never) is None


@given(STEPS)
def test_however_they_come_no_more_are_calm_than_was_set(steps):
    clock = Clock()
    bucket = Bucket(CALM, PACE, clock=clock)
    began, through = clock.now, 0
    for step in steps:
        clock.now += step
        through += bucket.draw(never) is None
        assert through <= CALM + (clock.now - began) / PACE + 1e-6


@given(STEPS, st.floats(0, 1000))
def test_pressure_only_falls_while_nothing_comes(steps, silence):
    clock = Clock()
    bucket = Bucket(CALM, PACE, clock=clock)
    for step in steps:
        clock.now += step / 60
        bucket.draw(always)
    before = bucket.pressure
    clock.now += silence
    assert 0 <= bucket.pressure.over <= before.over <= DEEPEST + 1 / CALM


@given(STEPS)
def test_whoever_comes_no_faster_than_the_pace_is_never_held_back(steps):
    clock = Clock()
    bucket = Bucket(CALM, PACE, clock=clock)
    for step in steps:
        clock.now += PACE + step
        assert bucket.draw(never) is None


def test_many_threads_share_one_bucket(bucket):
    came: list[Pressure | None] = []
    threads = [
        Thread(target=lambda: came.extend(bucket.draw(never) for _ in range(50))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert came.count(None) == CALM
