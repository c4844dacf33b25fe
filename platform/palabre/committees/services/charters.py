"""Another mandate or charter: announced, dated, accepted by each member anew (ADR 20)."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import rules, seating
from palabre.committees.actions import Action
from palabre.committees.models import Charter, Committee, Seat
from palabre.committees.models.charter import TEXTS
from palabre.committees.services.changes import (
    ask_chairs,
    ask_no_more,
    lock_change,
    tell_each,
    tell_members,
)
from palabre.committees.services.places import lock, lock_seat
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.people.models import User


class CharterWords(TypedDict, total=False):
    purpose_fr: str
    purpose_en: str
    charter_fr: str
    charter_en: str
    reason_fr: str
    reason_en: str


def write_first_charter(committee: Committee) -> Charter:
    """The words with which it was founded."""
    return Charter.objects.create(
        committee=committee,
        number=1,
        announced_on=committee.founded_on,
        in_force_from=committee.founded_on,
        began_on=committee.founded_on,
        **words_of(committee),
    )


def words_of(committee: Committee) -> dict[str, str]:
    return {name: getattr(committee, name) for name in TEXTS}


@transaction.atomic
def announce_charter(
    committee: Committee, *, by: User, in_force_from: date, **words: Unpack[CharterWords]
) -> Charter:
    """From that day on. Until then, and for whoever accepted it, the text of today holds."""
    locked = lock(committee)
    require(rules.can_announce_charter(by, locked))
    require(rules.can_charter_begin_on(in_force_from, locked))
    if all(words.get(name, "") == text for name, text in words_of(locked).items()):
        raise PermissionDenied(_("These are the words as they are now: nothing would change."))
    number = (locked.charters.aggregate(last=Max("number"))["last"] or 0) + 1
    announced = Charter.objects.create(
        committee=locked,
        number=number,
        in_force_from=in_force_from,
        waits=locked.changes_wait,
        **words,
    )
    record(
        Action.CHARTER_PROPOSED if announced.waits else Action.CHARTER_ANNOUNCED,
        by=by, on=announced, committee=locked.slug, number=number,
        in_force_from=in_force_from.isoformat(),
    )  # fmt: skip
    if announced.waits:
        ask_chairs(announced, by=by)
    else:
        tell_members(announced, "announced", but=by)
        bring_in(announced)
    return announced


@transaction.atomic
def withdraw_charter(announced: Charter, *, by: User) -> Charter:
    """It never holds. That it was announced stays to be read."""
    committee, found = lock_change(announced)
    require(rules.can_withdraw(by, committee, found))
    found.withdrawn_on = today()
    found.save(update_fields=["withdrawn_on"])
    record(Action.CHARTER_WITHDRAWN, by=by, on=found, committee=committee.slug, number=found.number)
    if found.waits:
        ask_no_more(found, by=by)
    else:
        tell_members(found, "withdrawn", but=by)
    return found


def bring_in_charters() -> None:
    """Those whose day has come, each with its committee locked."""
    due = Charter.objects.standing().filter(began_on=None, in_force_from__lte=today())
    for charter in due.select_related("committee"):
        with transaction.atomic():
            bring_in(lock_change(charter)[1])


def bring_in(charter: Charter) -> None:
    """Its day has come: the committee says these words from now on, and asks its members anew."""
    if not charter.is_to_come or charter.in_force_from > today():
        return
    committee = charter.committee
    charter.began_on = today()
    charter.save(update_fields=["began_on"])
    for name, text in charter.words.items():
        setattr(committee, name, text)
    committee.save(update_fields=list(TEXTS))
    held = committee.seats.filter(left_on=None).exclude(user=None)
    tell_each(User.objects.filter(pk__in=held.values("user"), is_active=True), charter, "began")


@transaction.atomic
def accept_charter(seat: Seat, *, by: User, charter: str) -> Seat:
    """A member's own yes to the words as they read them. On no record: it is theirs to say."""
    held = lock_seat(seat)
    require(seating.can_resign(by, held))  # whoever sits there, and nobody else
    if charter != seating.charter_digest(held.committee):
        raise PermissionDenied(_("The charter was changed while you read it. Read it again below."))
    held.accepted_on, held.accepted_charter = today(), charter
    held.save(update_fields=["accepted_on", "accepted_charter"])
    return held
