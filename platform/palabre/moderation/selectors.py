"""The pages' reads. What the other side chose is not read at all before both have decided."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from palabre.moderation.models import (
    Case,
    CaseQuerySet,
    Choice,
    Claim,
    Decision,
    Panelist,
    Recusal,
    Report,
    Round,
    Rule,
)
from palabre.moderation.registry import Exhibit, keeper_of, kinds
from palabre.people.models import Side, User
from palabre.spaces.models import Anyone

PAGE = 50
BESIDE = 8
SHOWS = ("todo", "mine", "waiting", "closed")


def get_item(label: str, pk: str, *, for_user: Anyone) -> models.Model:
    """A thing that this person may read; hidden, unknown and missing look alike."""
    if label not in kinds():
        raise Http404
    try:
        item: models.Model = apps.get_model(label)._base_manager.get(pk=pk)
    except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError) as error:
        raise Http404 from error
    if not keeper_of(label).can_read(for_user, item):
        raise Http404
    return item


# --- The queue ---------------------------------------------------------------------------------


def queue(user: User) -> CaseQuerySet:
    """Every case of this moderator, with what their own side and they themselves have done so far."""
    this = {"case": OuterRef("pk")}
    now = {**this, "round": OuterRef("round")}
    matter = Q(case=OuterRef("pk")) | Q(case=OuterRef("appeal_of"))
    claims = Claim.objects.live().filter(**this, side=OuterRef("my_side"))
    decided = Decision.objects.filter(moderator=user)
    return Case.objects.judged_by(user).annotate(
        side_has_decided=Exists(Decision.objects.filter(**now, side=OuterRef("my_side"))),
        i_have_decided=Exists(decided.filter(**now)),
        i_looked_first=Exists(decided.filter(**this, round=Round.FIRST)),
        i_am_on_panel=Exists(Panelist.objects.filter(**this, moderator=user)),
        is_barred=Exists(Report.objects.filter(matter, reporter=user))
        | Exists(Recusal.objects.filter(matter, moderator=user))
        | Exists(decided.filter(case=OuterRef("appeal_of"))),
        taken_by=Subquery(claims.values("moderator")[:1]),
        taken_by_name=Subquery(claims.values("moderator__name")[:1]),
    )


IS_MY_TURN = (
    Q(round=Round.FIRST, side_has_decided=False)
    | Q(round=Round.SECOND, i_looked_first=True, i_have_decided=False)
    | Q(round=Round.PANEL, i_am_on_panel=True, i_have_decided=False)
)


def shown(user: User) -> dict[str, Q]:
    is_open = Q(outcome="")
    return {
        "todo": is_open & IS_MY_TURN & Q(is_barred=False),
        "mine": is_open & Q(taken_by=user.pk),
        "waiting": is_open & ~IS_MY_TURN,
        "closed": ~is_open,
    }


def count_queue(user: User) -> dict[str, int]:
    counts = {name: Count("pk", filter=wanted) for name, wanted in shown(user).items()}
    return queue(user).aggregate(**counts)


def list_queue(user: User, show: str, *, page: int = 1, size: int = PAGE) -> list[Case]:
    cases = queue(user).filter(shown(user)[show]).select_related("rule", "space")
    ordered = cases.order_by("-closed_on", "-pk") if show == "closed" else cases.urgent_first()
    return list(ordered[(page - 1) * size : page * size])


def free_cases(user: User) -> CaseQuerySet:
    free = queue(user).filter(shown(user)["todo"], Q(taken_by=None, round=Round.FIRST))
    return free.select_related("space").urgent_first()


# --- One case ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SideOfCase:
    """What the page says of one side: for components/duo.html."""

    kind: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class CasePage:
    case: Case
    exhibit: Exhibit | None
    side: str
    sides: dict[str, SideOfCase]
    mine: Claim | None
    number_of_reports: int
    notes: list[str]


def get_case(pk: int, *, for_user: User) -> Case:
    found = Case.objects.judged_by(for_user).select_related("rule", "space").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_case_page(case: Case, *, for_user: User) -> CasePage:
    side = case.side_of(for_user)
    item = case.item
    notes = list(case.reports.order_by("pk").values_list("note", flat=True))
    claim = case.claims.live().filter(side=side).select_related("moderator").first()
    mine = claim if claim and claim.moderator_id == for_user.pk else None
    return CasePage(
        case=case,
        exhibit=keeper_of(case.label).exhibit(item) if item else None,
        side=side,
        sides=_opened(case) if not case.is_open else _sealed(case, side, claim, mine),
        mine=mine,
        number_of_reports=len(notes),
        notes=[note for note in notes if note],
    )


def _opened(case: Case) -> dict[str, SideOfCase]:
    """What each side said last: on a panel, perhaps two voices of one side."""
    rows = case.decisions.select_related("rule").order_by("round", "pk")
    last: dict[str, list[Decision]] = {}
    for decision in rows:
        of_side = last.setdefault(decision.side, [])
        last[decision.side] = [each for each in of_side if each.round == decision.round]
        last[decision.side].append(decision)
    return {side: _in_words(decisions) for side, decisions in last.items()}


def _in_words(decisions: list[Decision]) -> SideOfCase:
    choices = [decision.choice for decision in decisions]
    return SideOfCase(
        kind="no" if Choice.REMOVE in choices else "done",
        words=", ".join(str(decision.get_choice_display()) for decision in decisions),
        note=" ".join(f"{decision.rule}. {decision.note}".strip() for decision in decisions),
    )


def _sealed(case: Case, side: str, claim: Claim | None, mine: Claim | None) -> dict[str, Any]:
    if case.round == Round.FIRST:
        decided = set(case.decisions.values_list("side", flat=True))
        other = Side.FORCES if side == Side.CIVILIAN else Side.CIVILIAN
        return {
            str(other): _their_side(has_decided=other in decided),
            side: _decided_here(case, side) if side in decided else _undecided_here(claim, mine),
        }
    if case.round == Round.SECOND:
        return {each: _looks_again(case, each) for each in (Side.CIVILIAN, Side.FORCES)}
    return {each: _on_panel(case, each) for each in (Side.CIVILIAN, Side.FORCES)}


def _looks_again(case: Case, side: str) -> SideOfCase:
    """What they said first, with the reason: the second choice stays sealed."""
    first = case.decisions.select_related("rule").filter(side=side, round=Round.FIRST).first()
    again = case.decisions.filter(side=side, round=Round.SECOND).exists()
    said = _in_words([first]) if first else SideOfCase("wait", _("Has not decided yet"))
    later = _("Has looked at it again.") if again else _("Looks at it again.")
    return SideOfCase("part", said.words, f"{said.note} {later}")


def _on_panel(case: Case, side: str) -> SideOfCase:
    seats = set(case.panel.filter(side=side).values_list("moderator", flat=True))
    votes = case.decisions.filter(round=Round.PANEL, moderator__in=seats).count()
    words = _("On the panel: %(number)s. Have decided: %(decided)s.") % {
        "number": len(seats),
        "decided": votes,
    }
    return SideOfCase("part", words)


def _their_side(*, has_decided: bool) -> SideOfCase:
    if has_decided:
        later = _("Their choice appears after yours, so that each judges alone.")
        return SideOfCase("done", _("Has decided"), later)
    return SideOfCase("wait", _("Has not decided yet"))


def _decided_here(case: Case, side: str) -> SideOfCase:
    decision = case.decisions.get(side=side, round=Round.FIRST)
    return SideOfCase("done", decision.get_choice_display(), decision.note)


def _undecided_here(claim: Claim | None, mine: Claim | None) -> SideOfCase:
    if claim is None:
        return SideOfCase("wait", _("To be decided"))
    if mine is None:
        return SideOfCase("part", _("Taken by %(name)s") % {"name": claim.moderator})
    back = _("It goes back to the queue in %(minutes)s min.") % {"minutes": claim.minutes_left}
    return SideOfCase("part", _("Taken by you"), back)


# --- For everybody -----------------------------------------------------------------------------


def get_rule(code: str) -> Rule:
    found = Rule.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found
