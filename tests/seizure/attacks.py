"""What somebody with everything on the table, and with the accounts before them, would try.

Each attack takes what was seized and what is known of the people, and says for each message, for
each file, and for all that was said without a name, who wrote, joined or said it (`who`), in which
order they came (`order`), or how long they were (`length`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.seizure.about import (
    Rows,
    activity,
    is_named,
    keys_of,
    of_ballots,
    of_deeds,
    of_files,
    of_messages,
    of_people,
    of_spoken,
    of_things,
    things,
)
from tests.seizure.encodings import Dictionary, spellings
from tests.seizure.seized import Seized, as_bytes, is_finer_than_a_day
from tests.seizure.truth import Person

LIFETIMES = (0, 60, 900, 1800, 3600, 8 * 3600, 86_400)  # seconds for which anything is kept
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:?\d\d|Z)?")


@dataclass(frozen=True)
class Guess:
    name: str
    kind: str  # who, order
    values: dict[str, Any]


Attack = Callable[[Seized, list[Person]], Iterator[Guess]]


def beside(name: str, values: dict[str, Any], known: list[tuple[Any, str]]) -> Iterator[Guess]:
    """Whoever did something nearest to it, last before it, or first after it."""
    line = sorted(known, key=lambda one: one[0])
    marks = [mark for mark, _ in line]
    for which, place in PLACES.items():
        guesses = {
            pk: line[min(max(place(marks, value), 0), len(line) - 1)][1]
            for pk, value in values.items()
            if line
        }
        yield Guess(f"{name}, {which}", "who", guesses)


def nearest_place(marks: list[Any], value: Any) -> int:
    return min(range(len(marks)), key=lambda place: abs(marks[place] - value))


PLACES: dict[str, Callable[[list[Any], Any], int]] = {
    "nearest": nearest_place,
    "last before": lambda marks, value: bisect_right(marks, value) - 1,
    "first after": bisect_left,
}


def first_of_each(rows: list[tuple[Any, str]]) -> dict[str, int]:
    """In which place each message, or each row of a person, comes first."""
    ranks: dict[str, int] = {}
    for place, (_row, pk) in enumerate(rows):
        ranks.setdefault(pk, place)
    return ranks


# --- The battery ---------------------------------------------------------------------------------
def foreign_keys(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """Every path of foreign keys from a message's rows to an account."""
    numbers = {person.pk: person.username for person in people}
    for of in (of_messages, of_files, of_spoken, of_ballots, of_deeds):
        about = of(seized)
        for table, rows in about.items():
            for path, ends in walks(seized, table, rows):
                guesses = {pk: numbers[end] for pk, end in ends if end in numbers}
                yield Guess(f"path {path}", "who", guesses)


def walks(
    seized: Seized, table: str, rows: Rows, path: str = ""
) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    for link in seized.links:
        step = f"{path}{link.table}.{link.column}"
        if link.table != table or step.count(">") > 4:
            continue
        if link.to == seized.people:
            yield step, [(pk, row.values[link.column]) for row, pk in rows]
            continue
        there = {row.values.get(link.to_column): row for row in seized.tables.get(link.to, [])}
        ahead = [
            (there[row.values[link.column]], pk)
            for row, pk in rows
            if row.values[link.column] in there
        ]
        if f"{link.to}." not in path:
            yield from walks(seized, link.to, ahead, f"{step}>")


