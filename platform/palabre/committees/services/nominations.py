"""From a name that somebody proposes to a person who sits there because they want to (ADR 21)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import rules, seating
from palabre.committees.actions import Action
from palabre.committees.balance import can_add_one
from palabre.committees.models import (
    Check,
    Committee,
    Ending,
    Nomination,
    NominationState,
    Point,
    Seat,
)
from palabre.committees.models.seat import REPLACED
from palabre.committees.services.places import end_nomination, leave, lock_seat, sit_down, take_over
from palabre.core.days import today
from palabre.core.verdict import Verdict, deny, require
from palabre.notifications.services import tell
from palabre.people.models import User
from palabre.spaces.services import (
    INVITATION_DURATION,
    forget_invitations,
    invite_person,
    verify_side,
)


def _lock(nomination: Nomination) -> Nomination:
    """The nomination, with its committee locked and its seat read afresh."""
    lock_seat(nomination.seat)
    rows = Nomination.objects.select_related("user", "invited_by", "invitation", "ending")
    found = rows.select_related("seat__committee").get(pk=nomination.pk)
    found.seat = lock_seat(found.seat)
    return found


@transaction.atomic
def nominate(
    seat: Seat,
    who: User | str,
    *,
    by: User,
    on_behalf_of: str,
    as_deputy: bool = False,
    ending: Ending | None = None,
) -> Nomination:
    """Propose a person with an account, or one without by their name."""
    locked = lock_seat(seat)
    require(seating.can_nominate(by, locked.committee))
    require(seating.can_be_proposed_for(locked, as_deputy=as_deputy, ending=ending))
    if ending and not as_deputy:
        require(rules.can_run(by, locked.committee))
    person = who if isinstance(who, User) else None
    if person:
        require(seating.can_hold(person, locked, locked.committee))
        _require_proposed_once(person, locked.committee)
    made = Nomination.objects.create(
        seat=locked,
        as_deputy=as_deputy,
        ending=None if as_deputy else ending,
        user=person,
        name="" if person else str(who),
        on_behalf_of=on_behalf_of,
        proposed_by=by,
    )
    record(Action.PERSON_NOMINATED, by=by, on=made, committee=locked.committee.slug)
    return made


def _require_proposed_once(person: User, committee: Committee) -> None:
    if Nomination.objects.of(committee).open().filter(user=person).exists():
        raise PermissionDenied(_("This person is proposed here already."))


@transaction.atomic
def check_point(nomination: Nomination, point: str, *, by: User) -> Check:
    locked = _lock(nomination)
    require(seating.can_check(by, locked))
    check, is_new = Check.objects.get_or_create(
        nomination=locked, point=Point(point), defaults={"by": by}
    )
    if is_new:
        record(Action.POINT_CHECKED, by=by, on=locked, point=point)
    return check


@transaction.atomic
def invite_nominee(nomination: Nomination, *, by: User) -> str:
    """A notice to whoever has an account; for others a letter, whose token is returned and kept
    nowhere. Another letter makes the one before worthless."""
    locked = _lock(nomination)
    require(seating.can_invite(by, locked))
    committee, token, before = locked.seat.committee, "", locked.invitation_id
    leads_to = reverse("committees:answer", args=[committee.slug])
    if locked.user:
        tell(locked.user, "committees.invited", link=leads_to, committee=committee.name)
    else:
        locked.invitation, token = invite_person(side=locked.seat.side, leads_to=leads_to, by=by)
    locked.state, locked.invited_by = NominationState.INVITED, by
    locked.expires_on = today() + INVITATION_DURATION
    locked.save()
    forget_invitations([before] if before else [])
    record(Action.NOMINEE_INVITED, by=by, on=locked, committee=committee.slug)
    return token


@transaction.atomic
def accept_seat(
    nomination: Nomination, *, by: User, charter: str, to_public: str, to_members: str
) -> Nomination:
    """Say yes to the charter as it was read, and how to be shown. They sit down at once, or as soon
    as somebody of the other side does."""
    locked = _lock(nomination)
    require(seating.can_answer(by, locked))
    if charter != seating.charter_digest(locked.seat.committee):
        raise PermissionDenied(_("The charter was changed while you read it. Read it again below."))
    locked.user, locked.name = by, ""
    locked.shown_to_public, locked.shown_to_members = to_public, to_members
    locked.accepted_on, locked.accepted_charter = today(), charter
    locked.state = NominationState.ACCEPTED
    locked.save()
    _tell_inviter(locked, "committees.accepted")
    seat_who_waits(locked.seat.committee)
    return Nomination.objects.select_related("seat__committee__space").get(pk=locked.pk)


@transaction.atomic
def decline_seat(nomination: Nomination, *, by: User, why: str = "") -> None:
    locked = _lock(nomination)
    if not locked.is_meant_for(by) or locked.state not in ("invited", "accepted"):
        raise PermissionDenied(_("This invitation is over."))
    locked.state, locked.declined_why = NominationState.DECLINED, why
    locked.ended_on = today()
    locked.save()
    _tell_inviter(locked, "committees.declined")


@transaction.atomic
def withdraw_nomination(nomination: Nomination, *, by: User) -> None:
    locked = _lock(nomination)
    require(seating.can_withdraw(by, locked))
    end_nomination(locked)
    record(Action.NOMINATION_WITHDRAWN, by=by, on=locked, committee=locked.seat.committee.slug)


def _tell_inviter(nomination: Nomination, kind: str) -> None:
    """Without the name: their page says which nomination it is."""
    if nomination.invited_by:
        committee = nomination.seat.committee.name
        tell(nomination.invited_by, kind, link=nomination.get_absolute_url(), committee=committee)


def seat_who_waits(committee: Committee) -> None:
    """Whoever has accepted sits down, the first first, as far as the balance allows. Each who does
    may make room for one of the other side."""
    while waiting := next(_who_may_sit(committee), None):
        _seat(waiting)


def _who_may_sit(committee: Committee):  # type: ignore[no-untyped-def]
    rows = Nomination.objects.of(committee).filter(state=NominationState.ACCEPTED)
    now = Committee.objects.select_related("space").get(pk=committee.pk)
    for one in rows.select_related("user", "invited_by", "ending", "seat__user").order_by(
        "accepted_on", "pk"
    ):
        one.seat.committee = now
        if may_sit_now(one):
            yield one


def may_sit_now(nomination: Nomination) -> Verdict:
    """Why somebody who has accepted still waits."""
    seat, person, inviter = nomination.seat, nomination.user, nomination.invited_by
    if person is None or inviter is None or not rules.can_run(inviter, seat.committee):
        return deny(_("Whoever invited this person no longer holds the secretariat: invite again."))
    if not (allowed := seating.can_hold(person, seat, seat.committee)):
        return allowed
    place = seating.can_be_proposed_for(
        seat, as_deputy=nomination.as_deputy, ending=nomination.ending
    )
    if not place or nomination.as_deputy or (seat.is_held and nomination.ending_id):
        return place
    return can_add_one(seat.committee, seat.side)


def _seat(nomination: Nomination) -> None:
    seat, person, inviter = nomination.seat, nomination.user, nomination.invited_by
    assert person is not None  # noqa: S101 (may_sit_now said so)
    assert inviter is not None  # noqa: S101
    _leave_deputys_place(person, seat.committee, by=inviter)
    if not person.is_verified:
        verify_side(person, side=seat.side, by=inviter)
    place = _place_for(nomination, by=inviter)
    place.committee = seat.committee
    sit_down(
        place,
        person,
        by=inviter,
        shown_to_public=nomination.shown_to_public,
        shown_to_members=nomination.shown_to_members,
        accepted_on=nomination.accepted_on or today(),
        accepted_charter=nomination.accepted_charter,
    )
    Nomination.objects.filter(pk=nomination.pk).update(state=NominationState.SEATED, seat=place)
    link = reverse("committees:my_seat", args=[seat.committee.slug])
    tell(person, "committees.seated", link=link, committee=seat.committee.name)


def _place_for(nomination: Nomination, *, by: User) -> Seat:
    seat = nomination.seat
    if nomination.as_deputy:
        words = {
            name: getattr(seat, name) for name in ("side", "kind", "function_fr", "function_en")
        }
        return Seat(deputy_of=seat, **words)
    if seat.user_id and nomination.ending:
        return take_over(seat, by=by, ending=nomination.ending)
    return seat


def _leave_deputys_place(person: User, committee: Committee, *, by: User) -> None:
    behind = committee.place_of(person)
    if behind and behind.is_deputy:
        behind.committee = committee
        leave(behind, by=by, ending=Ending.objects.get(code=REPLACED), moves_on=True)
