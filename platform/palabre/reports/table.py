"""The report as a table for a spreadsheet: one fact a line, the same columns in every line."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.reports import words
from palabre.reports.activity import Report

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take « é » for two signs
# What a spreadsheet would take for a formula, or for the way into one.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | date | None


def table_of(report: Report) -> str:
    return written(_heads(), _rows(report))


def written(heads: list[Cell], rows: Iterable[list[Cell]]) -> str:
    """By semicolons in French, by commas in English: as spreadsheets there expect it."""
    text = io.StringIO()
    mark = ";" if (get_language() or "").startswith("fr") else ","
    lines = csv.writer(text, delimiter=mark, lineterminator="\r\n")
    lines.writerow(heads)
    for row in rows:
        lines.writerow([_cell(each) for each in row])
    return BYTE_ORDER_MARK + text.getvalue()


def _cell(content: Cell) -> str:
    if content is None:
        return ""
    if not isinstance(content, str):
        return str(content)
    return f"'{content}" if content.lstrip(" ").startswith(FORMULA) else content


def _heads() -> list[Cell]:
    return [
        _("part"), _("day"), _("what"), _("side"), _("how many"), _("of"), _("who"), _("state"),
    ]  # fmt: skip


def _rows(report: Report) -> Iterator[list[Cell]]:
    for what, number in words.figures(report):
        told: Cell = int(number) if number.isdigit() else number
        yield [_("in figures"), None, what, None, told, None, None, None]
    for side in report.sides:
        yield [
            _("seats"), None, None, words.side_name(side.side), side.seats, None, None, None,
        ]  # fmt: skip
    yield from _of_meetings(report)
    for one in report.adopted:
        state = words.what_became_of_it(one)
        yield [one.kind_in_words, one.day, one.text, None, None, None, one.responsible, state]


def _of_meetings(report: Report) -> Iterator[list[Cell]]:
    for one in report.sittings:
        state = words.what_became_of(one)
        yield [_("meetings"), one.day, None, None, None, None, None, state]
        for side in one.sides:
            name = words.side_name(side.side)
            yield [_("attendance"), one.day, None, name, side.present, side.seated, None, None]
        for title in one.titles:
            yield [_("agenda"), one.day, title, None, None, None, None, None]
