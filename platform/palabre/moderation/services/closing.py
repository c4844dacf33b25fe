"""What follows from the decisions: the thing hidden or shown again, and the people told."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from palabre.audit.services import record
from palabre.core.days import today
from palabre.moderation import pulse
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    Case,
    Choice,
    Decision,
    Outcome,
    Report,
    Round,
    Rule,
    Sanction,
    Standing,
    last_words,
    procedure_of,
)
from palabre.moderation.names import link_of
from palabre.moderation.registry import keeper_of
from palabre.moderation.services.putting_on import lift
from palabre.notifications.services import tell
from palabre.people.models import User


def close(case: Case, outcome: Outcome) -> None:
    decisions = last_words(case.decisions.that_count().select_related("rule"), case.round)
    case.outcome, case.closed_on, case.due_at = outcome, today(), None
    case.hours_open = int((timezone.now() - case.opened_at).total_seconds()) // 3600
    if outcome == Outcome.REMOVED:
        cited = [each.rule for each in decisions if each.choice == Choice.REMOVE]
        case.rule = min(cited, key=lambda rule: rule.number)
        if not case.is_appeal:
            case.appeal_until = today() + timedelta(days=procedure_of(case.space).appeal_days)
    case.save()
    case.claims.all().delete()
    pulse.beat()
    record(Action.CASE_CLOSED, by=None, on=case, outcome=case.outcome, rule=case.rule.code)
    _weigh_reporters(case)
    item = case.item
    if item is not None:
        _apply(case, item)
        _tell_author(case, item, decisions)
        _tell_reporters(case, item)


def _weigh_reporters(case: Case) -> None:
    """By what stands in the end: an appeal that is heard takes back that they were right."""
    people = [each for each in _reports_behind(case).values_list("reporter", flat=True) if each]
    Standing.objects.bulk_create([Standing(user_id=pk) for pk in people], ignore_conflicts=True)
    theirs = Standing.objects.filter(user__in=people)
    if case.is_given_back:
        theirs.filter(upheld__gt=0).update(upheld=F("upheld") - 1)
    if case.outcome == Outcome.KEPT:
        theirs.update(dismissed=F("dismissed") + 1)
    elif case.outcome == Outcome.REMOVED and not case.is_appeal:
        theirs.update(upheld=F("upheld") + 1)


def _reports_behind(case: Case) -> models.QuerySet[Report]:
    """Nobody reports an appeal: it is about what was reported before."""
    return Report.objects.filter(case=case.appeal_of_id or case.pk).exclude(reporter=None)


def _apply(case: Case, item: models.Model) -> None:
    keeper = keeper_of(case.label)
    if case.outcome == Outcome.REMOVED:
        if not case.is_appeal:
            keeper.hide(item, rule=case.rule.code)
    elif case.is_veiled or case.is_held or case.is_appeal:
        keeper.restore(item)
        _lift_what_followed(case)


def _lift_what_followed(appeal: Case) -> None:
    """Where the thing comes back, so does whoever wrote it."""
    for sanction in Sanction.objects.filter(because=appeal.appeal_of or appeal.pk):
        lift(sanction)
        # Held, as every decision does: the other side may be agreeing to it at this moment.
        for still_open in Case.objects.about(sanction).open().select_for_update(of=("self",)):
            close(still_open, Outcome.KEPT)


def tell_author_of_veil(case: Case, item: models.Model) -> None:
    _tell_whoever_wrote(item, case, "moderation.veiled", **_named(case.rule))


def tell_author_of_return(case: Case, item: models.Model) -> None:
    _tell_whoever_wrote(item, case, "moderation.shown_again")


def _tell_author(case: Case, item: models.Model, decisions: list[Decision]) -> None:
    """In the transaction that closes the case: there is no minute in which they do not know."""
    kind = _news(case)
    if not kind:
        return
    if kind == "moderation.removed":
        kind = _what_went(case, decisions)
    words: dict[str, Any] = {**_named(case.rule), **_notes(decisions)}
    if case.round == Round.PANEL:
        words["by_panel"] = True
    if isinstance(item, Sanction):
        words |= {"measure": item.kind, "days": item.days}
    _tell_whoever_wrote(item, case, kind, **words)


def _what_went(case: Case, decisions: list[Decision]) -> str:
    """A name is no text, and what waited was never there."""
    if case.is_about_name:
        return "moderation.name_removed"
    if len({each.side for each in decisions}) == 1:
        return "moderation.not_published"  # one key was enough
    return "moderation.refused" if case.is_held else "moderation.removed"


def _news(case: Case) -> str:
    """Nothing, where nothing has changed for whoever wrote it."""
    is_upheld = case.outcome == Outcome.REMOVED
    of = "moderation.sanction" if case.is_measure else "moderation"
    if case.is_appeal:
        return f"{of}.appeal.upheld" if is_upheld else f"{of}.appeal.granted"
    if is_upheld:
        return f"{of}.begun" if case.is_measure else f"{of}.removed"
    if case.is_veiled:
        return f"{of}.restored"
    return f"{of}.published" if case.is_held else ""


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
        link = reverse("moderation:decision", args=[case.appeal_of_id or case.pk])
        tell(author, kind, link=link, title=case.title, **words)


def _tell_reporters(case: Case, item: models.Model) -> None:
    if case.is_appeal and not case.is_given_back:
        return  # it stays removed, as they know
    kind = "moderation.report.given_back" if case.is_appeal else f"moderation.report.{case.outcome}"
    link = keeper_of(case.label).exhibit(item).url
    for report in _reports_behind(case).select_related("reporter", "rule"):
        if report.reporter:
            # The title is not repeated: it may be what was removed.
            there = link_of(report, item) if isinstance(item, User) else link
            tell(report.reporter, kind, link=there, **_named(report.rule))


def _named(rule: Rule) -> dict[str, str]:
    """The rule as it read on that day, in both languages."""
    return {
        "rule_fr": f"{rule.number} («\N{NO-BREAK SPACE}{rule.title_fr}\N{NO-BREAK SPACE}»)",
        "rule_en": f"{rule.number} (“{rule.title_en or rule.title_fr}”)",
    }
