"""Closed cases, one a line, for whoever studies how two sides moderate together.

No line stands alone: each is there five times at least, word for word, or says less until it is; what
cannot is left out. Only quarters that are over are told, each for itself, so that a line never changes
and two copies of the file, one from today and one from before, tell nothing about what came between.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from secrets import SystemRandom

from palabre.core.days import today
from palabre.moderation.models import Case, Decision
from palabre.people.models import Side
from palabre.reports.account import time_of
from palabre.reports.months import month_of
from palabre.reports.quarters import Quarter, quarter_of
from palabre.reports.table import Cell
from palabre.reports.telling import FEWEST

SCHEMA = "palabre.moderation.cases/1"
ANY = "*"
CLOSED_SPACE = "closed space"
lot = SystemRandom()


@dataclass(frozen=True)
class Line:
    when: str
    kind: str
    space: str
    rule: str
    origin: str
    outcome: str
    time: str
    looks: str
    civilian_1: str = ""
    forces_1: str = ""
    civilian_2: str = ""
    forces_2: str = ""
    civilian_panel: str = ""
    forces_panel: str = ""


COLUMNS = tuple(Line.__dataclass_fields__)
# What a line stops saying, step by step, where it would be told fewer than five times.
STEPS: tuple[tuple[str, ...], ...] = (
    (),
    ("space",),
    ("when",),
    ("kind", "origin"),
    ("time",),
    ("rule",),
    ("civilian_2", "forces_2", "civilian_panel", "forces_panel"),
    ("looks", "civilian_1", "forces_1"),
)
CHOICES = {
    (1, Side.CIVILIAN): "civilian_1",
    (1, Side.FORCES): "forces_1",
    (2, Side.CIVILIAN): "civilian_2",
    (2, Side.FORCES): "forces_2",
    (3, Side.CIVILIAN): "civilian_panel",
    (3, Side.FORCES): "forces_panel",
}


@dataclass(frozen=True)
class Study:
    lines: list[Line]
    left_out: int | None  # None where it is a number too small to be told


def study() -> Study:
    by_quarter = _lines()
    lines: list[Line] = []
    for quarter, every in by_quarter.items():
        lines += told_often(every, quarter)
    missing = sum(map(len, by_quarter.values())) - len(lines)
    lot.shuffle(lines)
    return Study(lines, None if 0 < missing < FEWEST else missing)


def told_often(every: Iterable[Line], quarter: Quarter) -> list[Line]:
    """Those of one quarter, each as exact as it may be."""
    left, told = list(every), []
    for step in STEPS:
        left = [_without(line, step, quarter) for line in left]
        times = Counter(left)
        told += [line for line in left if times[line] >= FEWEST]
        left = [line for line in left if times[line] < FEWEST]
    return told


def _without(line: Line, step: tuple[str, ...], quarter: Quarter) -> Line:
    coarser = {
        name: f"{quarter.year}-Q{quarter.number}" if name == "when" else ANY for name in step
    }
    return replace(line, **coarser)


def _lines() -> dict[Quarter, list[Line]]:
    over = Case.objects.decided().filter(closed_on__lt=quarter_of(today()).first_day)
    chosen: dict[int, dict[str, str]] = defaultdict(dict)
    said = Decision.objects.filter(case__in=over).order_by("round", "side", "choice")
    for pk, which, side, choice in said.values_list("case", "round", "side", "choice"):
        place = CHOICES[which, Side(side)]
        before = chosen[pk].get(place)
        chosen[pk][place] = f"{before}+{choice}" if before else choice
    found: dict[Quarter, list[Line]] = defaultdict(list)
    for case in over.select_related("space", "rule"):
        if case.closed_on:
            found[quarter_of(case.closed_on)].append(_line(case, chosen[case.pk]))
    return found


def _line(case: Case, chosen: dict[str, str]) -> Line:
    return Line(
        when=str(month_of(case.closed_on)) if case.closed_on else "",
        kind=case.label,
        space=case.space.slug if case.names_its_space else CLOSED_SPACE,
        rule=case.rule.code,
        origin=case.origin,
        outcome=case.outcome,
        time=time_of(case.hours_open),
        looks=str(case.round),
        **chosen,
    )


def rows_of(found: Study) -> list[list[Cell]]:
    return [list(asdict(line).values()) for line in found.lines]
