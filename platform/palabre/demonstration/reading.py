"""The demonstration's texts, as written in data/*.toml, and its days."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]


def read(name: str) -> Row:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def shelves() -> list[Row]:
    """The forum's categories, in the order of their files' names."""
    return [read(path.stem) for path in sorted(DATA.glob("forum-*.toml"))]


def day(ago: int) -> date:
    return timezone.now().date() - timedelta(days=ago)


def moment(ago: int, hour: int, minute: int = 0) -> datetime:
    """Never later than now: a demonstration loaded at seven has no posts of the evening."""
    on = day(ago)
    said = datetime(on.year, on.month, on.day, hour, minute, tzinfo=UTC)
    return min(said, timezone.now())
