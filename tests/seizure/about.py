"""Which rows are about a message, and which about a person: by foreign key, by number, by name."""

from __future__ import annotations

from typing import Any

from tests.seizure.seized import Key, Row, Seized, is_finer_than_a_day
from tests.seizure.story import Person


def of_messages(seized: Seized) -> dict[str, list[tuple[Row, str]]]:
    """By table: rows about a message, with its number, however many foreign keys away."""
    found = {seized.messages: [(row, row.values["id"]) for row in seized.tables[seized.messages]]}
    waiting = [seized.messages]
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


def of_people(seized: Seized, people: list[Person]) -> dict[str, list[tuple[Row, str]]]:
    """By table and column: rows about one of these people, by foreign key or by name."""
    by_number = {person.pk: person.username for person in people}
    by_name = {person.username: person.username for person in people}
    found: dict[str, list[tuple[Row, str]]] = {}
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


def tied(rows: list[Row], column: str, to: dict[Any, str]) -> list[tuple[Row, str]]:
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
