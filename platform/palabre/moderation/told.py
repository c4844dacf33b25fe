"""What whoever wrote something is told of a decision about it: the rule, the words, the reasons by side.

Never who reported, and never who decided.
"""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.safestring import SafeString

from palabre.core.text import clean
from palabre.core.verdict import Verdict, deny
from palabre.moderation import rules
from palabre.moderation.models import Case, Choice, Decision, Outcome, Pause, Sanction, last_words
from palabre.moderation.registry import Exhibit, keeper_of
from palabre.people.models import User
from palabre.spaces.models import Role

MOST = 50


@dataclass(frozen=True)
class Told:
    case: Case
    words: SafeString  # as they were; nothing once they are forgotten
    url: str  # empty where it has no place that they can go to
    scope: str
    reasons: list[Decision]
    may_appeal: Verdict
    may_choose_name: Verdict
    appeal: Case | None
    appeal_reasons: list[Decision] = field(default_factory=list)

    @property
    def passages(self) -> list[str]:
        removing = (each for each in self.reasons if each.choice == Choice.REMOVE)
        return list(dict.fromkeys(each.passage for each in removing if each.passage))

    @property
    def is_removed(self) -> bool:
        return self.case.outcome == Outcome.REMOVED

    @property
    def is_given_back(self) -> bool:
        return bool(self.appeal and self.appeal.outcome and self.appeal.outcome != Outcome.REMOVED)


def told_of(case: Case) -> Told:
    item = case.item
    exhibit = keeper_of(case.label).exhibit(item) if item is not None else None
    shown = exhibit.html if exhibit and case.is_measure else clean(case.original)
    may_appeal, may_choose_name = rules.can_appeal(case), deny("")
    if isinstance(item, User):
        may_appeal = rules.can_appeal_by_name(item, case)
        may_choose_name = rules.can_choose_name(item)
    appeal = case.appeals.select_related("rule").first()
    return Told(
        case=case,
        words=shown,
        url=_where(case, item, exhibit),
        scope=exhibit.scope if exhibit else "",
        reasons=_reasons(case),
        may_appeal=may_appeal,
        may_choose_name=may_choose_name,
        appeal=appeal,
        appeal_reasons=_reasons(appeal) if appeal else [],
    )


def _where(case: Case, item: models.Model | None, exhibit: Exhibit | None) -> str:
    """What waits has a page of its own, for whoever wrote it."""
    if item is None or exhibit is None or case.is_measure:
        return ""
    return str(item.get_absolute_url()) if case.waits else exhibit.url  # type: ignore[attr-defined]


def _reasons(case: Case) -> list[Decision]:
    """Of the look that settled it. Nothing of a case that is still open."""
    if case.is_open:
        return []
    decisions = case.decisions.that_count().select_related("rule").order_by("side", "pk")
    return last_words(decisions, case.round)


def get_told(pk: int, *, for_user: User) -> Told:
    """Theirs, or nothing: nobody else learns that it is there."""
    cases = Case.objects.told_to(for_user).select_related("rule", "space")
    case = cases.filter(pk=pk).first()
    if case is None:
        raise Http404
    return told_of(case)


def list_told(user: User) -> QuerySet[Case]:
    cases = Case.objects.told_to(user).select_related("rule", "space")
    return cases.prefetch_related("appeals").order_by("-pk")[:MOST]


# --- For moderators ---------------------------------------------------------------------------------
def running_sanctions(user: User) -> QuerySet[Sanction]:
    """In the spaces that this person moderates. Never on whom."""
    running = Sanction.objects.running().filter(**_moderated_by(user))
    return running.select_related("rule", "space", "because").order_by("ends_at", "pk")[:MOST]


def running_pauses(user: User) -> QuerySet[Pause]:
    running = Pause.objects.running().filter(**_moderated_by(user))
    return running.select_related("rule", "space").order_by("ends_at", "pk")[:MOST]


def _moderated_by(user: User) -> dict[str, object]:
    return {"space__memberships__user": user, "space__memberships__role": Role.MODERATOR}
