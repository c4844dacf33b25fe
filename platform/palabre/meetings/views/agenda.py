"""Proposing what a meeting should talk about, and putting its agenda in order."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.core.verdict import require
from palabre.meetings import reading, rules, selectors, services
from palabre.meetings.doors import meeting_to_lead
from palabre.meetings.forms import ItemForm, ProposalForm, ReasonForm
from palabre.meetings.models import AgendaItem
from palabre.people.models import AuthedRequest, User

Deed = Callable[[AgendaItem, User], None]
DEEDS: dict[str, Deed] = {
    "accept": lambda item, by: services.accept_item(item, by=by),
    "earlier": lambda item, by: services.move_item(item, earlier=True, by=by),
    "later": lambda item, by: services.move_item(item, earlier=False, by=by),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    meeting = selectors.get_meeting(slug, pk, for_user=request.user)
    if request.method != "POST":
        require(rules.can_propose(request.user, meeting))
    form = ProposalForm(request.POST or None, initial={"lang": get_language()})
    context = {
        **shell(meeting.committee, request.user, "meetings"),
        "meeting": meeting,
        "form": form,
        "people": len(meeting.committee.members),
    }
    if request.method != "POST":
        return render(request, "meetings/propose.html", context)
    if not form.is_valid():
        return refused(request, "meetings/propose.html", context)
    try:
        services.propose_item(meeting, **form.cleaned_data, by=request.user)
    except PermissionDenied as why:
        return refused(request, "meetings/propose.html", context, why=why)
    messages.success(request, _("Your proposal waits for the co-chairs. Nothing says whose it is."))
    return redirect(meeting)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    form = ItemForm(request.POST or None)
    context = {
        **shell(meeting.committee, request.user, "meetings"),
        "meeting": meeting,
        "agenda": reading.agenda_of(meeting, inside=True),
        "may_set": rules.can_set_agenda(request.user, meeting),
        "form": form,
    }
    if request.method != "POST":
        return render(request, "meetings/agenda.html", context)
    if not form.is_valid():
        return refused(request, "meetings/agenda.html", context)
    try:
        services.add_item(meeting, **form.cleaned_data, by=request.user)
    except PermissionDenied as why:
        return refused(request, "meetings/agenda.html", context, why=why)
    return redirect("meetings:agenda", slug, pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AuthedRequest, slug: str, pk: int, item: str) -> HttpResponse:
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    found = selectors.get_item(meeting, item)
    form = ItemForm(request.POST or None, instance=selectors.get_item(meeting, item))
    context = {
        **shell(meeting.committee, request.user, "meetings"),
        "meeting": meeting,
        "item": found,
        "form": form,
    }
    if request.method != "POST":
        return render(request, "meetings/change_item.html", context)
    if not form.is_valid():
        return refused(request, "meetings/change_item.html", context)
    try:
        services.change_item(found, **form.cleaned_data, by=request.user)
    except PermissionDenied as why:
        return refused(request, "meetings/change_item.html", context, why=why)
    return redirect("meetings:agenda", slug, pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: AuthedRequest, slug: str, pk: int, item: str) -> HttpResponse:
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    found = selectors.get_item(meeting, item)
    form = ReasonForm(request.POST or None)
    context = {
        **shell(meeting.committee, request.user, "meetings"),
        "meeting": meeting,
        "item": found,
        "form": form,
    }
    if request.method != "POST":
        return render(request, "meetings/drop_item.html", context)
    if not form.is_valid():
        return refused(request, "meetings/drop_item.html", context)
    try:
        services.drop_item(found, reason=form.cleaned_data["reason"], by=request.user)
    except PermissionDenied as why:
        return refused(request, "meetings/drop_item.html", context, why=why)
    return redirect("meetings:agenda", slug, pk)


@login_required
@require_POST
def place(request: AuthedRequest, slug: str, pk: int, item: str, deed: str) -> HttpResponse:
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](selectors.get_item(meeting, item), request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    return redirect("meetings:agenda", slug, pk)
