"""The public register: every closed case, without a name, a title or a word of it.

A space is named, and found by its name, only for what strangers may read there.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from palabre.moderation.models import Case, CaseQuerySet, Decision, Outcome, Rule
from palabre.moderation.models.case import LONG
from palabre.spaces.models import Space

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; whatever is no filter of ours is none."""

    rule: str = ""
    space: str = ""
    outcome: str = ""
    month: str = ""

    @property
    def is_something(self) -> bool:
        return any(vars(self).values())


@dataclass(frozen=True)
class Filters:
    rules: list[Rule]
    spaces: list[Space]
    months: list[date]

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(str(one.value), str(one.label)) for one in Outcome if one != Outcome.WITHDRAWN]

    def wanted(self, asked: Mapping[str, str]) -> Wanted:
        known = {
            "rule": {rule.code for rule in self.rules},
            "space": {space.slug for space in self.spaces},
            "outcome": {str(one) for one in Outcome},
            "month": {f"{day:%Y-%m}" for day in self.months},
        }
        return Wanted(**{
            name: asked[name] for name in known if asked.get(name) in known[name]
        })  # fmt: skip


def filters() -> Filters:
    """Each rule and each space looks for one case of its own, and for no more."""
    closed = Case.objects.decided()
    under = Exists(closed.filter(rule=OuterRef("pk")))
    within = Exists(closed.filter(space=OuterRef("pk"), is_in_public=True))
    return Filters(
        rules=list(Rule.objects.filter(under)),
        spaces=list(Space.objects.filter(within, is_public=True).order_by("slug")),
        months=_months(closed),
    )


def _months(cases: CaseQuerySet) -> list[date]:
    """The latest first. Days are few where cases are many: nothing is worked out for each case."""
    days = cases.order_by().values_list("closed_on", flat=True).distinct()
    return sorted({day.replace(day=1) for day in days if day}, reverse=True)


def _named(cases: CaseQuerySet) -> CaseQuerySet:
    """The same line that Case.names_its_space draws, in SQL."""
    return cases.filter(is_in_public=True, space__is_public=True)


def find(wanted: Wanted) -> CaseQuerySet:
    cases = Case.objects.decided()
    if wanted.space:
        cases = _named(cases).filter(space__slug=wanted.space)
    if wanted.rule:
        cases = cases.filter(rule__code=wanted.rule)
    if wanted.outcome:
        cases = cases.filter(outcome=wanted.outcome)
    if wanted.month:
        first = date.fromisoformat(f"{wanted.month}-01")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        cases = cases.filter(closed_on__range=(first, last))
    return cases


def count(wanted: Wanted) -> int:
    return find(wanted).count()


def list_page(wanted: Wanted, *, page: int) -> list[Case]:
    decided = Decision.objects.select_related("rule").order_by("round", "side", "choice")
    ended: QuerySet[Case] = Case.objects.exclude(Q(outcome=""))
    cases = find(wanted).latest_first(page=page, size=PAGE).select_related("space", "rule")
    found = cases.defer(*LONG).prefetch_related(
        Prefetch("decisions", decided), Prefetch("appeals", ended, to_attr="ended_appeals")
    )
    return list(found)
