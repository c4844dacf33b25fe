"""The secretariat's desk: places at the table, who is proposed for them, who sits there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees import seat_selectors, selectors, services
from palabre.committees.balance import shares_of
from palabre.committees.letters import Letter, print_letter
from palabre.committees.models import Nomination, NominationState, Point, Seat
from palabre.committees.parting import parting_of
from palabre.committees.rules import can_be_nameless
from palabre.committees.seat_forms import (
    SCREEN,
    DeskNomineeForm,
    EndingForm,
    LetterForm,
    NewPlaceForm,
    PlaceForm,
)
from palabre.committees.seating import can_invite, has_accepted
from palabre.committees.services.nominations import may_sit_now
from palabre.committees.views.desk import desk_of
from palabre.core.http import refused
from palabre.people.models import AuthedRequest, User
from palabre.spaces.doors import office_required

SEAT, NOMINATION = "committees/desk/seat.html", "committees/desk/nomination.html"


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    form = NewPlaceForm(request.POST or None)
    context = {
        **desk_of(committee, "seats"),
        "form": form,
        "places": seat_selectors.list_places(committee),
        "past": [seat for seat in committee.seats_ever if seat.left_on],
        "nominations": seat_selectors.list_nominations(committee),
        "shares": shares_of(committee),
        "may_be_nameless": can_be_nameless(committee),
    }
    if request.method != "POST":
        return render(request, "committees/desk/seats.html", context)
    if not form.is_valid():
        return refused(request, "committees/desk/seats.html", context)
    try:
        services.seat_member(committee, None, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, "committees/desk/seats.html", context, why=why)
    messages.success(request, _("The seat is there. Now propose somebody for it."))
    return redirect("committees_desk:seats", slug)


def about(place: Seat) -> dict[str, object]:
    words = {name: getattr(place, name) for name in ("kind", "function_fr", "function_en")}
    return {
        **desk_of(place.committee, "seats"),
        "place": place,
        "deputy": place.committee.deputy_of(place),
        "place_form": PlaceForm(initial=words, side=place.side),
        "ending": EndingForm(prefix="end"),
        "coming": seat_selectors.list_coming(place.committee).filter(seat=place),
        "removal": place.removals.filter(closed_on=None).first(),
        "parting": parting_of(place.committee, place.user) if place.user else None,
        "has_accepted": has_accepted(place, place.committee.charters.begun().first()),
    }


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    place = seat_selectors.get_seat_to_run(slug, pk, for_user=request.user)
    context = about(place)
    if request.method != "POST":
        return render(request, SEAT, context)
    form = PlaceForm(request.POST, side=place.side)
    if not form.is_valid():
        return refused(request, SEAT, {**context, "place_form": form, "form": form})
    try:
        services.change_place(place, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, SEAT, {**context, "place_form": form, "form": form}, why=why)
    messages.success(request, _("The changes are kept."))
    return redirect("committees_desk:seat", slug, pk)


@office_required
@require_POST
def vacate(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    """End it; or ask both co-chairs, where it takes both."""
    place = seat_selectors.get_seat_to_run(slug, pk, for_user=request.user)
    form = EndingForm(request.POST, prefix="end")
    context = {**about(place), "ending": form, "form": form}
    if not form.is_valid():
        return refused(request, SEAT, context)
    asks = form.cleaned_data["ending"].needs_both_chairs
    deed = services.ask_removal if asks else services.vacate_seat
    try:
        deed(place, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, SEAT, context, why=why)
    messages.success(
        request,
        _("Both co-chairs are asked. Nothing changes until both have agreed.")
        if asks
        else _("The seat is vacated. Its history stays."),
    )
    return redirect("committees_desk:seats", slug)


@office_required
@require_POST
def chair(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    place = seat_selectors.get_seat_to_run(slug, pk, for_user=request.user)
    services.name_chair(place, by=request.user)
    messages.success(request, _("The co-chair is named."))
    return redirect("committees_desk:seats", slug)


@office_required
@require_POST
def renew(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    place = seat_selectors.get_seat_to_run(slug, pk, for_user=request.user)
    services.renew_term(place, by=request.user)
    messages.success(request, _("The term is renewed."))
    return redirect("committees_desk:seat", slug, pk)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    place = seat_selectors.get_seat_to_run(slug, pk, for_user=request.user)
    form = DeskNomineeForm(request.POST or None, seat=place)
    context = {**desk_of(place.committee, "seats"), "place": place, "form": form}
    if request.method != "POST":
        return render(request, "committees/desk/nominate.html", context)
    if not form.is_valid():
        return refused(request, "committees/desk/nominate.html", context)
    words = form.words
    try:
        made = services.nominate(place, words.pop("who"), by=request.user, **words)
    except PermissionDenied as why:
        return refused(request, "committees/desk/nominate.html", context, why=why)
    messages.success(request, _("The person is proposed. Now confirm each point."))
    return redirect("committees_desk:nomination", slug, made.pk)


def nominee(found: Nomination, user: User) -> dict[str, object]:
    checks = {check.point: check for check in found.checks.select_related("by")}
    waits = found.state == NominationState.ACCEPTED
    return {
        **desk_of(found.seat.committee, "seats"),
        "nomination": found,
        "points": [(point, point.label, checks.get(point)) for point in Point],
        "is_to_check": found.state == NominationState.PROPOSED and len(checks) < len(Point),
        "may_invite": can_invite(user, found),
        "may_sit": may_sit_now(found) if waits else None,
        "letter_form": LetterForm(initial={"language": get_language()}),
    }


@office_required
@require_safe
def nomination(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = seat_selectors.get_nomination_to_run(slug, pk, for_user=request.user)
    return render(request, NOMINATION, nominee(found, request.user))


@office_required
@require_POST
def check(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    """Whatever is ticked; what was confirmed before stays confirmed."""
    found = seat_selectors.get_nomination_to_run(slug, pk, for_user=request.user)
    ticked = [point for point in request.POST.getlist("point") if point in Point.values]
    for point in ticked:
        services.check_point(found, point, by=request.user)
    if not ticked:
        messages.error(request, _("Tick the points that you confirm."))
    return redirect("committees_desk:nomination", slug, pk)


@office_required
@never_cache
@require_POST
def invite(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    """A letter is shown or printed in the answer itself, once: nothing that is kept can show it again."""
    found = seat_selectors.get_nomination_to_run(slug, pk, for_user=request.user)
    form = LetterForm(request.POST)
    context = {**nominee(found, request.user), "letter_form": form, "form": form}
    if not found.user and not form.is_valid():
        return refused(request, NOMINATION, context)
    try:
        token = services.invite_nominee(found, by=request.user)
    except PermissionDenied as why:
        return refused(request, NOMINATION, context, why=why)
    if not token:
        messages.success(request, _("The person is invited: it is on their page, and a mail without a word of it follows."))  # fmt: skip
        return redirect("committees_desk:nomination", slug, pk)
    return hand_out(request, found, token, form)


def hand_out(
    request: AuthedRequest, found: Nomination, token: str, form: LetterForm
) -> HttpResponse:
    letter = Letter(
        token=token,
        address=request.build_absolute_uri(reverse("spaces:invitation_code")),
        size=form.cleaned_data["on"],
        language=form.cleaned_data["language"],
    )
    if letter.size == SCREEN:
        link = request.build_absolute_uri(reverse("spaces:invitation", args=[token]))
        found = seat_selectors.get_nomination_to_run(
            found.seat.committee.slug, found.pk, for_user=request.user
        )
        context = {**desk_of(found.seat.committee, "seats"), "nomination": found}
        words = {"letter": letter, "link": link}
        return render(request, "committees/desk/invited.html", context | words)
    response = HttpResponse(print_letter(letter), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="document.pdf"'
    return response


@office_required
@require_POST
def withdraw(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = seat_selectors.get_nomination_to_run(slug, pk, for_user=request.user)
    services.withdraw_nomination(found, by=request.user)
    messages.success(request, _("The nomination is withdrawn. The name is deleted within a month."))
    return redirect("committees_desk:seats", slug)
