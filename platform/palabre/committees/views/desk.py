"""The secretariat's desk: founding committees, seating people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees import selectors, services
from palabre.committees.forms import CommitteeForm, SeatForm
from palabre.committees.models import Committee
from palabre.committees.rules import can_be_nameless
from palabre.committees.views.pages import balance_of
from palabre.core.http import refused
from palabre.core.verdict import require
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import office_required
from palabre.spaces.rules import can_run_anything


def desk_of(committee: Committee, here: str) -> dict[str, object]:
    return {
        "section": "secretariat",
        "committee": committee,
        "here": here,
        "balance": balance_of(committee),
    }


@office_required
@require_safe
def committees(request: AuthedRequest) -> HttpResponse:
    require(can_run_anything(request.user))
    found = Committee.objects.run_by(request.user).select_related("space").with_balance()
    context = {"section": "secretariat", "committees": found}
    return render(request, "committees/desk/committees.html", context)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    form = CommitteeForm(
        request.POST or None,
        instance=Committee.objects.get(pk=committee.pk),
        initial={"is_public": committee.space.is_public},
    )
    context = {**desk_of(committee, "change"), "form": form}
    if request.method != "POST":
        return render(request, "committees/desk/change.html", context)
    if not form.is_valid():
        return refused(request, "committees/desk/change.html", context)
    services.change_committee(committee, by=request.user, **form.cleaned_data)
    messages.success(request, _("The changes are kept."))
    return redirect("committees_desk:change", slug)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    form = SeatForm(request.POST or None)
    context = {
        **desk_of(committee, "seats"),
        "form": form,
        "past": [seat for seat in committee.seats_ever if seat.left_on],
        "may_be_nameless": can_be_nameless(committee),
    }
    if request.method != "POST":
        return render(request, "committees/desk/seats.html", context)
    if not form.is_valid():
        return refused(request, "committees/desk/seats.html", context)
    words = dict(form.cleaned_data)
    try:
        services.seat_member(committee, words.pop("username"), by=request.user, **words)
    except PermissionDenied as why:
        return refused(request, "committees/desk/seats.html", context, why=why)
    messages.success(request, _("The seat is filled."))
    return redirect("committees_desk:seats", slug)


@office_required
@require_POST
def vacate(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    services.vacate_seat(get_object_or_404(committee.seats.current(), pk=pk), by=request.user)
    messages.success(request, _("The seat is vacated. Its history stays."))
    return redirect("committees_desk:seats", slug)


@office_required
@require_POST
def chair(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    services.name_chair(get_object_or_404(committee.seats.current(), pk=pk), by=request.user)
    messages.success(request, _("The co-chair is named."))
    return redirect("committees_desk:seats", slug)
