"""The account of a month for machines: a table and JSON, with the same numbers as the page."""

from typing import Any

from palabre.reports import account, account_words
from palabre.reports.account import Account
from palabre.reports.table import Cell, written
from palabre.reports.telling import FEWEST, Parts

SCHEMA = "palabre.moderation.month/2"
HEADS: list[Cell] = ["month", "table", "part", "words", "number", "told"]


def table_of(told: Account) -> str:
    """One number a line. A number that is not told is empty; what such numbers have together is `rest`."""
    month = str(told.month)
    rows: list[list[Cell]] = []
    for table in account_words.tables(told):
        rows.append([month, table.code, "total", table.title, *_cell(table.parts.total)])
        rows += [[month, table.code, one.code, one.words, *_cell(one.number)] for one in table.rows]
        if table.parts.rest:
            rows.append([month, table.code, "rest", table.rest, *_cell(table.parts.rest)])
    rows += [
        [month, "agreement", "percent", None, *_cell(told.agreement)],
        [month, "median", "hours", None, *_cell(told.median)],
        [month, "reprisals", str(told.reprisals.quarter), None, *_cell(told.reprisals.reports)],
        [month, "reprisals", "committees that tell", None, *_cell(told.reprisals.committees)],
    ]
    return written(HEADS, rows)


def _cell(number: int | None) -> list[Cell]:
    return [number, "yes" if number is not None else "no"]


def document_of(told: Account) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "month": str(told.month),
        "fewest": FEWEST,
        "rules": _parts(told.rules, tuple(sorted(told.rules.told))),
        "outcomes": _parts(told.outcomes, account.OUTCOMES),
        "looks": _parts(told.looks, account.LOOKS),
        "times": _parts(told.times, account.TIMES),
        "appeals": _parts(told.appeals, account.APPEALS),
        "agreement_percent": told.agreement,
        "median_hours": told.median,
        "reprisals": {
            "quarter_from": told.reprisals.quarter.isoformat(),
            "committees_that_tell": told.reprisals.committees,
            "reports": told.reprisals.reports,
        },
    }


def _parts(parts: Parts, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "total": parts.total,
        "parts": {name: parts.number(name) for name in names},
        "rest": parts.rest if parts.is_told else None,
    }
