"""From a report to a decision of two sides.

Whatever is decided here holds the case's row first, so that of any number of moderators at once
one per side is heard, and the case closes once.
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.moderation import closing, rules, selectors
from palabre.moderation.actions import Action
from palabre.moderation.models import LEASE, Case, Claim, Decision, Report, Rule
from palabre.moderation.registry import keeper_of
from palabre.people.models import User

MOST_TITLE = 200
MOST_TRIES = 20
SIDES = 2


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("space").get(pk=case.pk)


@transaction.atomic
def report(item: models.Model, *, rule: Rule, note: str = "", by: User) -> Case:
    """Say that it breaks a rule. Several people on one thing are one case."""
    require(rules.can_report(by, item))
    case = open_case(item, rule=rule)
    Report.objects.get_or_create(case=case, reporter=by, defaults={"rule": rule, "note": note})
    return case


@transaction.atomic
def open_case(item: models.Model, *, rule: Rule) -> Case:
    """The open case about this thing, made if there is none. Nobody's name goes into the record."""
    keeper = keeper_of(item._meta.label_lower)
    exhibit = keeper.exhibit(item)
    found, is_new = Case.objects.get_or_create(
        label=item._meta.label_lower,
        item_pk=str(item.pk),
        outcome="",
        defaults={
            "title": exhibit.title[:MOST_TITLE],
            "lang": exhibit.lang,
            "space": keeper.space_of(item),
            "rule": rule,
            "is_in_public": bool(keeper.can_read(AnonymousUser(), item)),
        },
    )
    case = _locked(found)
    if not case.is_open:  # it was closed between the two lines above
        return open_case(item, rule=rule)
    if is_new:
        record(Action.CASE_OPENED, by=None, on=case, rule=rule.code)
    if rule.veils and not case.is_veiled:
        _veil(case, item, rule)
    return case


def _veil(case: Case, item: models.Model, rule: Rule) -> None:
    if Case.objects.about(item).closed().filter(rule__veils=True).exists():
        return  # two sides found no danger: one report does not undo that
    case.rule, case.is_veiled = rule, True
    case.save(update_fields=["rule", "is_veiled"])
    keeper_of(case.label).hide(item, rule=rule.code)
    record(Action.CASE_VEILED, by=None, on=case, rule=rule.code)
    closing.tell_author_of_veil(case, item)


@transaction.atomic
def claim(case: Case, *, by: User) -> Claim:
    """Take it up for half an hour. A colleague's lease that ran out is taken over."""
    locked = _locked(case)
    require(rules.can_decide(by, locked))
    taken, _new = Claim.objects.update_or_create(
        case=locked,
        side=locked.side_of(by),
        defaults={"moderator": by, "expires_at": timezone.now() + LEASE},
    )
    return taken


def claim_next(*, by: User) -> Case | None:
    """Take up the most urgent case that this person may decide and nobody of their side holds."""
    waiting = selectors.free_cases(by)[:MOST_TRIES]
    for case in waiting:
        try:
            claim(case, by=by)
        except PermissionDenied:  # a colleague was quicker, or it is their own: the next one
            continue
        return case
    return None


@transaction.atomic
def release(case: Case, *, by: User) -> None:
    locked = _locked(case)
    require(rules.can_release(by, locked))
    locked.claims.filter(moderator=by).delete()


@transaction.atomic
def decide(case: Case, *, choice: str, rule: Rule, note: str = "", by: User) -> Case:
    """One side's key. The second one closes the case, whichever way the two agree or differ."""
    locked = _locked(case)
    require(rules.can_decide(by, locked))
    side = locked.side_of(by)
    Decision.objects.create(
        case=locked, side=side, moderator=by, choice=choice, rule=rule, note=note
    )
    locked.claims.filter(side=side).delete()
    # The choice is not in the record yet: it stays sealed until the other side has decided.
    record(Action.CASE_DECIDED, by=by, on=locked, side=side)
    if locked.decisions.count() == SIDES:
        closing.close(locked)
    return locked
