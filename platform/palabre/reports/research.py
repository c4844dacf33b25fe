"""Closed cases, those that are alike in one line, for whoever studies how two sides moderate together.

A line says what the register shows of each of these cases, and nothing else: neither how a case came nor
how long it took. So nothing can be found by holding this file beside the register or an account (ADR 29).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from typing import NamedTuple

from django.db.models import Count, Q

from palabre.core.kept import kept_for
from palabre.moderation.models import (
    Case,
    CaseQuerySet,
    Choice,
    Decision,
    Look,
    Outcome,
    Round,
    look_of,
)
from palabre.people.models import Side
from palabre.reports.months import Month, last_month, month_of
from palabre.reports.table import Cell
from palabre.spaces.models import Space

SCHEMA = "palabre.moderation.cases/2"
CLOSED_SPACE = "closed space"
AN_HOUR = 3600
BOTH_FIRST = ("civilian_1", "forces_1")
CHOICES = {
    (1, Side.CIVILIAN): BOTH_FIRST[0],
    (1, Side.FORCES): BOTH_FIRST[1],
    (2, Side.CIVILIAN): "civilian_2",
    (2, Side.FORCES): "forces_2",
    (3, Side.CIVILIAN): "civilian_panel",
    (3, Side.FORCES): "forces_panel",
}


class Line(NamedTuple):
    when: str
    kind: str
    space: str
    rule: str
    appeal: str
    outcome: str
    decided: str
    looks: int
    civilian_1: str = ""
    forces_1: str = ""
    civilian_2: str = ""
    forces_2: str = ""
    civilian_panel: str = ""
    forces_panel: str = ""


COLUMNS = (*Line._fields, "cases")
# A line of which the space is a number, or None where the register names none.
Counted = list[tuple[int | None, Line, int]]


def study() -> list[tuple[Line, int]]:
    """Each line, and how many cases are like it. Of months that are over."""
    last = last_month()
    counted: Counted = kept_for(AN_HOUR, f"{SCHEMA}:{last}", partial(_counted, last))
    # What strangers may read is asked anew each time: a space may be closed to them meanwhile.
    named = dict(Space.objects.filter(is_public=True).values_list("pk", "slug"))
    cases: Counter[Line] = Counter()
    for space, line, number in counted:
        place = named.get(space, CLOSED_SPACE) if space else CLOSED_SPACE
        cases[line._replace(space=place)] += number
    return sorted(cases.items())


def _counted(last: Month) -> Counted:
    over = Case.objects.decided().filter(closed_on__lte=last.last_day)
    said = _shown_choices(over)
    keys = Count("decisions", filter=Q(decisions__round=Round.FIRST))
    fields = ("pk", "label", "rule__code", "outcome", "round", "is_held", "one_key", "keys")
    rows = (
        over.annotate(keys=keys)
        .order_by()
        .values_list(*fields, "closed_on", "space", "is_in_public", "appeal_of")
    )
    cases: Counter[tuple[int | None, Line]] = Counter()
    for pk, label, rule, outcome, which, held, one_key, keys_, day, space, is_public, of in rows:
        look = look_of(outcome, which, is_held=held, one_key=one_key, keys=keys_)
        line = Line(
            when=str(month_of(day)),
            kind=label,
            space="",
            rule=rule,
            appeal="yes" if of else "no",
            outcome=outcome,
            decided=str(look),
            looks=which,
            **(said.get(pk) or _of_both(look, outcome)),
        )
        cases[space if is_public else None, line] += 1
    return [(space, line, number) for (space, line), number in cases.items()]


def _of_both(look: Look, outcome: str) -> dict[str, str]:
    """Where they agreed at once, what came of it is what each of them chose."""
    choice = str(Choice.REMOVE if outcome == Outcome.REMOVED else Choice.KEEP)
    return dict.fromkeys(BOTH_FIRST, choice) if look == Look.AGREED else {}


def _shown_choices(over: CaseQuerySet) -> dict[int, dict[str, str]]:
    """The keys that the register shows: where the two sides differed."""
    differed = over.filter(Q(round__gt=Round.FIRST) | Q(outcome=Outcome.DISAGREED))
    chosen: dict[int, dict[str, str]] = defaultdict(dict)
    said = Decision.objects.filter(case__in=differed).order_by("round", "side", "choice")
    for pk, which, side, choice in said.values_list("case", "round", "side", "choice"):
        place = CHOICES[which, Side(side)]
        before = chosen[pk].get(place)
        chosen[pk][place] = f"{before}+{choice}" if before else choice
    return chosen


def rows_of(found: list[tuple[Line, int]]) -> list[list[Cell]]:
    return [[*line, number] for line, number in found]