def mentions(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """Rows, keys and lines that name a message and a person at once."""
    numbers = things(seized)
    guesses: dict[str, dict[str, str]] = defaultdict(dict)
    own = {table for of in (of_messages, of_files, of_spoken, of_ballots) for table in of(seized)}
    for where, thing in things_apart(seized, own):
        said = [pk for pk in numbers if is_named(pk, thing)]
        meant = [one.username for one in people if one.username.encode() in thing]
        if len(meant) == 1:
            guesses[where] |= dict.fromkeys(said, meant[0])
    for where, found in guesses.items():
        yield Guess(f"named together in {where}", "who", found)


def things_apart(seized: Seized, own: set[str]) -> Iterator[tuple[str, bytes]]:
    for table, rows in seized.tables.items():
        if table not in own:
            for row in rows:
                yield table, b" ".join(map(as_bytes, row.values.values()))
    for key in seized.keys:
        yield "keys", key.name + b" " + key.value
    for line in seized.log.splitlines():
        yield "log", line.encode()


def row_order(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """The order of rows, as a dump shows it: the n-th message came with the n-th post."""
    persons = of_people(seized, people)
    for table, rows in of_things(seized).items():
        for order in ("rowid", "ctid", "xmin", "dump"):
            if rows and order in rows[0][0].orders:
                line = sorted(rows, key=lambda one: one[0].orders[order])
                ranks = first_of_each(line)
                yield Guess(f"{table} by {order}", "order", ranks)
                yield from joined(f"{table} by {order}", list(ranks), persons, order)


def joined(name: str, line: list[str], persons: dict[str, Rows], order: str) -> Iterator[Guess]:
    for where, rows in persons.items():
        known = [row for row in rows if order in row[0].orders]
        authors = [who for _, who in sorted(known, key=lambda one: one[0].orders[order])]
        if len(authors) >= len(line):
            yield Guess(f"{name} beside {where}", "who", by_rank(line, authors))


def by_rank(line: list[str], authors: list[str]) -> dict[str, str]:
    return {pk: authors[place * len(authors) // len(line)] for place, pk in enumerate(line)}


def columns(seized: Seized, _people: list[Person]) -> Iterator[Guess]:
    """A number that counts up, an identifier with a clock in it: any column may be in order."""
    for table, rows in of_things(seized).items():
        for column in rows[0][0].values if rows else ():
            values = {pk: as_bytes(row.values[column]) for row, pk in rows}
            if all(isinstance(row.values[column], int | datetime) for row, _ in rows):
                values = {pk: row.values[column] for row, pk in rows}
            yield Guess(f"{table}.{column} in order", "order", values)


def transactions(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """The nearest transaction of a person."""
    every = of_people(seized, people)
    known = {
        name: [(row.orders["xmin"], who) for row, who in rows if "xmin" in row.orders]
        for name, rows in every.items()
    }
    for table, rows in of_things(seized).items():
        numbers = {pk: row.orders["xmin"] for row, pk in rows if "xmin" in row.orders}
        for name, there in known.items():
            if numbers and there:
                yield from beside(f"{table} beside {name}", numbers, there)


def timestamps(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """Any instant in a message's own rows, and who did something then."""
    known = activity(seized, people)
    for table, rows in of_things(seized).items():
        for column in rows[0][0].values if rows else ():
            moments = {
                pk: row.values[column].timestamp()
                for row, pk in rows
                if is_finer_than_a_day(row.values[column])
            }
            if moments:
                yield Guess(f"{table}.{column}", "order", moments)
                yield from beside(f"{table}.{column}", moments, known)


def log_times(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """A line with a message and an instant, and who did something then."""
    known = activity(seized, people)
    moments: dict[str, float] = {}
    for line in seized.log.splitlines():
        if said := MOMENT.search(line):
            for pk in things(seized):
                if is_named(pk, line.encode()):
                    moments[pk] = instant(said[0])
    yield Guess("lines of the log", "order", moments)
    yield from beside("lines of the log", moments, known)


def instant(said: str) -> float:
    moment = datetime.fromisoformat(said)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def cache_times(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """An entry that names a message, when it runs out, and who did something then."""
    known = activity(seized, people)
    ends = {pk: key.expires for pk in things(seized) for key in keys_of(seized, pk) if key.expires}
    for lifetime in LIFETIMES:
        moments = {pk: end - lifetime for pk, end in ends.items()}
        yield Guess(f"keys {lifetime} s before they run out", "order", moments)
        yield from beside(f"keys {lifetime} s before they run out", moments, known)


def digests(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """Everything that is known of each account and its network, hashed with every secret there is."""
    dictionary = Dictionary(people, seized.secrets)
    for table, rows in of_things(seized).items():
        found = {
            pk: who
            for row, pk in rows
            for value in row.values.values()
            if (who := dictionary.look_up(value))
        }
        yield Guess(f"hashes in {table}", "who", found)
    by_key = {
        pk: who
        for pk in things(seized)
        for key in keys_of(seized, pk)
        if (who := dictionary.look_up(key.name) or dictionary.look_up(key.value))
    }
    yield Guess("hashes in keys", "who", by_key)


def canaries(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """A device, a language, an address or a name in a message's own rows, however it is spelt."""
    signs = {
        sign: person.username
        for person in people
        for trace in (*vars(person.traces).values(), person.username, person.email)
        for sign in spellings(trace)
    }
    for table, rows in of_things(seized).items():
        found: dict[str, str] = {}
        for row, pk in rows:
            said = b"\n".join(map(as_bytes, row.values.values()))
            if who := whose(said, signs):
                found[pk] = who
        yield Guess(f"traces in {table}", "who", found)


def whose(said: bytes, signs: dict[bytes, str]) -> str:
    return next((who for sign, who in signs.items() if sign in said), "")


def sizes(seized: Seized, _people: list[Person]) -> Iterator[Guess]:
    """How long each sealed thing is; for messages of one size class it tells nothing."""
    for table, rows in of_things(seized).items():
        for column in rows[0][0].values if rows else ():
            some = rows[0][0].values[column]
            if isinstance(some, bytes):
                lengths = {pk: len(row.values[column]) for row, pk in reversed(rows)}
                yield Guess(f"length of {table}.{column}", "length", lengths)
                yield Guess(f"all of {table}.{column}", "length", in_all(rows, column))
            elif type(some) is int:
                numbers = {pk: row.values[column] for row, pk in rows}
                yield Guess(f"{table}.{column}", "length", numbers)


def in_all(rows: Rows, column: str) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for row, pk in rows:
        totals[pk] += len(row.values[column])
    return totals


def file_places(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """Where a message's bytes lie in the database's own files."""
    persons = of_people(seized, people)
    for name, places in seized.places.items():
        yield Guess(f"place in {name}", "order", places)
        line = sorted(places, key=lambda pk: places[pk])
        for order in ("rowid", "ctid") if line else ():
            yield from joined(f"place in {name}", line, persons, order)


def spool_times(seized: Seized, people: list[Person]) -> Iterator[Guess]:
    """A file that is named after a message, and when it was changed."""
    known = activity(seized, people)
    moments = {
        pk: file.changed
        for pk in things(seized)
        for file in seized.files
        if is_named(pk, file.path.encode())
    }
    yield Guess("files named after a message", "order", moments)
    yield from beside("files named after a message", moments, known)


ANYWHERE: dict[str, Attack] = {
    attack.__name__: attack
    for attack in (
        canaries, foreign_keys, mentions, columns, timestamps, log_times, digests, sizes,
        spool_times, row_order, file_places,
    )
}  # fmt: skip
WITH_POSTGRESQL: dict[str, Attack] = {"transactions": transactions, "cache_times": cache_times}
