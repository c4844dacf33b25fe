"""Whoever holds every account, the researchers' file and the register side by side reads of one case what
its line in the register says, and nothing more: not how it came, nor which side said what, nor who."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as some

from palabre.core import guards
from palabre.core.kept import PAGES
from palabre.moderation.models import Case, Choice, Decision, Origin, Outcome, Round, Rule
from palabre.people.models import Side, User
from palabre.reports import account_files, account_words
from palabre.reports.account import account_of
from palabre.reports.months import Month
from palabre.reports.research import rows_of, study
from palabre.spaces.models import Space
from tests.moderation.factories import CaseFactory, moderator, rule_named

pytestmark = pytest.mark.django_db
few = settings(max_examples=15, deadline=None, derandomize=True)
MONTHS = (Month(2026, 8), Month(2026, 9))
CIVILIAN, FORCES = str(Side.CIVILIAN), str(Side.FORCES)
SIDES = (CIVILIAN, FORCES)
KEEP, REMOVE = str(Choice.KEEP), str(Choice.REMOVE)
OPEN = (Origin.REPORT, Origin.WORDS)
WAITING = (Origin.NEWCOMER, Origin.HELD)
Keys = tuple[tuple[int, str, str], ...]  # look, side, choice


@dataclass(frozen=True)
class Hidden:
    """What could have been behind one line of the register."""

    origin: str
    keys: Keys = ()
    is_held: bool = False
    who: int = 0  # of two moderators a side


def looks(*each: tuple[str, str]) -> Keys:
    return tuple(
        (number, side, choice)
        for number, said in enumerate(each, start=1)
        for side, choice in zip(SIDES, said, strict=True)
    )


def one(choice: str) -> list[Keys]:
    return [((1, side, choice),) for side in SIDES]


def behind(keys: list[Keys], *origins: str, is_held: bool = False) -> list[Hidden]:
    return [
        Hidden(origin, said, is_held, who) for origin in origins for said in keys for who in (0, 1)
    ]


BOTH_REMOVE, BOTH_KEEP = looks((REMOVE, REMOVE)), looks((KEEP, KEEP))
# One side refused it, the other let it through.
AGAINST_ONE: list[Keys] = [
    ((1, CIVILIAN, REMOVE), (1, FORCES, KEEP)),
    ((1, CIVILIAN, KEEP), (1, FORCES, REMOVE)),
]
SECOND = looks((KEEP, REMOVE), (REMOVE, REMOVE))
PANEL = looks((KEEP, REMOVE), (KEEP, REMOVE))
MEASURE = {"label": "moderation.sanction"}
Shape = tuple[dict[str, Any], list[Hidden]]
SHAPES: list[Shape] = [
    (
        {"outcome": Outcome.REMOVED},
        behind([BOTH_REMOVE], *OPEN) + behind([BOTH_REMOVE], *WAITING, is_held=True),
    ),
    ({"outcome": Outcome.KEPT}, behind([BOTH_KEEP], *OPEN)),
    # Let through by one moderator: those whom the line calls so.
    (
        {"outcome": Outcome.KEPT, "is_held": True},
        behind(one(KEEP) + AGAINST_ONE, *WAITING, Origin.WORDS, is_held=True),
    ),
    (
        {"outcome": Outcome.REMOVED, "is_held": True, "one_key": True},
        behind(one(REMOVE), Origin.NEWCOMER, is_held=True),
    ),
    (
        {"outcome": Outcome.LAPSED},
        behind([(), *one(KEEP), *one(REMOVE)], *OPEN)
        + behind([(), *one(REMOVE)], *WAITING, is_held=True),
    ),
    ({"outcome": Outcome.REMOVED, "round": Round.SECOND}, behind([SECOND], *OPEN)),
    ({"outcome": Outcome.DISAGREED, "round": Round.SECOND}, behind([PANEL], *OPEN)),
    # A sanction that fell with the removal for which it was proposed.
    ({"outcome": Outcome.KEPT, **MEASURE}, behind(one(REMOVE), Origin.MEASURE)),
    ({"outcome": Outcome.KEPT, **MEASURE}, behind([BOTH_KEEP], Origin.MEASURE)),
]
APPEALS: list[Shape] = [
    ({"outcome": Outcome.REMOVED}, behind([BOTH_REMOVE], Origin.APPEAL, Origin.CODE)),
    ({"outcome": Outcome.LAPSED}, behind([(), *one(REMOVE)], Origin.APPEAL, Origin.CODE)),
]


@dataclass(frozen=True)
class Line:
    """A line of the register, and two things that may have been behind it."""

    seen: dict[str, Any]
    rule: str
    month: Month
    hours: int
    is_appeal: bool
    either: Hidden
    other: Hidden


@dataclass(frozen=True)
class Place:
    space: Space
    rules: dict[str, Rule]
    judges: dict[str, list[User]]


@some.composite
def lines(draw: some.DrawFn) -> list[Line]:
    """Some kinds of line, each a few times: so that numbers are told, and others are not."""
    made: list[Line] = []
    for _kind in range(draw(some.integers(1, 4))):
        is_appeal = draw(some.integers(0, 5)) == 0
        seen, could_be = draw(some.sampled_from(APPEALS if is_appeal else SHAPES))
        alike = Line(
            seen,
            draw(some.sampled_from(["insult", "hate"])),
            draw(some.sampled_from(MONTHS)),
            draw(some.sampled_from([8, 30, 400])),
            is_appeal,
            could_be[0],
            could_be[0],
        )
        for _each in range(draw(some.integers(1, 7))):
            hidden = some.sampled_from(could_be)
            made.append(replace(alike, either=draw(hidden), other=draw(hidden)))
    return made


def lay(world: list[Line], place: Place, *, other: bool) -> None:
    """Of one space and two moderators a side."""
    hidden = [line.other if other else line.either for line in world]
    cases = Case.objects.bulk_create(
        CaseFactory.build(
            space=place.space,
            rule=place.rules[line.rule],
            origin=behind_it.origin,
            hours_open=line.hours,
            closed_on=line.month.first_day + timedelta(days=9),
            appeal_of=before if line.is_appeal else None,
            **line.seen | {"is_held": behind_it.is_held},
        )
        for line, behind_it, before in zip(world, hidden, removed_before(place, world), strict=True)
    )
    Decision.objects.bulk_create(
        Decision(
            case=case,
            round=look,
            side=side,
            moderator=place.judges[side][behind_it.who],
            choice=choice,
            rule=case.rule,
        )
        for case, behind_it in zip(cases, hidden, strict=True)
        for look, side, choice in behind_it.keys
    )


def removed_before(place: Place, world: list[Line]) -> list[Case]:
    long_ago = {"outcome": Outcome.REMOVED, "closed_on": date(2026, 1, 5)}
    rule = place.rules["insult"]
    return Case.objects.bulk_create(
        CaseFactory.build(space=place.space, rule=rule, **long_ago) for _each in world
    )


def all_that_is_public() -> list[Any]:
    caches[PAGES].clear()
    told = [account_of(month) for month in MONTHS]
    return [
        [account_files.table_of(one) for one in told],
        [account_files.document_of(one) for one in told],
        [account_words.tables(one) for one in told],
        sorted(map(str, rows_of(study()))),
        Client().get("/en/moderation/register/").content,
    ]


def found_in(world: list[Line], place: Place, *, other: bool) -> list[Any]:
    """And nothing of it stays."""
    with transaction.atomic():
        lay(world, place, other=other)
        found = all_that_is_public()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def place(space):
    judges = {side: [moderator(space, Side(side)) for _each in range(2)] for side in SIDES}
    return Place(space, {code: rule_named(code) for code in ("insult", "hate")}, judges)


def test_what_no_line_of_the_register_says_changes_nothing_that_is_public(place):
    """Not a chance of finding it is left: one world cannot be told from the other by a single byte."""

    @few
    @given(lines())
    def hold_them_together(world: list[Line]) -> None:
        either, other = (found_in(world, place, other=which) for which in (False, True))
        assert either == other

    with guards.lifted():
        hold_them_together()
