"""Every instant that can be read off what was seized, wherever it stands."""

from collections import defaultdict
from collections.abc import Iterator

from tests.seizure.attacks import LIFETIMES, MOMENT, instant
from tests.seizure.seized import Seized, is_finer_than_a_day


def instants(seized: Seized) -> dict[str, list[float]]:
    """By where it was found. Whatever runs out was begun one lifetime before."""
    found: dict[str, set[float]] = defaultdict(set)
    for where, moment in in_rows(seized):
        found[where] |= begun_before(moment)
    for key in seized.keys:
        if key.expires:
            kind = key.name.rpartition(b":")[0].decode("utf-8", "replace")
            found[f"key {kind}"] |= begun_before(key.expires)
    found["files"] = {file.changed for file in seized.files}
    found["log"] = {instant(said[0]) for said in MOMENT.finditer(seized.log)}
    return {name: sorted(moments) for name, moments in found.items()}


def in_rows(seized: Seized) -> Iterator[tuple[str, float]]:
    for table, rows in seized.tables.items():
        for row in rows:
            for column, value in row.values.items():
                if is_finer_than_a_day(value):
                    yield f"{table}.{column}", value.timestamp()


def begun_before(end: float) -> set[float]:
    return {end - lifetime for lifetime in LIFETIMES}


def hits(moments: list[float], windows: list[tuple[float, float]]) -> int:
    """How many of the windows one of these instants falls into."""
    return sum(any(begin <= moment <= end for moment in moments) for begin, end in windows)
