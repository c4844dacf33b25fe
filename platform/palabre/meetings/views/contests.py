"""Contesting a passage of the minutes, and answering that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.committees.views.pages import shell
from palabre.core.diffing import difference
from palabre.core.http import refused
from palabre.core.verdict import require
from palabre.meetings import minutes_reading as reading
from palabre.meetings import minutes_rules as rules
from palabre.meetings import services
from palabre.meetings.minutes_forms import ContestForm, DeclineForm
from palabre.meetings.models import Passage
from palabre.meetings.rules import can_lead
from palabre.people.models import AuthedRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: AuthedRequest, slug: str, pk: int, passage: str) -> HttpResponse:
    minutes = reading.get_minutes(slug, pk, for_user=request.user)
    if request.method != "POST" or minutes.meeting.committee.seat_of(request.user) is None:
        require(rules.can_contest(request.user, minutes))
    found = reading.get_passage(minutes, passage)
    lang = language_of(found)
    first = {"text": getattr(found, f"text_{lang}"), "lang": lang}
    form = ContestForm(request.POST or None, initial=first)
    context = {
        **shell(minutes.meeting.committee, request.user, "meetings"),
        "meeting": minutes.meeting,
        "minutes": minutes,
        "passage": found,
        "people": len(minutes.meeting.committee.members),
        "form": form,
    }
    if request.method != "POST":
        return render(request, "meetings/contest.html", context)
    if not form.is_valid():
        return refused(request, "meetings/contest.html", context)
    try:
        services.contest_passage(found, **form.cleaned_data, by=request.user)
    except PermissionDenied as why:
        return refused(request, "meetings/contest.html", context, why=why)
    messages.success(request, _("It waits for the co-chairs. Nothing says that it comes from you."))
    return redirect("meetings:minutes", slug, pk)


def language_of(passage: Passage) -> str:
    """The page's, where the passage is written in it."""
    here = (get_language() or "fr")[:2]
    there = "fr" if here == "en" else "en"
    return (
        there
        if getattr(passage, f"text_{there}") and not getattr(passage, f"text_{here}")
        else here
    )


@login_required
@require_POST
def accept(request: AuthedRequest, slug: str, pk: int, contest: str) -> HttpResponse:
    minutes = reading.get_minutes(slug, pk, for_user=request.user)
    found = reading.get_contest(minutes, contest)
    try:
        services.accept_contest(found, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("The passage is changed. Both co-chairs look at it again."))
    return redirect("meetings:minutes", slug, pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: AuthedRequest, slug: str, pk: int, contest: str) -> HttpResponse:
    minutes = reading.get_minutes(slug, pk, for_user=request.user)
    require(can_lead(request.user, minutes.meeting.committee))
    if request.method != "POST":
        require(rules.can_judge(request.user, minutes))
    found = reading.get_contest(minutes, contest)
    form = DeclineForm(request.POST or None)
    context = {
        **shell(minutes.meeting.committee, request.user, "meetings"),
        "meeting": minutes.meeting,
        "minutes": minutes,
        "contest": found,
        "runs": difference(found.before, found.text),
        "form": form,
    }
    if request.method != "POST":
        return render(request, "meetings/decline.html", context)
    if not form.is_valid():
        return refused(request, "meetings/decline.html", context)
    try:
        services.decline_contest(found, **form.cleaned_data, by=request.user)
    except PermissionDenied as why:
        return refused(request, "meetings/decline.html", context, why=why)
    return redirect("meetings:minutes", slug, pk)
