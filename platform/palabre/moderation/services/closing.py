"""What follows from the decisions: the thing hidden or shown again, and the people told."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone

from palabre.audit.services import record
from palabre.core.days import today
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    Case,
    Choice,
    Decision,
    Outcome,
    Rule,
    Standing,
    procedure_of,
)
from palabre.moderation.registry import keeper_of
from palabre.notifications.services import tell


def close(case: Case, outcome: Outcome) -> None:
    decisions = _last_words(case)
    case.outcome, case.closed_on, case.due_at = outcome, today(), None
    case.hours_open = int((timezone.now() - case.opened_at).total_seconds()) // 3600
    if outcome == Outcome.REMOVED:
        case.rule = next(each.rule for each in decisions if each.choice == Choice.REMOVE)
        if not case.is_appeal:
            case.appeal_until = today() + timedelta(days=procedure_of(case.space).appeal_days)
    case.save()
    case.claims.all().delete()
    record(Action.CASE_CLOSED, by=None, on=case, outcome=case.outcome, rule=case.rule.code)
    _weigh_reporters(case)
    item = case.item
    if item is not None:
        _apply(case, item)
        _tell_author(case, item, decisions)
        _tell_reporters(case, item)


def _last_words(case: Case) -> list[Decision]:
    """Of the round that decided; where a second look left somebody silent, of the first."""
    rows = case.decisions.select_related("rule").order_by("-round", "rule__number")
    found = list(rows)
    last = [each for each in found if each.round == case.round]
    sides = {each.side for each in last}
    return last + [each for each in found if each.round < case.round and each.side not in sides]


def _weigh_reporters(case: Case) -> None:
    name = {Outcome.REMOVED: "upheld", Outcome.KEPT: "dismissed"}.get(Outcome(case.outcome))
    if name is None or case.is_appeal:
        return
    people = [each for each in case.reports.values_list("reporter", flat=True) if each]
    Standing.objects.bulk_create([Standing(user_id=pk) for pk in people], ignore_conflicts=True)
    Standing.objects.filter(user__in=people).update(**{name: F(name) + 1})


def _apply(case: Case, item: models.Model) -> None:
    keeper = keeper_of(case.label)
    if case.outcome == Outcome.REMOVED:
        if not case.is_appeal:
            keeper.hide(item, rule=case.rule.code)
    elif case.is_veiled or case.is_held or case.is_appeal:
        keeper.restore(item)


def tell_author_of_veil(case: Case, item: models.Model) -> None:
    _tell_whoever_wrote(item, case, "moderation.veiled", **_named(case.rule))


def tell_author_of_return(case: Case, item: models.Model) -> None:
    _tell_whoever_wrote(item, case, "moderation.restored")


def _tell_author(case: Case, item: models.Model, decisions: list[Decision]) -> None:
    notes = _notes(decisions)
    if case.is_appeal:
        upheld = case.outcome == Outcome.REMOVED
        kind = "moderation.appeal.upheld" if upheld else "moderation.appeal.granted"
        _tell_whoever_wrote(item, case, kind, **_named(case.rule), **notes)
    elif case.outcome == Outcome.REMOVED:
        _tell_whoever_wrote(item, case, "moderation.removed", **_named(case.rule), **notes)
    elif case.is_veiled:
        _tell_whoever_wrote(item, case, "moderation.restored", **notes)
    elif case.is_held:
        _tell_whoever_wrote(item, case, "moderation.published")


def _notes(decisions: list[Decision]) -> dict[str, str]:
    """What each side says, in both languages: a ready reason, then their own words."""
    said: dict[str, str] = {}
    for each in decisions:
        for language, ready in (("fr", each.ready_fr), ("en", each.ready_en)):
            name = f"{each.side}_{language}"
            said[name] = " ".join(filter(None, [said.get(name), ready, each.note]))
    return {name: words for name, words in said.items() if words}


def _tell_whoever_wrote(item: models.Model, case: Case, kind: str, **words: Any) -> None:
    keeper = keeper_of(case.label)
    author = keeper.author_of(item)
    if author is not None:  # speech without a name: the marker in its place tells
        tell(author, kind, link=keeper.exhibit(item).url, title=case.title, **words)


def _tell_reporters(case: Case, item: models.Model) -> None:
    link = keeper_of(case.label).exhibit(item).url
    for report in case.reports.exclude(reporter=None).select_related("reporter", "rule"):
        if report.reporter:
            # The title is not repeated: it may be what was removed.
            kind = f"moderation.report.{case.outcome}"
            tell(report.reporter, kind, link=link, **_named(report.rule))


def _named(rule: Rule) -> dict[str, str]:
    """The rule as it read on that day, in both languages."""
    return {
        "rule_fr": f"{rule.number} («\N{NO-BREAK SPACE}{rule.title_fr}\N{NO-BREAK SPACE}»)",
        "rule_en": f"{rule.number} (“{rule.title_en or rule.title_fr}”)",
    }
