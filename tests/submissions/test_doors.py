"""An open conversation and an open vault close by themselves, and tell nobody who stood there."""

import time

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory

from palabre.submissions.models import Submission
from palabre.vaults.doorkeys import READER, WRITER, Door
from tests.submissions.conftest import field

SECRET = b"\n a secret key with a line break \n"
START = 1_795_000_000  # some afternoon, in seconds

in_memory = pytest.mark.skipif(bool(settings.REDIS_URL), reason="Redis counts its own time")
in_redis = pytest.mark.skipif(not settings.REDIS_URL, reason="asks Redis")


def stand_at(door: Door, owner: int = 7):
    """A request of the browser in which this door was just opened."""
    response = HttpResponse()
    door.leave_open(response, owner, SECRET)
    request = RequestFactory().get("/")
    request.COOKIES[door.cookie] = response.cookies[door.cookie].value
    return request


@in_memory
@pytest.mark.parametrize("door", [WRITER, READER], ids=["writer", "reader"])
def test_a_door_closes_when_nothing_happens(door):
    with time_machine.travel(START, tick=False) as clock:
        request = stand_at(door)

        clock.shift(door.minutes * 60 - 1)
        assert door.opened(request) == (7, SECRET)
        clock.shift(door.minutes * 60 - 1)
        assert door.opened(request) == (7, SECRET)
        clock.shift(door.minutes * 60 + 300)
        assert door.opened(request) is None


@in_memory
@pytest.mark.parametrize("door", [WRITER, READER], ids=["writer", "reader"])
def test_a_door_closes_in_the_end_however_much_happens(door):
    with time_machine.travel(START, tick=False) as clock:
        request = stand_at(door)

        for _ in range(door.most_hours * 6):
            clock.shift(9 * 60)
            assert door.opened(request) is not None
        clock.shift(9 * 60)
        while time.time() < START + door.most_hours * 3600 + 300:
            door.opened(request)
            clock.shift(9 * 60)
        assert door.opened(request) is None


def test_another_cookie_opens_nothing():
    request = stand_at(WRITER)
    request.COOKIES[WRITER.cookie] += "x"

    assert WRITER.opened(request) is None


@in_redis
def test_what_lies_in_redis_names_no_message_and_ends_on_round_minutes(write, open_thread):
    open_thread(field(write(), "code"))
    submission = Submission.objects.get()
    client = caches["default"]._cache.get_client()  # type: ignore[attr-defined]
    (key,) = client.keys("*door:r:*")

    kept = client.get(key)
    assert submission.pk.bytes not in kept
    assert submission.pk.hex.encode() not in kept.replace(b"-", b"")
    ends = time.time() + client.pttl(key) / 1000
    assert abs(ends / 300 - round(ends / 300)) * 300 < 2.5
