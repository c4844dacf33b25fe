"""The secretariat's desk: calling, changing and cancelling meetings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.committees.models import Committee, Meeting
from palabre.committees.selectors import get_committee_to_run
from palabre.committees.views.desk import desk_of
from palabre.core.http import refused
from palabre.meetings import selectors, services
from palabre.meetings.forms import CallForm, MeetingForm, ReasonForm
from palabre.meetings.views.pages import dates_of
from palabre.people.models import AuthedRequest, User
from palabre.spaces.doors import office_required


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = get_committee_to_run(slug, for_user=request.user)
    form = CallForm(request.POST or None)
    context = {
        **desk_of(committee, "meetings"),
        "form": form,
        **dates_of(committee, request),
        "rules": committee.rules,
    }
    if request.method != "POST":
        return render(request, "meetings/desk/meetings.html", context)
    if not form.is_valid():
        return refused(request, "meetings/desk/meetings.html", context)
    try:
        called = call(committee, form, by=request.user)
    except PermissionDenied as why:
        return refused(request, "meetings/desk/meetings.html", context, why=why)
    messages.success(request, _("The meeting is called. Every member of both sides is told."))
    return redirect("meetings:agenda", slug, called.pk)


@transaction.atomic
def call(committee: Committee, form: CallForm, *, by: User) -> Meeting:
    called = services.call_meeting(committee, by=by, **form.words)
    for item in form.items:
        services.add_item(called, by=by, **item)
    return called


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    meeting = selectors.get_meeting_to_run(slug, pk, for_user=request.user)
    form = MeetingForm(request.POST or None, instance=Meeting.objects.get(pk=meeting.pk))
    context = {**desk_of(meeting.committee, "meetings"), "meeting": meeting, "form": form}
    if request.method != "POST":
        return render(request, "meetings/desk/meeting.html", context)
    if not form.is_valid():
        return refused(request, "meetings/desk/meeting.html", context)
    try:
        services.change_meeting(meeting, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, "meetings/desk/meeting.html", context, why=why)
    messages.success(request, _("The changes are kept, and told to every member."))
    return redirect("meetings_desk:meetings", slug)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    meeting = selectors.get_meeting_to_run(slug, pk, for_user=request.user)
    form = ReasonForm(request.POST or None)
    context = {**desk_of(meeting.committee, "meetings"), "meeting": meeting, "form": form}
    if request.method != "POST":
        return render(request, "meetings/desk/cancel.html", context)
    if not form.is_valid():
        return refused(request, "meetings/desk/cancel.html", context)
    try:
        services.cancel_meeting(meeting, reason=form.cleaned_data["reason"], by=request.user)
    except PermissionDenied as why:
        return refused(request, "meetings/desk/cancel.html", context, why=why)
    messages.success(request, _("The meeting is cancelled, and every member is told."))
    return redirect("meetings_desk:meetings", slug)
