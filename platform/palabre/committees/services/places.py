"""Places at the table: who takes one, who leaves, who comes after (ADR 21)."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import rules
from palabre.committees.actions import Action
from palabre.committees.balance import can_lose_place
from palabre.committees.models import (
    Committee,
    Ending,
    Nomination,
    NominationState,
    Removal,
    Seat,
    SeatKind,
)
from palabre.committees.models.seat import months_after
from palabre.committees.parting import WITH_THE_SEAT, parting_of
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.notifications.services import tell
from palabre.people.models import User
from palabre.spaces.models import Role
from palabre.spaces.services import end_roles, grant_role, void_invitation


class PlaceWords(TypedDict, total=False):
    kind: SeatKind | None
    function_fr: str
    function_en: str


class SeatWords(PlaceWords, total=False):
    shown_to_public: str
    shown_to_members: str
    since_on: date
    accepted_on: date
    accepted_charter: str


def lock(committee: Committee) -> Committee:
    """One change at a time; read afresh."""
    rows = Committee.objects.select_related("space").select_for_update(of=("self",))
    return rows.get(pk=committee.pk)


def lock_seat(seat: Seat) -> Seat:
    """The seat, with its committee locked."""
    committee = lock(seat.committee)
    found = Seat.objects.select_related("user", "kind").get(pk=seat.pk)
    found.committee = committee
    return found


def require_kind_of_side(place: Seat) -> None:
    if place.kind and place.kind.side != place.side:
        raise PermissionDenied(_("This kind of seat belongs to another side."))


def keep_to_the_seat(seats: Iterable[Seat]) -> None:
    """What a seat does not show the public beside a name, their account does not either: the forum
    would."""
    for seat in seats:
        person = seat.user
        if person is None or not person.function or seat.tells_public_all:
            continue
        if seat.is_called(person.function):
            person.function = ""
            person.save(update_fields=["function"])


def sit_down(place: Seat, user: User, *, by: User, **words: Unpack[SeatWords]) -> Seat:
    """Fill a free place, or the place of a deputy. Whoever calls has asked whether it may be."""
    committee = place.committee
    for field, value in words.items():
        setattr(place, field, value)
    place.user = user
    place.since_on = words.get("since_on") or today()
    place.accepted_on = words.get("accepted_on") or place.since_on
    place.until_on = months_after(place.since_on, committee.rules.term_months)
    place.save()
    keep_to_the_seat([place])
    grant_role(committee.space, user, Role.MEMBER, side=place.side, by=by)
    record(Action.MEMBER_SEATED, by=by, on=place, committee=committee.slug, side=place.side)
    return place


@transaction.atomic
def change_place(seat: Seat, *, by: User, **words: Unpack[PlaceWords]) -> Seat:
    """What the seat is called, and for whom it is kept."""
    locked = lock_seat(seat)
    require(rules.can_run(by, locked.committee))
    if "kind" in words and words["kind"] != locked.kind:
        require(can_lose_place(locked.committee, locked))
    for field, value in words.items():
        setattr(locked, field, value)
    require_kind_of_side(locked)
    locked.save(update_fields=list(words))
    record(Action.PLACE_CHANGED, by=by, on=locked, committee=locked.committee.slug)
    if locked.user and locked.user != by:
        link = reverse("committees:my_seat", args=[locked.committee.slug])
        tell(locked.user, "committees.place", link=link, committee=locked.committee.name)
    return locked


def leave(
    seat: Seat,
    *,
    by: User,
    ending: Ending,
    note: str = "",
    place_stays: bool = True,
    moves_on: bool = False,
) -> Seat:
    """End it, and leave the place free for whoever comes next: under their row, not this one.
    `moves_on`: they sit down elsewhere at this table in the same moment."""
    committee, person = seat.committee, seat.user
    seat.left_on, seat.is_chair, seat.sits_in = today(), False, False
    seat.ending, seat.ending_note = ending, note
    seat.save()
    Removal.objects.filter(seat=seat, closed_on=None).update(closed_on=today())
    record(Action.SEAT_VACATED, by=by, on=seat, committee=committee.slug, how=ending.code)
    if person is None:
        _clear(seat, by=by, ending=ending)
        return seat
    _end_roles(committee, person, by=by, moves_on=moves_on)
    if by != person:
        tell(person, "committees.ended", committee=committee.name)
    if place_stays and not seat.is_deputy:
        _hand_over(seat, Seat.objects.create(committee=committee, **_place_of(seat)))
    return seat


def _end_roles(committee: Committee, person: User, *, by: User, moves_on: bool) -> None:
    """With the seat goes all that its holder read, kept and judged here. The secretariat, which may
    give a role anew, is told where a side has nobody left."""
    parting = parting_of(committee, person)
    end_roles(committee.space, person, Role.MEMBER, Role.CHAIR, by=by)
    if moves_on:
        return
    end_roles(committee.space, person, *WITH_THE_SEAT, by=by)
    link = reverse("committees_desk:seats", args=[committee.slug])
    runs = committee.space.memberships.filter(role=Role.SECRETARIAT).values("user")
    for role in parting.missing:
        for secretary in User.objects.filter(pk__in=runs, is_active=True):
            tell(secretary, f"committees.no_{role.value}", link=link, committee=committee.name)


def end_nomination(nomination: Nomination) -> None:
    """It comes to nothing, and its letter opens nothing any more."""
    if nomination.invitation:
        void_invitation(nomination.invitation)
    nomination.state, nomination.ended_on = NominationState.WITHDRAWN, today()
    nomination.save(update_fields=["state", "ended_on"])


def _clear(seat: Seat, *, by: User, ending: Ending) -> None:
    """A place that is done away with takes with it whoever stood behind it or was meant for it."""
    for nomination in seat.nominations.open().select_related("invitation"):
        end_nomination(nomination)
    for deputy in seat.deputies.filter(left_on=None).select_related("user"):
        deputy.committee = seat.committee
        leave(deputy, by=by, ending=ending)


def _place_of(seat: Seat) -> dict[str, object]:
    same = ("side", "kind", "function_fr", "function_en")
    return {"follows": seat, **{name: getattr(seat, name) for name in same}}


def _hand_over(before: Seat, after: Seat) -> None:
    """Deputies and nominations belong to the place, whoever sits there."""
    before.deputies.filter(left_on=None).update(deputy_of=after, sits_in=False)
    before.nominations.open().update(seat=after)


def take_over(seat: Seat, *, by: User, ending: Ending) -> Seat:
    """Whoever sits there leaves; the free place in which somebody else sits down at once."""
    leave(seat, by=by, ending=ending, place_stays=False)
    after = Seat.objects.create(committee=seat.committee, **_place_of(seat))
    _hand_over(seat, after)
    return after


@transaction.atomic
def renew_term(seat: Seat, *, by: User) -> Seat:
    """Another term, from the day on which this one ends, or from today if that is over."""
    locked = lock_seat(seat)
    require(rules.can_run(by, locked.committee))
    if not locked.is_current or locked.user is None:
        raise PermissionDenied(_("Nobody holds this seat."))
    begins = max(locked.until_on or today(), today())
    locked.until_on = months_after(begins, locked.committee.rules.term_months)
    locked.term_told = False
    locked.save(update_fields=["until_on", "term_told"])
    record(Action.TERM_RENEWED, by=by, on=locked, committee=locked.committee.slug)
    return locked
