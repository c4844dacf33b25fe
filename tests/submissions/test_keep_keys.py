"""The files of the weeks' keys outlive a power cut, and whatever else lies beside them."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from palabre.sealing.errors import KeyLost
from palabre.submissions.models import Submission
from palabre.vaults import epochs
from palabre.vaults.ending import make_keys_ahead

DAY = date(2026, 12, 7)


def file_of(ends: date) -> Path:
    return Path(settings.EPOCHS) / f"{ends:%Y-%m-%d}.key"


def emptied(ends: date) -> Path:
    """As the power going out may leave it: the name is there, and nothing in it."""
    file_of(ends).write_bytes(b"")
    return file_of(ends)


def test_the_key_and_its_name_are_on_the_disk_before_anybody_uses_it(monkeypatch):
    synced: list[str] = []
    sync = os.fsync

    def note(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").readlink().name)
        sync(number)

    monkeypatch.setattr(os, "fsync", note)
    epochs.make(DAY)

    assert len(synced) == 2
    assert synced[0].startswith("2026-12-07.")
    assert synced[1] == Path(settings.EPOCHS).name


def test_a_key_that_is_there_stays():
    epochs.make(DAY)
    before = file_of(DAY).read_bytes()
    epochs.make(DAY)

    assert file_of(DAY).read_bytes() == before
    assert [path.name for path in Path(settings.EPOCHS).iterdir()] == [file_of(DAY).name]
    assert file_of(DAY).stat().st_mode & 0o077 == 0


def test_an_empty_file_is_no_key_and_is_made_anew():
    epochs.make(DAY)
    emptied(DAY)
    assert not epochs.is_there(DAY)
    with pytest.raises(KeyLost):
        epochs.lock(DAY, b"something")

    epochs.make(DAY)

    assert epochs.is_there(DAY)
    assert epochs.unlock(DAY, epochs.lock(DAY, b"something")) == b"something"


def test_what_somebody_made_anew_meanwhile_stays():
    epochs.make(DAY)
    before = file_of(DAY).read_bytes()

    epochs._take_away_broken(file_of(DAY))

    assert file_of(DAY).read_bytes() == before


def test_where_no_message_ends_it_is_made_anew_in_time(write):
    write()
    ends = Submission.objects.get().expires_on
    other = epochs.monday_after(ends, days=1)
    emptied(other)
    assert make_keys_ahead() == []
    assert epochs.is_there(other)

    emptied(ends)
    assert make_keys_ahead() == [ends]
    assert not epochs.is_there(ends)
    assert write("Un autre message.").status_code == 503


def test_a_file_that_is_no_day_keeps_no_key_from_being_destroyed():
    epochs.make(DAY)
    strays = [Path(settings.EPOCHS) / name for name in ("copie.key", "2026-12-07 (1).key", ".key")]
    for stray in strays:
        stray.write_bytes(b"x" * 32)

    epochs.destroy(DAY)

    assert not file_of(DAY).exists()
    assert all(stray.exists() for stray in strays)
