"""Who sits and who leaves, what each chooses for their seat, and removal with two keys (ADR 21)."""

from typing import Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import rules, seating
from palabre.committees.actions import Action
from palabre.committees.balance import can_add_one
from palabre.committees.models import Committee, Ending, Removal, Seat
from palabre.committees.models.seat import RESIGNED
from palabre.committees.services.nominations import seat_who_waits
from palabre.committees.services.places import (
    SeatWords,
    keep_to_the_seat,
    leave,
    lock,
    lock_seat,
    require_kind_of_side,
    sit_down,
)
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.notifications.services import tell
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from palabre.spaces.services import end_roles, grant_role


@transaction.atomic
def seat_member(
    committee: Committee, user: User | None, *, side: str, by: User, **words: Unpack[SeatWords]
) -> Seat:
    """A new place, with somebody in it who agreed to that, or free. Others are nominated."""
    locked = lock(committee)
    require(rules.can_run(by, locked))
    place = Seat(committee=locked, side=side, **words)
    require_kind_of_side(place)
    if user is not None:
        require(seating.can_hold(user, place, locked))
        require(can_add_one(locked, side))
    place.save()
    record(Action.PLACE_ADDED, by=by, on=place, committee=locked.slug, side=side)
    if user:
        sit_down(place, user, by=by, **words)
        seat_who_waits(locked)
    return place


@transaction.atomic
def vacate_seat(seat: Seat, *, by: User, ending: Ending | None = None, note: str = "") -> Seat:
    """Somebody leaves, or a free place is done away with. The row stays, with the day; the rights go."""
    leaving = lock_seat(seat)
    if leaving.left_on:
        return leaving
    how = ending or Ending.objects.get(code="function")
    require(seating.can_end(by, leaving, how))
    leave(leaving, by=by, ending=how, note=note)
    seat_who_waits(leaving.committee)
    return leaving


@transaction.atomic
def resign(seat: Seat, *, by: User, note: str = "") -> Seat:
    """They leave of their own accord, at once. Why is for the secretariat, if for anybody."""
    leaving = lock_seat(seat)
    require(seating.can_resign(by, leaving))
    leave(leaving, by=by, ending=Ending.objects.get(code=RESIGNED), note=note)
    seat_who_waits(leaving.committee)
    return leaving


@transaction.atomic
def name_chair(seat: Seat, *, by: User) -> Seat:
    """Make whoever sits there co-chair for their side, in the place of the one before."""
    named = lock_seat(seat)
    committee = named.committee
    require(rules.can_run(by, committee))
    if named.user is None or named.is_deputy or not named.is_current:
        raise PermissionDenied(_("Nobody holds this seat."))
    rows = committee.seats.current().filter(side=named.side, is_chair=True)
    for before in rows.select_related("user"):
        if before.user:
            end_roles(committee.space, before.user, Role.CHAIR, by=by)
        before.is_chair = False
        before.save(update_fields=["is_chair"])
    named.is_chair = True
    named.save(update_fields=["is_chair"])
    grant_role(committee.space, named.user, Role.CHAIR, side=named.side, by=by)
    _note_both_chairs(committee)
    record(Action.CHAIR_NAMED, by=by, on=named, committee=committee.slug, side=named.side)
    return named


def _note_both_chairs(committee: Committee) -> None:
    """From the first day on which each side has one, its rules are no longer the secretariat's alone."""
    chairs = committee.seats.current().filter(is_chair=True).exclude(user=None)
    if committee.chairs_since is None and set(seating.KEYS) <= set(
        chairs.values_list("side", flat=True)
    ):
        committee.chairs_since = today()
        committee.save(update_fields=["chairs_since"])


@transaction.atomic
def choose_how_shown(seat: Seat, *, by: User, to_public: str, to_members: str) -> None:
    """At any time, after leaving too, for all that they were in this committee. On no record: it is
    theirs to say."""
    locked = lock_seat(seat)
    require(seating.can_choose_how_shown(by, locked))
    theirs = locked.committee.seats.filter(user=by)
    theirs.update(shown_to_public=to_public, shown_to_members=to_members)
    rows = Seat.objects.filter(Q(pk__in=theirs) | Q(deputy_of__in=theirs))
    keep_to_the_seat(rows.select_related("user", "deputy_of"))


@transaction.atomic
def let_deputy_sit(seat: Seat, *, by: User, sits_in: bool) -> Seat:
    """The holder hands the seat to their deputy, or takes it back."""
    locked = lock_seat(seat)
    require(seating.can_choose_deputy_sits(by, locked))
    deputy = locked.deputies.select_related("user").get(left_on=None)
    if deputy.sits_in != sits_in and deputy.user:
        deputy.sits_in = sits_in
        deputy.save(update_fields=["sits_in"])
        kind = "committees.sit_in" if sits_in else "committees.sit_out"
        link = locked.committee.get_absolute_url()
        tell(deputy.user, kind, link=link, committee=locked.committee.name)
    return deputy


@transaction.atomic
def ask_removal(seat: Seat, *, by: User, ending: Ending, note: str) -> Removal:
    """Put it to the co-chairs of both sides, with the reason."""
    locked = lock_seat(seat)
    committee = locked.committee
    require(seating.can_ask_removal(by, locked, ending))
    keys = [chair for chair in committee.chairs if chair.side in seating.KEYS and chair.user]
    if len(keys) < len(seating.KEYS):
        raise PermissionDenied(_("Each side needs a co-chair first: both decide on this."))
    removal = Removal.objects.create(seat=locked, ending=ending, note=note, asked_by=by)
    record(Action.REMOVAL_ASKED, by=by, on=removal, committee=committee.slug)
    link = reverse("committees:chairs", args=[committee.slug])
    for chair in keys:
        if chair.user and chair.user != by:
            tell(chair.user, "committees.removal", link=link, committee=committee.name)
    return removal


@transaction.atomic
def agree_removal(removal: Removal, *, by: User) -> Removal:
    """One key. With the second, of the other side, the seat ends."""
    locked = _lock(removal)
    require(seating.can_turn_key(by, locked))
    own = locked.seat.committee.seat_of(by)
    if own and own.side == Side.CIVILIAN:
        locked.civilian_by = by
    else:
        locked.forces_by = by
    locked.save()
    record(Action.REMOVAL_AGREED, by=by, on=locked, committee=locked.seat.committee.slug)
    if locked.has_both_keys:
        _carry_out(locked)
    return locked


def _carry_out(removal: Removal) -> None:
    """In the name of whoever asked, whose office it is to write it down."""
    seat = removal.seat
    leave(seat, by=removal.asked_by, ending=removal.ending, note=removal.note)
    removal.closed_on = today()
    removal.save(update_fields=["closed_on"])
    seat_who_waits(seat.committee)


@transaction.atomic
def refuse_removal(removal: Removal, *, by: User) -> Removal:
    """One co-chair says no: it does not happen."""
    locked = _lock(removal)
    require(seating.can_turn_key(by, locked))
    locked.closed_on = today()
    locked.save(update_fields=["closed_on"])
    record(Action.REMOVAL_REFUSED, by=by, on=locked, committee=locked.seat.committee.slug)
    return locked


def _lock(removal: Removal) -> Removal:
    seat = lock_seat(removal.seat)
    found = Removal.objects.select_related("ending", "asked_by").get(pk=removal.pk)
    found.seat = seat
    return found
