"""Who proposes, checks, invites, accepts, ends and chooses, in what concerns seats. Nothing here writes."""

import hashlib

from django.utils.translation import gettext as _

from palabre.committees.balance import can_lose_place, can_take_one
from palabre.committees.models import (
    Charter,
    Committee,
    Ending,
    Nomination,
    NominationState,
    Point,
    Removal,
    Seat,
)
from palabre.committees.models.charter import TEXTS
from palabre.committees.rules import can_run
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import Side, User
from palabre.spaces.models import Anyone

KEYS = (Side.CIVILIAN.value, Side.FORCES.value)


def charter_digest(said_by: Committee | Charter) -> str:
    """What somebody accepted, mandate and charter to the letter, in both languages."""
    words = "\x00".join(getattr(said_by, name) for name in TEXTS)
    return hashlib.sha256(words.encode()).hexdigest()


def has_accepted(seat: Seat, charter: Charter | None) -> bool:
    """Whoever sat down under the first charter accepted that one."""
    if charter is None or charter.number == 1:
        return True
    return seat.accepted_charter == charter_digest(charter)


def is_chair(user: Anyone, committee: Committee) -> bool:
    seat = committee.seat_of(user)
    return seat is not None and seat.is_chair


def can_nominate(user: Anyone, committee: Committee) -> Verdict:
    if is_chair(user, committee):
        return ALLOW
    if can_run(user, committee):
        return ALLOW
    return deny(_("Only the secretariat or a co-chair proposes somebody for a seat."))


def can_hold(person: User, seat: Seat, committee: Committee) -> Verdict:
    """Whether this person may sit there at all: once a committee, and for one side everywhere."""
    held = committee.place_of(person)
    if held and not (held.is_deputy and held.deputy_of_id == seat.pk):
        return deny(_("This person already has a seat here."))
    if not person.is_active:
        return deny(_("This account is closed."))
    elsewhere = Seat.objects.held_by(person).exclude(side=seat.side)
    if elsewhere.exists():
        return deny(_("This person sits for another side elsewhere. Nobody sits for two sides."))
    if person.is_verified and person.side != seat.side:
        return deny(
            _("The secretariat has confirmed this person for another side: %(side)s.")
            % {"side": person.get_side_display()}
        )
    return ALLOW


def can_be_proposed_for(seat: Seat, *, as_deputy: bool, ending: Ending | None) -> Verdict:
    if not seat.is_current or seat.is_deputy:
        return deny(_("This seat is no more."))
    if as_deputy or seat.user_id is None:
        return ALLOW
    if ending is None:
        return deny(_("Somebody sits there. Say how they leave, or propose a deputy."))
    if not ending.is_offered or ending.needs_both_chairs:
        return deny(_("This way of leaving is not one in which somebody is replaced."))
    return ALLOW


def can_check(user: Anyone, nomination: Nomination) -> Verdict:
    committee = nomination.seat.committee
    if not (allowed := can_run(user, committee)):
        return allowed
    if nomination.user_id == user.pk:
        return deny(_("Nobody confirms anything about themselves."))
    if nomination.state != NominationState.PROPOSED:
        return deny(_("This nomination is no longer being checked."))
    return ALLOW


def can_invite(user: Anyone, nomination: Nomination) -> Verdict:
    if not (allowed := can_run(user, nomination.seat.committee)):
        return allowed
    if nomination.user_id == user.pk:
        return deny(_("Nobody invites themselves."))
    if nomination.state not in (NominationState.PROPOSED, NominationState.INVITED):
        return deny(_("This nomination is over."))
    if nomination.invitation and nomination.invitation.taken_by_id:
        return deny(_("The letter has been used: this person has an account and answers there."))
    unchecked = len(Point) - nomination.checks.count()
    if unchecked:
        return deny(_("Confirm each point first: %(number)s left.") % {"number": unchecked})
    return _has_room_for(nomination)


