"""The pages' reads. What the other side chose is not read at all before both have decided."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from palabre.moderation.models import (
    Case,
    CaseQuerySet,
    Claim,
    Decision,
    Panelist,
    Recusal,
    Report,
    Round,
    Rule,
    Sanction,
    SingleKeys,
    Wording,
    WordList,
)
from palabre.moderation.models.choices import SANCTION
from palabre.moderation.registry import joined_of, keeper_of, kinds, talk_of
from palabre.people.models import User
from palabre.spaces.models import Anyone, Space
from palabre.spaces.selectors import spaces_run_by

PAGE = 50
BESIDE = 8
SHOWS = ("todo", "mine", "waiting", "closed")


def get_item(label: str, pk: str, *, for_user: Anyone) -> models.Model:
    """A thing that this person may read; hidden, unknown and missing look alike."""
    if label not in kinds():
        raise Http404
    things, joined = apps.get_model(label)._base_manager.all(), joined_of(label)
    if joined:
        things = things.select_related(*joined)
    try:
        item: models.Model = things.get(pk=pk)
    except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError) as error:
        raise Http404 from error
    if not keeper_of(label).can_read(for_user, item):
        raise Http404
    return item


def get_talk(label: str, pk: str, *, for_user: Anyone) -> models.Model:
    """A topic or discussion that this person may read."""
    try:
        item: models.Model = apps.get_model(label)._base_manager.get(pk=pk)
    except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError) as error:
        raise Http404 from error
    if not talk_of(item).can_read(for_user, item):
        raise Http404
    return item


# --- The queue ---------------------------------------------------------------------------------


def queue(
    user: User, *, at: datetime | None = None, among: CaseQuerySet | None = None
) -> CaseQuerySet:
    """Every case of this moderator, with what their own side and they themselves have done so far.
    `at`: when claims are still to hold; now, if nothing else is said. `among`: the same cases, sought
    in another way, with their `my_side`."""
    cases = Case.objects.judged_by(user) if among is None else among
    this = {"case": OuterRef("pk")}
    now = {**this, "round": OuterRef("round")}
    live = Claim.objects.live(at)
    claims = live.filter(**this, side=OuterRef("my_side"))
    decided = Decision.objects.filter(moderator=user)
    # Looked for once, and not for each case: they are few.
    own = _has_no_part_in(user)
    barred = Q(matter__in=own) | Q(writer__isnull=False, writer=user)
    # By number: whether a case is about a sanction, no index of what is to do says.
    keys = Sanction.objects.filter(because__in=own).keys()
    barred |= Q(pk__in=Case.objects.filter(label=SANCTION, item_pk__in=keys).values("pk"))
    barred |= Q(appeal_of__isnull=False) & Q(Exists(decided.filter(case=OuterRef("appeal_of"))))
    return cases.annotate(matter=Coalesce("appeal_of", "pk")).annotate(
        side_has_decided=is_so(Q(first_side=F("my_side"))),
        i_have_decided=Exists(decided.filter(**now)),
        i_looked_first=Exists(decided.filter(**this, round=Round.FIRST)),
        i_am_on_panel=Exists(Panelist.objects.filter(**this, moderator=user)),
        is_barred=is_so(barred),
        is_mine=is_so(Q(pk__in=live.filter(moderator=user).values("case"))),
        taken_by=Subquery(claims.values("moderator")[:1]),
        taken_by_name=Subquery(claims.values("moderator__name")[:1]),
    )


def _has_no_part_in(user: User) -> models.QuerySet[Any]:
    """What was removed, or may be, where they reported or declared a conflict: then, at an appeal, or
    at the sanction that followed (models.in_matter_of)."""
    recused = Recusal.objects.filter(moderator=user)
    at_sanction = recused.filter(case__label=SANCTION).values("case__item_pk")
    followed = Sanction.objects.annotate(key=Cast("pk", models.CharField()))
    return (
        Report.objects.filter(reporter=user)
        .values("case")
        .union(
            recused.values(matter=Coalesce("case__appeal_of", "case")),
            followed.filter(key__in=at_sanction).values("because"),
        )
    )


def is_so(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=models.BooleanField())


# The round first: what follows is then looked for in few cases.
IS_MY_TURN = (
    (Q(round=Round.FIRST) & Q(side_has_decided=False))
    | (Q(round=Round.SECOND) & Q(i_looked_first=True) & Q(i_have_decided=False))
    | (Q(round=Round.PANEL) & Q(i_am_on_panel=True) & Q(i_have_decided=False))
)


def shown(user: User) -> dict[str, Q]:
    is_open = Q(outcome="")
    return {
        "todo": is_open & IS_MY_TURN & Q(is_barred=False),
        "mine": is_open & Q(is_mine=True),
        "waiting": is_open & ~IS_MY_TURN,
    }


def free_cases(user: User) -> CaseQuerySet:
    """What “take the next” takes up: nobody of their side holds it, nor did they for an hour."""
    in_order = queue(user, among=Case.objects.met_by(user))
    free = in_order.filter(shown(user)["todo"], Q(taken_by=None, round=Round.FIRST))
    long = Claim.objects.used_up().filter(moderator=user)
    return free.exclude(pk__in=long.values("case")).select_related("space").urgent_first()


def get_case(pk: int, *, for_user: User) -> Case:
    found = Case.objects.judged_by(for_user).select_related("rule", "space", "appeal_of__rule")
    keys = Exists(SingleKeys.objects.filter(user=for_user))
    # Who has decided, and not what: that is read once both have.
    who = Decision.objects.only("case", "moderator", "side", "round")
    seals = Prefetch("decisions", who, to_attr="known_keys")
    case: Any = found.annotate(uses_keys=keys).prefetch_related(seals).filter(pk=pk).first()
    if case is None:
        raise Http404
    case.known_sides[for_user.pk], case.has_keys = case.my_side, case.uses_keys
    fetch_item(case)
    return cast(Case, case)


def fetch_item(case: Case) -> None:
    """With all that its exhibit needs, in one question."""
    try:
        things = case.model._base_manager.select_related(*joined_of(case.label))
        vars(case)["item"] = things.filter(pk=case.item_pk).first()
    except (ValidationError, ValueError):
        vars(case)["item"] = None


def list_claims(user: User, pks: Iterable[int]) -> dict[int, str]:
    """Who of one's own side is at which of these cases now, in words; of what is no longer to do,
    that it is not."""
    asked = queue(user).filter(pk__in=list(pks)).annotate(is_to_do=is_so(shown(user)["todo"]))
    rows = asked.values_list("pk", "is_to_do", "taken_by", "taken_by_name")
    return {
        pk: _claim_in_words(by, name, user) if to_do else _("no longer to do")
        for pk, to_do, by, name in rows
    }


def _claim_in_words(by: int | None, name: str, user: User) -> str:
    if by == user.pk:
        return _("taken by you")
    return _("taken by %(name)s") % {"name": name} if by else ""


def list_wordings() -> list[Wording]:
    return list(Wording.objects.select_related("rule"))


def get_wording(pk: int) -> Wording:
    found = Wording.objects.select_related("rule").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# --- For whoever wrote or reported ---------------------------------------------------------------


def case_waiting(item: models.Model) -> Case | None:
    """Why it waits, until when, and how many keys refuse it; None once it waits no more."""
    return Case.objects.about(item).waiting().first()


def decision_on(item: models.Model, *, for_user: User) -> Case | None:
    """What was decided about it last, as its author is told."""
    return Case.objects.told_to(for_user).about(item).order_by("-pk").first()


def list_own_reports(user: User) -> list[Report]:
    """What they reported, for as long as we know that it was them. Shown to nobody else."""
    here = Space.objects.visible_to(user).filter(pk=OuterRef("case__space"))
    reports = Report.objects.filter(reporter=user).annotate(may_look_in=Exists(here))
    ended = Prefetch("case__appeals", Case.objects.closed(), to_attr="ended_appeals")
    reports = reports.select_related("rule", "case__space").prefetch_related(ended)
    return list(reports.order_by("-case__opened_at", "-case__pk")[:PAGE])


# --- For everybody -----------------------------------------------------------------------------


def get_rule(code: str) -> Rule:
    found = Rule.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


# --- For those who run a space -----------------------------------------------------------------


def lists_run_by(user: User) -> models.QuerySet[WordList]:
    """The same line that rules.can_set_list draws, in SQL, for whoever runs anything."""
    theirs = Q(space__in=spaces_run_by(user)) | Q(space=None)
    return WordList.objects.filter(theirs).select_related("space", "rule")


def get_list(pk: int, *, for_user: User) -> WordList:
    found = lists_run_by(for_user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
