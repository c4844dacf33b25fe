"""Which rows are about a message, a file or what was said without a name, and which about a person:
by foreign key, by number, by name."""

from __future__ import annotations

from typing import Any

from tests.seizure.seized import Key, Row, Seized, is_finer_than_a_day
from tests.seizure.truth import Person

Rows = list[tuple[Row, str]]


def of_messages(seized: Seized) -> dict[str, Rows]:
    """By table: rows about a message, with its number, however many foreign keys away."""
    return that_hang_on(seized, seized.messages)


def of_files(seized: Seized) -> dict[str, Rows]:
    """Likewise of each file, sent or not."""
    return that_hang_on(seized, seized.pieces)


def of_spoken(seized: Seized) -> dict[str, Rows]:
    """Likewise of what was said without a name, with what search knows of it."""
    found = that_hang_on(seized, seized.spoken)
    numbers = {pk for _row, pk in found[seized.spoken]}
    entries = [
        (row, pk)
        for row in seized.tables.get("search_entry", [])
        if (pk := row.values["item_pk"].replace("-", "")) in numbers
    ]
    return found | ({"search_entry": entries} if entries else {})


def of_ballots(seized: Seized) -> dict[str, Rows]:
    return that_hang_on(seized, seized.ballots)


def of_deeds(seized: Seized) -> dict[str, Rows]:
    """Of what was proposed, contested and reported."""
    found: dict[str, Rows] = {}
    for table in seized.deeds:
        found |= that_hang_on(seized, table)
    return found


def of_things(seized: Seized) -> dict[str, Rows]:
    """By table, and by what its rows are about."""
    files = {f"{table} of a file": rows for table, rows in of_files(seized).items()}
    return of_messages(seized) | files | of_spoken(seized) | of_ballots(seized) | of_deeds(seized)


def things(seized: Seized) -> list[str]:
    """The numbers of all of them."""
    tables = (seized.messages, seized.pieces, seized.spoken, seized.ballots, *seized.deeds)
    return [row.values["id"] for table in tables for row in seized.tables.get(table, [])]


def that_hang_on(seized: Seized, begin: str) -> dict[str, Rows]:
    found = {begin: [(row, row.values["id"]) for row in seized.tables[begin]]}
    waiting = [begin]
    while waiting:
        table = waiting.pop()
        about = {row.values.get("id"): pk for row, pk in found[table]}
        for link in seized.links:
            if link.to == table and link.table not in found:
                rows = seized.tables.get(link.table, [])
                found[link.table] = [
                    (row, about[row.values[link.column]])
                    for row in rows
                    if row.values[link.column] in about
                ]
                waiting.append(link.table)
    return found


def of_people(seized: Seized, people: list[Person]) -> dict[str, Rows]:
    """By table and column: rows about one of these people, by foreign key or by name."""
    by_number = {person.pk: person.username for person in people}
    by_name = {person.username: person.username for person in people}
    found: dict[str, Rows] = {}
    for link in seized.links:
        if link.to == seized.people:
            rows = seized.tables.get(link.table, [])
            found[f"{link.table}.{link.column}"] = tied(rows, link.column, by_number)
    for table, rows in seized.tables.items():
        for column in rows[0].values if rows else ():
            if column in ("actor", "username"):
                found[f"{table}.{column}"] = tied(rows, column, by_name)
    found["django_session.user"] = tied(
        seized.tables.get("django_session", []), "_auth_user_id", by_number
    )
    return {name: rows for name, rows in found.items() if rows}


def tied(rows: list[Row], column: str, to: dict[Any, str]) -> Rows:
    return [(row, to[row.values[column]]) for row in rows if row.values.get(column) in to]


def activity(seized: Seized, people: list[Person]) -> list[tuple[float, str]]:
    """When each of them did something, as their own rows say."""
    return [
        (value.timestamp(), person)
        for rows in of_people(seized, people).values()
        for row, person in rows
        for value in row.values.values()
        if is_finer_than_a_day(value)
    ]


def is_named(pk: str, thing: bytes) -> bool:
    raw = bytes.fromhex(pk)
    dashed = f"{pk[:8]}-{pk[8:12]}-{pk[12:16]}-{pk[16:20]}-{pk[20:]}"
    return any(sign in thing for sign in (pk.encode(), dashed.encode(), raw, raw[::-1]))


def keys_of(seized: Seized, pk: str) -> list[Key]:
    return [key for key in seized.keys if is_named(pk, key.name + b" " + key.value)]


def told_apart(seized: Seized, chosen: set[str]) -> set[str]:
    """The columns by which these messages, and none of the others, can be told: by what stands in
    them, or where that is bytes by how many."""
    found = set()
    for table, rows in of_messages(seized).items():
        if not chosen <= {pk for _row, pk in rows}:
            continue
        for column in rows[0][0].values:
            said: dict[bool, set[Any]] = {True: set(), False: set()}
            for row, pk in rows:
                value = row.values[column]
                said[pk in chosen].add(len(value) if isinstance(value, bytes) else value)
            if len(said[True]) < len(chosen) and not said[True] & said[False]:
                found.add(f"{table}.{column}")
    return found
