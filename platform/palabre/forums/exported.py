"""Reads a conversation as Polis exports it: comments.csv, and summary.csv where there is one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from palabre.core.text import has_something_to_see, unix_lines
from palabre.forums.models import State

COLUMNS = {"timestamp", "comment-id", "author-id", "moderated", "comment-body"}
STATES = {"1": State.PUBLISHED, "0": State.HELD, "-1": State.REMOVED}
MOST_IN_A_FIELD = 1_000_000


class Unreadable(Exception):
    """The folder is not a conversation that we can read; the message says what is wrong."""


@dataclass(frozen=True)
class Statement:
    number: str  # its own number in the conversation
    author: int
    state: State
    body: str
    at: datetime


@dataclass(frozen=True)
class Conversation:
    name: str
    topic: str
    introduction: str
    statements: list[Statement]


def read_conversation(folder: Path) -> Conversation:
    if not folder.is_dir():
        raise Unreadable(_("There is no folder %(path)s.") % {"path": folder})
    csv.field_size_limit(MOST_IN_A_FIELD)
    summary = _read_summary(folder / "summary.csv")
    return Conversation(
        name=folder.resolve().name,
        topic=summary.get("topic", "").strip() or folder.resolve().name,
        introduction=summary.get("conversation-description", "").strip(),
        statements=sorted(_read_statements(folder / "comments.csv"), key=lambda said: said.at),
    )


def _read_summary(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    with _open(path) as lines:
        return {row[0]: row[1] for row in csv.reader(lines) if len(row) > 1}


def _read_statements(path: Path) -> Iterator[Statement]:
    if not path.is_file():
        raise Unreadable(_("There is no file %(path)s.") % {"path": path})
    with _open(path) as lines:
        rows = csv.DictReader(lines)
        missing = sorted(COLUMNS - set(rows.fieldnames or []))
        if missing:
            raise Unreadable(
                _("%(path)s has no column: %(columns)s.")
                % {"path": path, "columns": ", ".join(missing)}
            )
        for row in rows:
            yield _statement(row, f"{path}:{rows.line_num}")


def _statement(row: dict[str, str], where: str) -> Statement:
    try:
        said = Statement(
            number=row["comment-id"].strip(),
            author=int(row["author-id"]),
            state=STATES[row["moderated"].strip()],
            body=unix_lines(row["comment-body"]),
            at=datetime.fromtimestamp(int(row["timestamp"]) / 1000, tz=UTC),
        )
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError, OSError) as error:
        raise Unreadable(_("%(where)s cannot be read.") % {"where": where}) from error
    if said.author < 0 or not said.number or not _is_text(said.body):
        raise Unreadable(_("%(where)s cannot be read.") % {"where": where})
    return said


def _is_text(body: str) -> bool:
    return "\0" not in body and has_something_to_see(body)


@contextmanager
def _open(path: Path) -> Iterator[TextIO]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield lines
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(_("%(where)s cannot be read.") % {"where": path}) from error
