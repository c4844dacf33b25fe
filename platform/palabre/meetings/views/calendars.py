"""Meetings for the calendar of a phone or a computer. Which key was used, and when, is kept nowhere."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees.models import Committee, Meeting
from palabre.committees.selectors import get_committee
from palabre.committees.views.pages import shell
from palabre.core.verdict import require
from palabre.meetings import rules, selectors, services
from palabre.meetings.ics import calendar_of
from palabre.meetings.models import CalendarKey
from palabre.meetings.services.calendar import digest_of
from palabre.people.models import AuthedRequest


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Days for whoever may see the committee; hours and places for members, or with their key."""
    if key := request.GET.get("key", ""):
        holder = selectors.get_calendar_holder(slug, digest_of(key))
        found = selectors.list_for_calendar(holder.committee)
        return as_calendar(found, name=_("Meetings"), with_hours=True)
    committee = get_committee(slug, for_user=request.user)
    inside = committee.standing_of(request.user).inside
    found = selectors.list_for_calendar(committee)
    return as_calendar(found, name=committee.name, with_hours=inside)


@require_safe
def event(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    meeting = selectors.get_meeting(slug, pk, for_user=request.user)
    inside = meeting.committee.standing_of(request.user).inside
    return as_calendar([meeting], name=_("Meetings"), with_hours=inside)


def as_calendar(meetings: Iterable[Meeting], *, name: str, with_hours: bool) -> HttpResponse:
    text = calendar_of(meetings, name=name, with_hours=with_hours)
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meetings.ics"'},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: AuthedRequest, slug: str) -> HttpResponse:
    """How to subscribe. A POST makes the key, which this answer alone shows."""
    committee = get_committee(slug, for_user=request.user)
    require(rules.can_have_calendar(request.user, committee))
    address = ""
    if request.method == "POST":
        key = services.make_calendar_key(committee, by=request.user)
        address = request.build_absolute_uri(f"{address_of(committee)}?key={key}")
    context = {
        **shell(committee, request.user, "meetings"),
        "address": address,
        "has_key": CalendarKey.objects.filter(committee=committee, user=request.user).exists(),
    }
    return render(request, "meetings/calendar.html", context)


def address_of(committee: Committee) -> str:
    return reverse("meetings:feed", args=[committee.slug])


@login_required
@require_POST
def end_key(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = get_committee(slug, for_user=request.user)
    services.end_calendar_key(committee, by=request.user)
    messages.success(request, _("That address no longer opens anything."))
    return redirect("meetings:calendar", slug)
