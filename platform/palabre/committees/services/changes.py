"""The keys of the co-chairs to a change of rules or charter, and who is told of it (ADR 20)."""

from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from palabre.audit.services import record
from palabre.committees import rules
from palabre.committees.actions import Action
from palabre.committees.models import Charter, Committee, Rules
from palabre.committees.services.places import lock
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.notifications.services import tell
from palabre.people.models import Side, User
from palabre.spaces.models import Role

Law = TypeVar("Law", Rules, Charter)
KEYS = ["waits", "announced_on", "in_force_from", "civilian_by", "forces_by"]


@transaction.atomic
def agree_to_change(change: Law, *, by: User) -> Law:
    """One key. With the second, of the other side, it is announced to everybody."""
    committee, found = lock_change(change)
    require(rules.can_agree_to(by, committee, found))
    own = committee.seat_of(by)
    if own and own.side == Side.CIVILIAN:
        found.civilian_by = by
    else:
        found.forces_by = by
    if found.has_both_keys:
        found.let_through(notice=committee.rules.notice)
    found.save(update_fields=KEYS)
    record(Action.CHANGE_AGREED, by=by, on=found, committee=committee.slug, number=found.number)
    if not found.waits:
        tell_members(found, "announced", but=by)
    return found


@transaction.atomic
def refuse_change(change: Law, *, by: User) -> Law:
    """One co-chair says no: it holds on no day. That it was proposed stays to be read."""
    committee, found = lock_change(change)
    require(rules.can_agree_to(by, committee, found))
    found.withdrawn_on, found.refused = today(), True
    found.save(update_fields=["withdrawn_on", "refused"])
    record(Action.CHANGE_REFUSED, by=by, on=found, committee=committee.slug, number=found.number)
    tell_each(holding(committee, Role.SECRETARIAT, Role.CHAIR).exclude(pk=by.pk), found, "refused")
    return found


def lock_change(change: Law) -> tuple[Committee, Law]:
    """Both read afresh."""
    committee = lock(change.committee)
    found: Law = type(change).objects.get(pk=change.pk)
    found.committee = committee
    return committee, found


def ask_chairs(change: Rules | Charter, *, by: User) -> None:
    tell_each(holding(change.committee, Role.CHAIR).exclude(pk=by.pk), change, "proposed")


def ask_no_more(change: Rules | Charter, *, by: User) -> None:
    tell_each(holding(change.committee, Role.CHAIR).exclude(pk=by.pk), change, "dropped")


def tell_members(change: Rules | Charter, what: str, *, but: User | None = None) -> None:
    inside = holding(change.committee)
    tell_each(inside.exclude(pk=but.pk) if but else inside, change, what)


def holding(committee: Committee, *roles: Role) -> "QuerySet[User]":
    """Those with one of these roles there, or with any."""
    held = committee.space.memberships.filter(role__in=roles or list(Role))
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def tell_each(people: "QuerySet[User]", change: Rules | Charter, what: str) -> None:
    committee = change.committee
    of_rules = isinstance(change, Rules)
    link = committee.rules_url if of_rules else committee.charter_url
    if what == "proposed":
        link = reverse("committees:chairs", args=[committee.slug])
    for person in people:
        tell(
            person,
            f"committees.{'rules' if of_rules else 'charter'}.{what}",
            link=link,
            committee=committee.name,
            day=change.in_force_from.isoformat(),
        )
