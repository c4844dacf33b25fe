"""A committee's mandate and charter: what holds, what is announced, what held; each member's own yes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees import rules, seat_selectors, selectors, services
from palabre.committees.charter_forms import CharterAcceptanceForm, CharterForm
from palabre.committees.charter_words import CharterStory, story_of_charters
from palabre.committees.models import Committee
from palabre.committees.seating import charter_digest, has_accepted
from palabre.committees.views.desk import desk_of
from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.core.kept import same_for_strangers
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import office_required
from palabre.spaces.models import Anyone

PAGE, DESK = "committees/charter.html", "committees/desk/charter.html"


def told(committee: Committee, user: Anyone) -> dict[str, object]:
    story, mine = story_of_charters(committee), committee.place_of(user)
    asked = mine is not None and not has_accepted(mine, story.now)
    return {
        **shell(committee, user, "rules"),
        "story": story,
        "mine": mine,
        "accepting": CharterAcceptanceForm(initial={"charter": charter_digest(committee)})
        if asked
        else None,
        "answers": answers(committee, story),
    }


def answers(committee: Committee, story: CharterStory) -> tuple[int, int]:
    """How many of those who sit here have accepted the charter of today, and how many sit here."""
    accepted = sum(has_accepted(seat, story.now) for seat in committee.speakers)
    return accepted, len(committee.speakers)


@require_safe
@same_for_strangers
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.get_committee(slug, for_user=request.user)
    return render(request, PAGE, told(found, request.user))


@login_required
@require_POST
def accept(request: AuthedRequest, slug: str) -> HttpResponse:
    place = seat_selectors.get_place_of(slug, for_user=request.user)
    form = CharterAcceptanceForm(request.POST)
    read = form.cleaned_data["charter"] if form.is_valid() else ""
    try:
        services.accept_charter(place, by=request.user, charter=read)
    except PermissionDenied as why:
        committee = selectors.get_committee(slug, for_user=request.user)
        return refused(request, PAGE, {**told(committee, request.user), "form": form}, why=why)
    messages.success(request, _("You have accepted the charter as it is now."))
    return redirect("committees:charter", slug)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    form = CharterForm(request.POST or None, committee=committee)
    story = story_of_charters(committee)
    context = {
        **desk_of(committee, "charter"),
        "form": form,
        "story": story,
        "answers": answers(committee, story),
        "may_announce": rules.can_announce_charter(request.user, committee),
    }
    if request.method != "POST":
        return render(request, DESK, context)
    if not form.is_valid():
        return refused(request, DESK, context)
    try:
        announced = services.announce_charter(committee, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, DESK, context, why=why)
    messages.success(request, done(waits=announced.waits))
    return redirect("committees_desk:charter", slug)


def done(*, waits: bool) -> str:
    if waits:
        return _("The co-chairs of both sides are asked. Nothing changes until both have agreed.")
    return _("The change is announced. Every member is told.")


@office_required
@require_POST
def withdraw(request: AuthedRequest, slug: str, number: int) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    announced = get_object_or_404(committee.charters, number=number)
    try:
        services.withdraw_charter(announced, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("The change is withdrawn. Whoever knew of it is told."))
    return redirect("committees_desk:charter", slug)


@login_required
@require_POST
def turn_key(request: AuthedRequest, slug: str, law: str, number: int) -> HttpResponse:
    """A co-chair agrees to a change of rules or charter, or refuses it."""
    committee = seat_selectors.get_committee_to_chair(slug, for_user=request.user)
    rows: Any = committee.rules_ever if law == "rules" else committee.charters
    found = get_object_or_404(rows, number=number)
    agrees = request.POST.get("answer") == "yes"
    answer = services.agree_to_change if agrees else services.refuse_change
    try:
        after = answer(found, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said(agrees=agrees, waits=after.is_proposed))
    return redirect("committees:chairs", slug)


def said(*, agrees: bool, waits: bool) -> str:
    if not agrees:
        return _("You refuse: nothing changes.")
    if waits:
        return _("You agree. It is for the co-chair of the other side now.")
    return _("Both sides agree: the change is announced. Every member is told.")
