"""What somebody may see of seats and of those who are proposed for them, or a 404."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from palabre.committees.models import Committee, Nomination, NominationState, Removal, Seat
from palabre.committees.models.nomination import OPEN
from palabre.committees.selectors import get_committee, get_committee_to_run
from palabre.people.models import User


def get_seat_to_run(slug: str, pk: int, *, for_user: User) -> Seat:
    """With its committee; one that is no more is not found."""
    committee = get_committee_to_run(slug, for_user=for_user)
    rows = committee.seats.filter(left_on=None).select_related("user", "kind", "deputy_of")
    found = get_object_or_404(rows, pk=pk)
    found.committee = committee
    return found


def get_nomination_to_run(slug: str, pk: int, *, for_user: User) -> Nomination:
    committee = get_committee_to_run(slug, for_user=for_user)
    found = get_object_or_404(list_nominations(committee), pk=pk)
    found.seat.committee = committee
    return found


def list_nominations(committee: Committee) -> "QuerySet[Nomination]":
    """For those who run the committee. A co-chair sees those whom they proposed, and no other name."""
    rows = Nomination.objects.of(committee).exclude(state=NominationState.SEATED)
    return rows.select_related(
        "seat__user", "user", "proposed_by", "invited_by", "invitation", "ending"
    )


def list_coming(committee: Committee) -> "QuerySet[Nomination]":
    """Who is on their way to a place as a member: proposed, invited, or waiting for the other side."""
    return list_nominations(committee).filter(state__in=OPEN, as_deputy=False)


def list_places(committee: Committee) -> list[tuple[Seat, Seat | None, Nomination | None]]:
    """Each place at the table with its deputy, and with who is on their way to it as a member."""
    coming = {nomination.seat_id: nomination for nomination in list_coming(committee)}
    return [
        (place, committee.deputy_of(place), coming.get(place.pk)) for place in committee.sitting
    ]


def get_invitation(slug: str, *, for_user: User) -> Nomination:
    """The one that waits for this person's answer, of a committee that they may not see yet."""
    rows = Nomination.objects.meant_for(for_user).filter(
        seat__committee__space__slug=slug,
        state__in=[NominationState.INVITED, NominationState.ACCEPTED],
    )
    rows = rows.select_related("seat__committee__space", "invited_by", "invitation")
    found = rows.order_by("-pk").first()
    if found is None:
        raise Http404
    return found


def get_place_of(slug: str, *, for_user: User) -> Seat:
    """Their own seat, or their place as a deputy; or the last that they had, even of a committee
    that they may no longer see: how they are shown stays theirs to choose."""
    rows = Committee.objects.select_related("space").filter(seats__user=for_user).distinct()
    committee = get_object_or_404(rows, space__slug=slug)
    place = committee.place_of(for_user) or committee.last_seat_of(for_user.pk)
    if place is None:
        raise Http404
    return place


def get_committee_to_chair(slug: str, *, for_user: User) -> Committee:
    committee = get_committee(slug, for_user=for_user)
    seat = committee.seat_of(for_user)
    if seat is None or not seat.is_chair:
        raise Http404
    return committee


def list_removals(committee: Committee) -> "QuerySet[Removal]":
    rows = Removal.objects.filter(seat__committee=committee, closed_on=None)
    return rows.select_related("seat__user", "ending", "asked_by")
