"""Things that wait in memory, or in Redis, until enough of them come out together."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from nacl.public import PrivateKey

from palabre.core import shelves, waiting
from palabre.core.waiting import NoRoom, Room

HERE, THERE = "kerouba", "tabakoro"
ROOM = Room("test")
in_redis = pytest.mark.skipif(not settings.REDIS_URL, reason="without Redis it is memory")
# As a worker begins: before it splits up it takes over, and its parts let things out.
WORKER = """
import os, sys
import django; django.setup()
from palabre.core import waiting
waiting.take_over()
print("there", flush=True)
sys.stdin.readline()
child = os.fork()
if not child:
    print(sorted(waiting.Room("test").take("kerouba")), flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""


def test_all_of_a_group_come_out_once_and_in_no_order():
    came = [b"%d" % n for n in range(24)]
    for thing in came:
        ROOM.add(HERE, thing)
    ROOM.add(THERE, b"other")

    out = ROOM.take(HERE)

    assert sorted(out) == sorted(came)
    assert out != came  # by chance once in 24! times
    assert ROOM.take(HERE) == []
    assert ROOM.groups() == [THERE]


def test_what_came_twice_is_one_and_the_last_of_both():
    for thing in (b"yes", b"no", b"yes, after all"):
        ROOM.add(HERE, thing, mark=b"the same")
    ROOM.add(HERE, b"without a mark")
    ROOM.add(HERE, b"without a mark")

    assert ROOM.waiting(HERE) == 3
    assert sorted(ROOM.take(HERE)) == [b"without a mark", b"without a mark", b"yes, after all"]


def test_what_came_again_takes_no_room_for_long():
    for n in range(9):
        ROOM.add(HERE, b"%d" % n, mark=b"the same")
    ROOM.add(THERE, b"of another group", mark=b"the same")

    assert ROOM.groups() == [HERE, THERE]
    assert len(shelves.shelf("test")) == 2
    assert ROOM.take(HERE) == [b"8"]


def test_twenty_takers_at_once_take_each_thing_once():
    came = [b"%d" % n for n in range(200)]
    for thing in came:
        ROOM.add(HERE, thing)

    with ThreadPoolExecutor(20) as takers:
        out = list(takers.map(lambda _n: ROOM.take(HERE), range(20)))

    assert sorted(thing for things in out for thing in things) == sorted(came)


def test_what_fails_waits_again_as_before():
    ROOM.add(HERE, b"one", mark=b"mark")

    with pytest.raises(RuntimeError), ROOM.taken(HERE):
        raise RuntimeError
    ROOM.add(HERE, b"one again", mark=b"mark")

    assert ROOM.take(HERE) == [b"one again"]


def test_a_group_is_ready_with_enough_or_after_long_enough(time_machine):
    time_machine.move_to("2026-12-01 07:00Z", tick=False)
    assert not ROOM.is_ready(HERE, fewest=1)
    for n in range(2):
        ROOM.add(HERE, b"%d" % n, mark=b"%d" % n)
        ROOM.add(HERE, b"%d" % n, mark=b"%d" % n)

    day = timedelta(days=1)
    assert ROOM.is_ready(HERE, fewest=2, longest=day)
    assert not ROOM.is_ready(HERE, fewest=3, longest=day)
    time_machine.shift(day)
    assert ROOM.is_ready(HERE, fewest=3, longest=day)
    assert not ROOM.is_ready(THERE, fewest=3, longest=day)


def test_no_more_wait_than_there_is_room_for():
    small = Room("test", most=2)
    small.add(HERE, b"one")
    small.add(THERE, b"two")

    with pytest.raises(NoRoom):
        small.add(HERE, b"three")


def test_things_of_like_length_weigh_the_same_and_say_nothing():
    for words in (b"yes", b"no", b"a longer thing, of nobody in particular" * 8):
        ROOM.add(HERE, words, mark=b"somebody")

    kept = shelves.shelf("test").all()

    assert len({len(thing) for thing in kept}) == 1
    assert not any(word in thing for thing in kept for word in (b"yes", b"somebody", b"kerouba"))


def test_large_things_all_weigh_the_same_few_may_wait_and_they_come_out_with_the_others():
    room = Room("test", most_large=2)
    for thing in (b"a", b"b" * 150_000):
        room.add(HERE, thing, is_large=True)
    room.add(HERE, b"c")

    with pytest.raises(NoRoom):
        room.add(THERE, b"d", is_large=True)
    assert len({len(thing) for thing in shelves.shelf("test-large").all()}) == 1
    assert len(shelves.shelf("test")) == 1
    with pytest.raises(RuntimeError), room.taken(HERE):
        raise RuntimeError
    assert len(shelves.shelf("test-large")) == 2  # each where it was
    assert sorted(map(len, room.take(HERE))) == [1, 1, 150_000]
    assert len(shelves.shelf("test-large")) == 0


@pytest.fixture
def server():
    with redis.Redis.from_url(str(settings.CACHES["default"]["LOCATION"])) as client:
        yield client


@in_redis
def test_redis_keeps_no_order_no_group_and_no_instant(server):
    kept: list[bytes] = []
    for n in range(60):
        before = set(shelves.shelf("test").all())
        ROOM.add(HERE, b"%d" % n)
        kept += set(shelves.shelf("test").all()) - before

    entries = [name for name in server.scan_iter() if b"waiting:" in name]
    in_redis_now = server.zrange("waiting:test", 0, -1)

    assert sorted(entries) == [b"waiting:keeper", b"waiting:test"]
    assert sorted(in_redis_now) == sorted(kept)
    assert in_redis_now != kept
    assert server.expiretime("waiting:test") % 86_400 == 0


@in_redis
def test_what_waits_does_not_end_while_somebody_is_there_to_let_it_out(server):
    ROOM.add(HERE, b"one")
    on = server.expiretime("waiting:test")
    server.expireat("waiting:test", on - 86_400)  # as a day later

    waiting.stay()

    assert server.expiretime("waiting:test") == on
    server.expireat("waiting:test", on - 86_400)
    server.set(shelves.KEEPER, bytes(PrivateKey.generate().public_key))
    waiting.stay()  # another keeps: not ours to say
    assert server.expiretime("waiting:test") == on - 86_400


@in_redis
def test_where_nobody_lets_out_nothing_is_taken_in(server):
    server.delete(shelves.KEEPER)
    with pytest.raises(NoRoom):
        ROOM.add(HERE, b"one")

    waiting.stay()

    ROOM.add(HERE, b"one")
    assert ROOM.waiting(HERE) == 1


@in_redis
def test_what_waited_for_somebody_who_is_no_more_is_gone(server):
    server.set(shelves.KEEPER, bytes(PrivateKey.generate().public_key))
    ROOM.add(HERE, b"one")

    assert ROOM.groups() == []  # whoever is no keeper cannot see it, and leaves it
    assert server.zcard("waiting:test") == 1
    waiting.stay()
    assert ROOM.take(HERE) == []
    assert server.zcard("waiting:test") == 1  # somebody else keeps
    waiting.take_over()
    assert ROOM.take(HERE) == []
    assert server.zcard("waiting:test") == 0


@in_redis
def test_one_process_takes_in_and_the_parts_of_another_let_out(server, settings):
    address = settings.CACHES["default"]["LOCATION"]
    environment = {
        "PALABRE_REDIS_URL": address,
        "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
    }
    with worker(environment) as process:
        assert process.stdout.readline() == "there\n"
        ROOM.add(HERE, b"one")
        ROOM.add(HERE, b"two")

        assert process.communicate("go\n")[0] == "[b'one', b'two']\n"
    assert server.zcard("waiting:test") == 0


def worker(environment):
    return subprocess.Popen(
        [sys.executable, "-c", WORKER],
        env={**os.environ, "PALABRE_DEMONSTRATION": "1", **environment},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
