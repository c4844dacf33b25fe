"""Changing a committee's rules: announced, dated, never backwards (ADR 20)."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import rules
from palabre.committees.actions import Action
from palabre.committees.composition import Numbers, Seats, numbers_of
from palabre.committees.models import Committee, Rules, Share
from palabre.committees.services.changes import (
    ask_chairs,
    ask_no_more,
    lock_change,
    tell_members,
)
from palabre.committees.services.places import lock
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.people.models import User


class Reason(TypedDict, total=False):
    reason_fr: str
    reason_en: str


@transaction.atomic
def announce_rules(
    committee: Committee,
    *,
    by: User,
    numbers: Numbers,
    shares: Seats,
    in_force_from: date,
    **reason: Unpack[Reason],
) -> Rules:
    """From that day on, and for nothing that was called, opened or put to the vote before it. Where
    the rules in force want it, it waits for the co-chairs of both sides first."""
    locked = lock(committee)
    require(rules.can_announce(by, locked))
    require(rules.can_begin_on(in_force_from, locked))
    wanted = {kind: fewest for kind, fewest in shares.items() if fewest}
    if numbers_of(locked.rules) == numbers and locked.rules.fewest_of() == wanted:
        raise PermissionDenied(_("These are the rules as they are now: nothing would change."))
    number = locked.rules_ever.aggregate(last=Max("number"))["last"] + 1
    announced = Rules.objects.create(
        committee=locked,
        number=number,
        in_force_from=in_force_from,
        waits=locked.changes_wait,
        **numbers,
        **reason,
    )
    give_shares(announced, wanted)
    record(
        Action.RULES_PROPOSED if announced.waits else Action.RULES_ANNOUNCED, by=by, on=announced,
        committee=locked.slug, number=number, in_force_from=in_force_from.isoformat(),
    )  # fmt: skip
    if announced.waits:
        ask_chairs(announced, by=by)
    else:
        tell_members(announced, "announced", but=by)
    return announced


def give_shares(of: Rules, shares: Seats) -> None:
    Share.objects.bulk_create(
        Share(rules=of, kind=kind, fewest=fewest) for kind, fewest in shares.items() if fewest
    )


@transaction.atomic
def withdraw_rules(announced: Rules, *, by: User) -> Rules:
    """They never come into force. That they were announced stays to be read."""
    committee, found = lock_change(announced)
    require(rules.can_withdraw(by, committee, found))
    found.withdrawn_on = today()
    found.save(update_fields=["withdrawn_on"])
    record(Action.RULES_WITHDRAWN, by=by, on=found, committee=committee.slug, number=found.number)
    if found.waits:
        ask_no_more(found, by=by)
    else:
        tell_members(found, "withdrawn", but=by)
    return found
