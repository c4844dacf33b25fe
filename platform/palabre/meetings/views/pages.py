"""The meetings of a committee, and one of them, as whoever may look in sees them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.committees.models import Committee, Meeting
from palabre.committees.selectors import get_committee
from palabre.committees.views.pages import shell
from palabre.core.kept import same_for_strangers
from palabre.meetings import reading, rules, selectors, services
from palabre.meetings.minutes_rules import can_read
from palabre.meetings.models import Answer, Minutes
from palabre.people.models import AuthedRequest
from palabre.spaces.models import Anyone

A_LIST = 50
MOST_TO_COME = 200  # once a week for four years


@require_safe
@same_for_strangers
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_committee(slug, for_user=request.user)
    context = {**shell(found, request.user, "meetings"), **dates_of(found, request)}
    return render(request, "meetings/meetings.html", context)


def dates_of(committee: Committee, request: HttpRequest) -> dict[str, Any]:
    """What is to come stands above the first page of what was held."""
    page = Paginator(committee.meetings.held(), A_LIST).get_page(request.GET.get("page"))
    to_come = committee.meetings.to_come()[:MOST_TO_COME] if page.number == 1 else []
    return {"to_come": to_come, "held": page.object_list, "page": page}


@require_safe
@same_for_strangers
def meeting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_meeting(slug, pk, for_user=request.user)
    inside = found.committee.standing_of(request.user).inside
    context = {
        **shell(found.committee, request.user, "meetings"),
        "meeting": found,
        "agenda": reading.agenda_of(found, inside=inside),
        "replies": reading.replies_of(found) if inside else [],
        "decisions": found.decisions.all() if inside else [],
        "may_answer": rules.can_answer(request.user, found),
        "may_propose": inside and rules.can_propose(request.user, found),
        "may_read_minutes": may_read_minutes(found, request.user),
        "leads": rules.can_lead(request.user, found.committee),
    }
    return render(request, "meetings/meeting.html", context)


def may_read_minutes(meeting: Meeting, user: Anyone) -> bool:
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    if minutes is None:
        return meeting.is_closed and meeting.committee.standing_of(user).inside
    minutes.meeting = meeting
    return bool(can_read(user, minutes))


@login_required
@require_POST
def answer(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_meeting(slug, pk, for_user=request.user)
    chosen = request.POST.get("answer", "")
    if chosen not in Answer:
        messages.error(request, _("Choose one of the answers."))
        return redirect(found)
    try:
        services.answer_convocation(found, chosen, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Your answer is noted. You may change it until the meeting."))
    return redirect(found)
