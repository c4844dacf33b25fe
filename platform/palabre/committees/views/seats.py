"""What concerns one's own seat: the invitation to it, how it is shown, leaving it; and the co-chairs' keys."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.committees import reading, seat_selectors, seating, selectors, services
from palabre.committees.balance import balance_of
from palabre.committees.charter_words import story_of_charters
from palabre.committees.models import Committee, Nomination, NominationState, Seat
from palabre.committees.parting import parting_of
from palabre.committees.seat_forms import (
    AcceptanceForm,
    ChairNomineeForm,
    DeclineForm,
    ResignationForm,
    ShownForm,
)
from palabre.committees.seating import charter_digest, has_accepted
from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.people.models import AuthedRequest, User

MINE = "committees/my_seat.html"


def mine(place: Seat, user: User) -> dict[str, object]:
    committee = place.committee
    shown = {"to_public": place.shown_to_public, "to_members": place.shown_to_members}
    return {
        **shell(committee, user, "members"),
        "place": place,
        "outside": reading.seat_voice(place, inside=False),
        "within": reading.seat_voice(place, inside=True),
        "deputy": committee.deputy_of(place),
        "shown_form": ShownForm(initial=shown),
        "leaving": ResignationForm(),
        "is_asked": not has_accepted(place, committee.charters.begun().first()),
        "parting": parting_of(committee, user) if place.is_current else None,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_seat(request: AuthedRequest, slug: str) -> HttpResponse:
    place = seat_selectors.get_place_of(slug, for_user=request.user)
    context = mine(place, request.user)
    if request.method != "POST":
        return render(request, MINE, context)
    form = ShownForm(request.POST)
    if not form.is_valid():
        return refused(request, MINE, {**context, "shown_form": form, "form": form})
    services.choose_how_shown(place, by=request.user, **form.cleaned_data)
    messages.success(request, _("From now on you are shown like this."))
    return redirect("committees:my_seat", slug)


@login_required
@require_POST
def deputy(request: AuthedRequest, slug: str) -> HttpResponse:
    place = seat_selectors.get_place_of(slug, for_user=request.user)
    sits_in = request.POST.get("sits_in") == "yes"
    services.let_deputy_sit(place, by=request.user, sits_in=sits_in)
    messages.success(
        request, _("Your deputy sits in for you.") if sits_in else _("You sit again yourself.")
    )
    return redirect("committees:my_seat", slug)


@login_required
@require_POST
def resign(request: AuthedRequest, slug: str) -> HttpResponse:
    place = seat_selectors.get_place_of(slug, for_user=request.user)
    form = ResignationForm(request.POST)
    if not form.is_valid():
        return refused(request, MINE, {**mine(place, request.user), "leaving": form, "form": form})
    services.resign(place, by=request.user, **form.cleaned_data)
    messages.success(request, _("You no longer sit in this committee. What you said stays."))
    return redirect("committees:my_seat", slug)


def invited(nomination: Nomination) -> dict[str, object]:
    committee = nomination.seat.committee
    return {
        "section": "committees",
        "nomination": nomination,
        "committee": committee,
        "rules": committee.rules,
        "balance": balance_of(committee),
        "accepting": AcceptanceForm(initial={"charter": charter_digest(committee)}),
        "declining": DeclineForm(),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: AuthedRequest, slug: str) -> HttpResponse:
    """The charter, the rules, and how to be shown: a person's own yes, or no."""
    found = seat_selectors.get_invitation(slug, for_user=request.user)
    context = invited(found)
    if request.method != "POST":
        if found.state == NominationState.ACCEPTED:
            return render(request, "committees/accepted.html", context)
        context["may_answer"] = seating.can_answer(request.user, found)
        return render(request, "committees/invitation.html", context)
    form = AcceptanceForm(request.POST)
    context |= {"form": form, "accepting": form, "may_answer": True}
    if not form.is_valid():
        return refused(request, "committees/invitation.html", context)
    said = dict(form.cleaned_data)
    said.pop("accepts")
    try:
        accepted = services.accept_seat(found, by=request.user, **said)
    except PermissionDenied as why:
        again = read_again(found, request)
        context |= {"form": again, "accepting": again}
        return refused(request, "committees/invitation.html", context, why=why)
    if accepted.state == NominationState.SEATED:
        messages.success(request, _("Welcome. You sit in the committee now."))
        return redirect("committees:my_seat", slug)
    return redirect("committees:answer", slug)


def read_again(nomination: Nomination, request: AuthedRequest) -> AcceptanceForm:
    """As it was typed, with the charter as it is now: the next yes is to that one."""
    typed = request.POST.dict()
    typed.pop("accepts", None)
    return AcceptanceForm({**typed, "charter": charter_digest(nomination.seat.committee)})


@login_required
@require_POST
def decline(request: AuthedRequest, slug: str) -> HttpResponse:
    found = seat_selectors.get_invitation(slug, for_user=request.user)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        context = {**invited(found), "declining": form, "form": form, "may_answer": True}
        return refused(request, "committees/invitation.html", context)
    services.decline_seat(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("You said no. Within a month your name is deleted from this list."))
    return redirect("portal:me")


def changes_for(committee: Committee, own: Seat | None) -> dict[str, object]:
    """What waits for the keys of the co-chairs: of the rules, and of the charter."""
    side = own.side if own else ""
    of_rules = selectors.story_of_rules(committee).proposed
    of_charter = story_of_charters(committee).proposed
    return {
        "rules": [(step, step.rules.agreed_by(side)) for step in of_rules],
        "charter": [(step, step.charter.agreed_by(side)) for step in of_charter],
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def chairs(request: AuthedRequest, slug: str) -> HttpResponse:
    """What a co-chair does besides speaking: propose somebody, and turn a key."""
    committee = seat_selectors.get_committee_to_chair(slug, for_user=request.user)
    own = committee.seat_of(request.user)
    form = ChairNomineeForm(request.POST or None, committee=committee)
    context = {
        **shell(committee, request.user, "chairs"),
        "form": form,
        "proposed": seat_selectors.list_nominations(committee).filter(proposed_by=request.user),
        "removals": [
            (removal, reading.seat_voice(removal.seat, inside=True), removal.agreed_by(own.side))
            for removal in seat_selectors.list_removals(committee)
            if own
        ],
        "changes": changes_for(committee, own),
    }
    if request.method != "POST":
        return render(request, "committees/chairs.html", context)
    if not form.is_valid():
        return refused(request, "committees/chairs.html", context)
    words = form.words
    try:
        services.nominate(words.pop("seat"), words.pop("who"), by=request.user, **words)
    except PermissionDenied as why:
        return refused(request, "committees/chairs.html", context, why=why)
    messages.success(request, _("The secretariat checks the name, and then invites the person."))
    return redirect("committees:chairs", slug)


@login_required
@require_POST
def turn_key(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    committee = seat_selectors.get_committee_to_chair(slug, for_user=request.user)
    removal = get_object_or_404(seat_selectors.list_removals(committee), pk=pk)
    if request.POST.get("answer") == "yes":
        done = services.agree_removal(removal, by=request.user)
        messages.success(
            request,
            _("Both sides agree: the seat has ended.")
            if done.closed_on
            else _("You agree. It is for the co-chair of the other side now."),
        )
    else:
        services.refuse_removal(removal, by=request.user)
        messages.success(request, _("You refuse: the seat goes on."))
    return redirect("committees:chairs", slug)
