"""Taking up, giving back, deciding, and saying that one cannot judge."""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.moderation import pulse, rules, selectors
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    Case,
    Choice,
    Claim,
    Decision,
    Recusal,
    Round,
    Rule,
    Wording,
)
from palabre.moderation.services import rounds
from palabre.moderation.services.opening import locked
from palabre.people.models import User
from palabre.spaces.models import Membership, Role

MOST_TRIES = 20


@transaction.atomic
def claim(case: Case, *, by: User) -> Claim:
    """Take it up for half an hour. A colleague's lease that ran out is taken over."""
    # What one person takes up is counted: one at a time.
    seats = Membership.objects.filter(user=by, role=Role.MODERATOR).order_by("pk")
    list(seats.select_for_update(no_key=True))
    held = locked(case)
    require(rules.can_take(by, held))
    this = {"case": held, "side": held.side_of(by)}
    taken = Claim.objects.filter(**this).first() or Claim(**this)
    if taken.moderator_id != by.pk:
        taken.moderator, taken.since = by, timezone.now()
    taken.lengthen()
    taken.save()
    pulse.beat()
    return taken


def claim_next(*, by: User, instead_of: Case | None = None) -> Case | None:
    """Take up the most urgent case that this person may decide and nobody of their side holds.
    `instead_of`: one that they hold and give back for it, so that what follows it is the next."""
    free = selectors.free_cases(by)
    if instead_of is None or not rules.can_release(by, instead_of):
        return _first_of(free[:MOST_TRIES], by)
    waiting = list(free.after(instead_of)[:MOST_TRIES]) or list(free[:MOST_TRIES])
    if waiting:  # one row held at a time: whoever goes the other way waits for nobody
        release(instead_of, by=by)
    return _first_of(waiting, by)


def _first_of(waiting: Iterable[Case], by: User) -> Case | None:
    for case in waiting:
        try:
            claim(case, by=by)
        except PermissionDenied:  # a colleague was quicker, or it is their own: the next one
            continue
        return case
    return None


@transaction.atomic
def release(case: Case, *, by: User) -> None:
    held = locked(case)
    require(rules.can_release(by, held))
    held.claims.live().filter(moderator=by).update(expires_at=timezone.now())
    pulse.beat()


class Why(TypedDict, total=False):
    """What they say of their choice: in a ready reason, in their own words, and of which passage."""

    ready: Wording | None
    note: str
    passage: str
    seen: str  # the mark of the words on the page that they decide from (Exhibit.mark)


@transaction.atomic
def decide(case: Case, *, choice: str, rule: Rule, by: User, **why: Unpack[Why]) -> Case:
    """One key. The last one of a round ends it, whichever way they agree or differ."""
    held = locked(case)
    require(rules.can_decide(by, held))
    require(rules.has_read(why.get("seen", ""), held))
    side, ready = held.side_of(by), why.get("ready")
    Decision.objects.create(
        case=held,
        round=held.round,
        side=side,
        moderator=by,
        choice=choice,
        rule=rule,
        note=why.get("note", ""),
        passage=why.get("passage", "") if choice == Choice.REMOVE else "",
        ready_fr=ready.text_fr if ready else "",
        ready_en=ready.text_en if ready else "",
    )
    if held.round == Round.FIRST and not held.first_side:
        held.first_side = side
        held.save(update_fields=["first_side"])
    held.claims.filter(side=side).delete()
    pulse.beat()
    # The choice is not in the record yet: it stays sealed until the other side has decided.
    record(Action.CASE_DECIDED, by=by, on=held, side=side, round=held.round)
    rounds.go_on(held)
    return held


def decide_together(
    cases: Iterable[tuple[Case, str]], *, choice: str, rule: Rule, by: User, **why: Unpack[Why]
) -> list[tuple[Case, str]]:
    """One key to each of them, with the mark of the words that were read, for the same reason.
    Returns those that were refused, and why."""
    refused = []
    for case, seen in cases:
        why["seen"] = seen
        try:
            decide(case, choice=choice, rule=rule, by=by, **why)
        except PermissionDenied as refusal:
            refused.append((case, str(refusal)))
    return refused


@transaction.atomic
def recuse(case: Case, *, by: User) -> Case:
    """They cannot judge this. Somebody else of their side does; on a panel, another lot is drawn. If
    they have decided, that stays in the record and counts for nothing: a panel decides."""
    held = locked(case)
    require(rules.can_recuse(by, held))
    Recusal.objects.get_or_create(case=held, moderator=by)
    held.claims.filter(moderator=by).delete()
    pulse.beat()
    record(Action.CASE_RECUSED, by=by, on=held, side=held.side_of(by))
    if rules.is_panelist(by, held):
        rounds.replace_on_panel(held, by)
    elif held.decisions.filter(moderator=by).exists() and not held.is_held:
        rounds.go_to_panel(held)  # what waits is let in by one of the others, or by time
    return held
