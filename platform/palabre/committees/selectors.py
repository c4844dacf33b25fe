"""What somebody may see of a committee, or a 404: hidden and missing look alike."""

from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from palabre.committees.models import (
    Committee,
    Contribution,
    Discussion,
    Meeting,
    Nomination,
    NominationState,
    Removal,
    Rules,
    Seat,
    State,
)
from palabre.committees.models.committee import BOUNDS, holds
from palabre.core.days import today
from palabre.people.models import User
from palabre.spaces.models import Anyone, Role


def get_committee(slug: str, *, for_user: Anyone) -> Committee:
    rows = Committee.objects.visible_to(for_user).select_related("space")
    rows = rows.annotate(**standing_in("space", for_user), **bounds_in("pk"))
    found = get_object_or_404(rows, space__slug=slug)
    bring_standing(found, found, for_user)
    return found


def get_committee_to_run(slug: str, *, for_user: User) -> Committee:
    rows = Committee.objects.run_by(for_user).select_related("space").annotate(**bounds_in("pk"))
    return get_object_or_404(rows, space__slug=slug)


def get_discussion(slug: str, pk: int, *, for_user: Anyone) -> Discussion:
    rows = Discussion.objects.visible_to(for_user).select_related("committee__space")
    if for_user.is_authenticated:
        rows = rows.with_last_read(for_user)
    rows = rows.filter(committee__space__slug=slug)
    rows = rows.annotate(**standing_in("committee__space", for_user), **bounds_in("committee"))
    found = get_object_or_404(rows, pk=pk)
    bring_standing(found, found.committee, for_user)
    return found


def standing_in(space: str, user: Anyone) -> dict[str, Exists]:
    if not user.is_authenticated:
        return {}
    return {
        "reader_is_inside": holds(user, space),
        "reader_runs": holds(user, space, Role.SECRETARIAT),
    }


def bounds_in(committee: str) -> dict[str, Subquery]:
    """What the rules in force today say of balance, in the same query."""
    rules = Rules.objects.filter(committee=OuterRef(committee)).in_force(today())
    return {name: Subquery(rules.values(name)[:1]) for name in BOUNDS}


def bring_standing(row: Model, committee: Committee, user: Anyone) -> None:
    for name in BOUNDS:
        setattr(committee, name, getattr(row, name))
    if user.is_authenticated:
        inside, runs = (bool(getattr(row, name)) for name in ("reader_is_inside", "reader_runs"))
        committee.remember_standing(user, inside=inside, runs=runs)


def list_discussions(committee: Committee, *, for_user: Anyone) -> "QuerySet[Discussion]":
    rows = committee.discussions.visible_to(for_user)
    return rows.with_last_read(for_user) if for_user.is_authenticated else rows


def get_contribution(slug: str, pk: int, number: int, *, for_user: User) -> Contribution:
    discussion = get_discussion(slug, pk, for_user=for_user)
    own = discussion.said.filter(author=for_user, state=State.PUBLISHED)
    found = get_object_or_404(own, number=number)
    found.discussion = discussion
    return found


def get_meeting(slug: str, pk: int, *, for_user: Anyone) -> Meeting:
    committee = get_committee(slug, for_user=for_user)
    found = get_object_or_404(committee.meetings.all(), pk=pk)
    found.committee = committee
    return found


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
