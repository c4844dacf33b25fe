"""Where things wait: the memory of this process, or with Redis one set of bytes a room.

A set that is sorted by random numbers, so that Redis keeps no order of arrival. It ends by itself
on a whole day, and no entry says when anything was put in.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from secrets import randbits
from threading import Lock
from typing import Any, Protocol

import redis
from django.conf import settings

KEEPER = "waiting:keeper"
SILENCE = 10 * 60  # seconds after which a keeper who says nothing is taken for gone
DAY = 86_400


class NoRoom(Exception):
    """Nothing can wait just now: nobody is there to let it out, or too much waits already."""


class Shelf(Protocol):
    def __len__(self) -> int: ...
    def all(self) -> list[bytes]: ...
    def put(self, things: Iterable[bytes]) -> None: ...
    def take(self, things: Iterable[bytes]) -> list[bytes]:
        """Those of them that nobody else has taken."""
        ...


class InMemory:
    def __init__(self) -> None:
        self._things: set[bytes] = set()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._things)

    def all(self) -> list[bytes]:
        with self._lock:
            return list(self._things)

    def put(self, things: Iterable[bytes]) -> None:
        with self._lock:
            self._things.update(things)

    def take(self, things: Iterable[bytes]) -> list[bytes]:
        with self._lock:
            there = [thing for thing in things if thing in self._things]
            self._things.difference_update(there)
            return there


class InRedis:
    def __init__(self, client: Any, key: str) -> None:
        self._client, self._key = client, key

    def __len__(self) -> int:
        with _reached():
            return int(self._client.zcard(self._key))

    def all(self) -> list[bytes]:
        with _reached():
            return list(self._client.zrange(self._key, 0, -1))

    def put(self, things: Iterable[bytes]) -> None:
        scores = {thing: randbits(52) for thing in things}
        if not scores:
            return
        with _reached(), self._client.pipeline() as all_at_once:
            all_at_once.zadd(self._key, scores)
            all_at_once.expireat(self._key, _last_day())
            all_at_once.execute()

    def take(self, things: Iterable[bytes]) -> list[bytes]:
        wanted = list(things)
        with _reached(), self._client.pipeline() as all_at_once:
            for thing in wanted:
                all_at_once.zrem(self._key, thing)
            gone = all_at_once.execute()
        return [thing for thing, was_there in zip(wanted, gone, strict=True) if was_there]


_here: dict[str, InMemory] = defaultdict(InMemory)


def shelf(room: str) -> Shelf:
    return InRedis(_client(), f"waiting:{room}") if settings.REDIS_URL else _here[room]


def empty() -> None:
    """Of this process; what is in Redis goes when the cache is cleared."""
    _here.clear()


def keeper(own: bytes) -> bytes | None:
    """To whom things are sealed. Without Redis that is this process itself."""
    if not settings.REDIS_URL:
        return own
    with _reached():
        named: bytes | None = _client().get(KEEPER)
    return named


def name_keeper(own: bytes) -> None:
    if settings.REDIS_URL:
        with _reached():
            _client().set(KEEPER, own, ex=SILENCE)


def stay_keeper(own: bytes, rooms: Iterable[str]) -> None:
    """Another who has taken over stays it; where there is none, we are. What waits in these rooms
    does not end while somebody is there who can let it out."""
    if not settings.REDIS_URL:
        return
    with _reached():
        if _client().set(KEEPER, own, ex=SILENCE, nx=True) or _client().get(KEEPER) == own:
            with _client().pipeline() as all_at_once:
                all_at_once.expire(KEEPER, SILENCE)
                for room in rooms:
                    all_at_once.expireat(f"waiting:{room}", _last_day())
                all_at_once.execute()


def _last_day() -> int:
    """A whole day: when a set ends says nothing of when something came."""
    return math.ceil(time.time() / DAY + 2) * DAY


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as error:
        raise NoRoom from error


def _client() -> Any:
    """The memory that the cache is in, past the cache: its own way adds names and times."""
    return _connected(str(settings.CACHES["default"]["LOCATION"]))


@lru_cache
def _connected(address: str) -> Any:
    return redis.Redis.from_url(address, socket_timeout=5)
