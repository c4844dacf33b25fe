"""What follows from two decisions: the thing hidden or shown again, and the people told."""

from typing import Any

from django.db import models
from django.utils import timezone

from palabre.audit.services import record
from palabre.moderation.actions import Action
from palabre.moderation.models import Case, Choice, Decision, Outcome, Rule
from palabre.moderation.registry import keeper_of
from palabre.notifications.services import tell


def close(case: Case) -> None:
    decisions = list(case.decisions.select_related("rule").order_by("rule__number"))
    case.outcome = outcome_of(decisions)
    case.closed_on = timezone.now().date()
    if case.outcome == Outcome.REMOVED:
        case.rule = decisions[0].rule
    case.save(update_fields=["outcome", "closed_on", "rule"])
    case.claims.all().delete()
    record(Action.CASE_CLOSED, by=None, on=case, outcome=case.outcome, rule=case.rule.code)
    item = case.item
    if item is not None:
        _apply(case, item)
        _tell_author(case, item, decisions)
        _tell_reporters(case, item)


def outcome_of(decisions: list[Decision]) -> Outcome:
    choices = {decision.choice for decision in decisions}
    if len(choices) > 1:
        return Outcome.DISAGREED
    return Outcome.REMOVED if choices == {Choice.REMOVE} else Outcome.KEPT


def _apply(case: Case, item: models.Model) -> None:
    keeper = keeper_of(case.label)
    if case.outcome == Outcome.REMOVED:
        keeper.hide(item, rule=case.rule.code)
    elif case.is_veiled:
        keeper.restore(item)


def tell_author_of_veil(case: Case, item: models.Model) -> None:
    _tell_whoever_wrote(item, case, "moderation.veiled", **_named(case.rule))


def _tell_author(case: Case, item: models.Model, decisions: list[Decision]) -> None:
    notes = {decision.side: decision.note for decision in decisions}
    if case.outcome == Outcome.REMOVED:
        _tell_whoever_wrote(item, case, "moderation.removed", **_named(case.rule), **notes)
    elif case.is_veiled:
        _tell_whoever_wrote(item, case, "moderation.restored", **notes)


def _tell_whoever_wrote(item: models.Model, case: Case, kind: str, **words: Any) -> None:
    keeper = keeper_of(case.label)
    author = keeper.author_of(item)
    if author is not None:  # speech without a name: the marker in its place tells
        tell(author, kind, link=keeper.exhibit(item).url, title=case.title, **words)


def _tell_reporters(case: Case, item: models.Model) -> None:
    link = keeper_of(case.label).exhibit(item).url
    for report in case.reports.select_related("reporter", "rule"):
        # The title is not repeated: it may be what was removed.
        tell(report.reporter, f"moderation.report.{case.outcome}", link=link, **_named(report.rule))


def _named(rule: Rule) -> dict[str, str]:
    """The rule as it read on that day, in both languages."""
    return {
        "rule_fr": f"{rule.number} («\N{NO-BREAK SPACE}{rule.title_fr}\N{NO-BREAK SPACE}»)",
        "rule_en": f"{rule.number} (“{rule.title_en or rule.title_fr}”)",
    }
