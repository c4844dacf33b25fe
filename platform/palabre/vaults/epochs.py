"""Keys that end: one for each Monday on which messages end, in files outside the database.

Whatever opens a message is locked with one of them once more. When the Monday comes the file is
destroyed, and nothing opens any more: not the rows, and not the backup of last month (ADR 17).
"""

import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from palabre.sealing import boxes
from palabre.sealing.errors import KeyLost
from palabre.sealing.kdf import KEY_SIZE

WEEK = 7  # days


def monday_after(day: date, *, days: int) -> date:
    """The first Monday that is at least so many days later."""
    there = day + timedelta(days=days)
    return there + timedelta(days=-there.weekday() % WEEK)


def mondays(since: date, *, weeks: int) -> list[date]:
    first = monday_after(since, days=1)
    return [first + timedelta(weeks=week) for week in range(weeks)]


def lock(ends: date, sealed: bytes) -> bytes:
    """Raises KeyLost."""
    return boxes.lock(_key(ends), sealed)


def unlock(ends: date, locked: bytes) -> bytes:
    """Raises KeyLost once the week is over."""
    return boxes.unlock(_key(ends), locked)


def is_there(ends: date) -> bool:
    """A file that the power went out under is none."""
    return _is_whole(_file_of(ends))


def make(ends: date) -> None:
    """Two processes may ask at once: the first one makes it."""
    path = _file_of(ends)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        _take_away_broken(path)
    unfinished = path.with_suffix(f".{secrets.token_hex(8)}")
    _write(unfinished, secrets.token_bytes(KEY_SIZE))
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
    _keep_names(path.parent)


def _is_whole(path: Path) -> bool:
    try:
        return path.stat().st_size == KEY_SIZE
    except FileNotFoundError:
        return False


def _take_away_broken(path: Path) -> None:
    """One process at a time: what another has made anew meanwhile is whole, and stays."""
    with _folder(path.parent) as folder:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if not _is_whole(path):
            path.unlink(missing_ok=True)


def _write(path: Path, key: bytes) -> None:
    """On the disk itself: messages may be locked with it before the power goes out."""
    path.touch(mode=0o600)
    with path.open("r+b") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())


def _keep_names(folder: Path) -> None:
    with _folder(folder) as opened:
        os.fsync(opened)


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield opened
    finally:
        os.close(opened)


def destroy(until: date) -> None:
    """Every key whose Monday has come, that day included; written over first."""
    for ends, path in list(_every()):
        if ends <= until:
            _write(path, secrets.token_bytes(KEY_SIZE))
            path.unlink(missing_ok=True)
            _keep_names(path.parent)


def _key(ends: date) -> bytes:
    """Read each time: a key that is remembered is not destroyed."""
    try:
        key = _file_of(ends).read_bytes()
    except FileNotFoundError:
        raise KeyLost from None
    if len(key) != KEY_SIZE:
        raise KeyLost
    return key


def _every() -> Iterable[tuple[date, Path]]:
    """Whatever else somebody has put there keeps no key from being destroyed."""
    for path in Path(settings.EPOCHS).glob("*.key"):
        with suppress(ValueError):
            yield date.fromisoformat(path.stem), path


def _file_of(ends: date) -> Path:
    return Path(settings.EPOCHS) / f"{ends:%Y-%m-%d}.key"