def _has_room_for(nomination: Nomination) -> Verdict:
    seat = nomination.seat
    allowed = can_be_proposed_for(seat, as_deputy=nomination.as_deputy, ending=nomination.ending)
    if not allowed:
        return allowed
    if nomination.as_deputy and seat.deputies.filter(left_on=None).exists():
        return deny(_("This seat has a deputy already."))
    others = seat.nominations.exclude(pk=nomination.pk).filter(as_deputy=nomination.as_deputy)
    if others.filter(state__in=[NominationState.INVITED, NominationState.ACCEPTED]).exists():
        return deny(
            _("Somebody else is invited for this seat. Wait for their answer, or withdraw it.")
        )
    return ALLOW


def can_answer(user: Anyone, nomination: Nomination) -> Verdict:
    if not user.is_authenticated or not nomination.is_meant_for(user):
        return deny(_("This invitation is for somebody else."))
    if nomination.state != NominationState.INVITED or nomination.has_expired:
        return deny(_("This invitation is over. Ask the secretariat for another one."))
    if nomination.invited_by is None or not can_run(
        nomination.invited_by, nomination.seat.committee
    ):
        return deny(
            _("Whoever invited you no longer holds the secretariat. Ask it for another invitation.")
        )
    return can_hold(user, nomination.seat, nomination.seat.committee)


def can_withdraw(user: Anyone, nomination: Nomination) -> Verdict:
    if not (allowed := can_run(user, nomination.seat.committee)):
        return allowed
    if nomination.is_over or nomination.state == NominationState.SEATED:
        return deny(_("This nomination is over."))
    return ALLOW


def can_end(user: Anyone, seat: Seat, ending: Ending) -> Verdict:
    """End the time of whoever sits there, or do away with a free seat."""
    committee = seat.committee
    if not (allowed := can_run(user, committee)):
        return allowed
    if ending.needs_both_chairs:
        return deny(_("This needs the agreement of both co-chairs: ask them for it."))
    return can_leave(committee, seat, ending)


def can_leave(committee: Committee, seat: Seat, ending: Ending) -> Verdict:
    if seat.user_id is None:
        return can_lose_place(committee, seat)
    if seat.is_deputy or ending.nobody_can_refuse:
        return ALLOW
    return can_take_one(committee, seat)


def can_resign(user: Anyone, seat: Seat) -> Verdict:
    """Always: nobody is kept at a table."""
    if user.is_authenticated and seat.user_id == user.pk and seat.is_current:
        return ALLOW
    return deny(_("This is not your seat."))


def can_choose_how_shown(user: Anyone, seat: Seat) -> Verdict:
    """Whoever sits or sat there, and nobody else."""
    if user.is_authenticated and seat.user_id == user.pk:
        return ALLOW
    return deny(_("This is not your seat."))


def can_ask_removal(user: Anyone, seat: Seat, ending: Ending) -> Verdict:
    committee = seat.committee
    if not (allowed := can_run(user, committee)):
        return allowed
    if not ending.needs_both_chairs or not seat.is_held:
        return deny(_("This is not a removal that co-chairs decide on."))
    if seat.is_chair:
        return deny(_("A co-chair is not removed as such: their side has another one named first."))
    if seat.removals.filter(closed_on=None).exists():
        return deny(_("The co-chairs are asked already."))
    return ALLOW  # whatever the balance: both sides say yes, or it does not happen


def can_turn_key(user: Anyone, removal: Removal) -> Verdict:
    """Agree or refuse, as the co-chair of one side."""
    seat = removal.seat.committee.seat_of(user)
    if seat is None or not seat.is_chair or seat.side not in KEYS:
        return deny(_("Only the co-chairs of the two sides decide on this."))
    if removal.closed_on or not removal.seat.is_current:
        return deny(_("This is decided already."))
    return ALLOW


def can_choose_deputy_sits(user: Anyone, seat: Seat) -> Verdict:
    if seat.is_deputy or not can_resign(user, seat):
        return deny(_("Only whoever holds the seat says who sits in it."))
    if not seat.deputies.filter(left_on=None, user__is_active=True).exists():
        return deny(_("This seat has no deputy."))
    return ALLOW
