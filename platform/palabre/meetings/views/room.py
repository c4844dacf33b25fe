"""The room while a meeting is held: one phone for all, and paper."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from palabre.committees.models import Meeting
from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.meetings import reading, rules, services
from palabre.meetings.doors import meeting_to_lead
from palabre.meetings.forms import DecisionForm
from palabre.meetings.quorum import quorum_kept, quorum_of
from palabre.people.models import AuthedRequest, User

PAGE = "meetings/session.html"


LONGEST = 18  # digits of a number of ours


def numbers(sent: QueryDict, name: str) -> list[int]:
    typed = (one for one in sent.getlist(name) if len(one) <= LONGEST)
    return [int(one) for one in typed if one.isascii() and one.isdigit()]


def come(meeting: Meeting, sent: QueryDict, by: User) -> None:
    deputies = numbers(sent, "deputy")
    services.mark_present(meeting, numbers(sent, "here"), deputies=deputies, by=by)


def leave(meeting: Meeting, sent: QueryDict, by: User) -> None:
    for seat in numbers(sent, "seat")[:1]:
        services.mark_absent(meeting, seat, by=by)


def ask(meeting: Meeting, sent: QueryDict, by: User) -> None:
    services.ask_for_floor(meeting, sent.get("side", ""), by=by)


def withdraw(meeting: Meeting, sent: QueryDict, by: User) -> None:
    services.withdraw_wish(meeting, sent.get("side", ""), by=by)


def take_up(meeting: Meeting, sent: QueryDict, by: User) -> None:
    services.take_up_item(meeting, sent.get("item", ""), by=by)


# What each button does, and the part of the page that it leads back to.
Deed = Callable[[Meeting, QueryDict, User], object]
DEEDS: dict[str, tuple[Deed, str]] = {
    "open": (lambda meeting, _sent, by: services.open_session(meeting, by=by), ""),
    "come": (come, "#attendance"),
    "leave": (leave, "#attendance"),
    "item": (take_up, "#item"),
    "ask": (ask, "#queue"),
    "withdraw": (withdraw, "#queue"),
    "next": (lambda meeting, _sent, by: services.give_floor(meeting, by=by), "#queue"),
    "stop": (lambda meeting, _sent, by: services.end_turn(meeting, by=by), "#queue"),
    "close": (lambda meeting, _sent, by: services.close_session(meeting, by=by), ""),
}


def context_of(request: AuthedRequest, meeting: Meeting, form: DecisionForm) -> dict[str, object]:
    is_held = meeting.is_open or meeting.is_closed
    places = reading.places_of(meeting, user=request.user) if meeting.is_open else []
    queue = reading.queue_of(meeting) if is_held else []
    return {
        **shell(meeting.committee, request.user, "meetings"),
        "meeting": meeting,
        "agenda": reading.agenda_of(meeting, inside=True),
        "quorum": quorum_kept(meeting) if meeting.is_closed else quorum_of(meeting),
        "places": places,
        "awaited": reading.awaited(places),
        "queue": queue,
        "spoken": any(voice.seconds for voice in queue),
        "decisions": meeting.decisions.all(),
        "may_open": rules.can_open(request.user, meeting),
        "may_adopt": rules.can_adopt(meeting),
        "form": form,
    }


@login_required
@require_safe
def session(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    return render(request, PAGE, context_of(request, meeting, DecisionForm()))


@login_required
@require_POST
def do(request: AuthedRequest, slug: str, pk: int, deed: str) -> HttpResponse:
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    if deed not in DEEDS:
        raise Http404
    work, anchor = DEEDS[deed]
    try:
        work(meeting, request.POST, request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    return redirect(reverse("meetings:session", args=[slug, pk]) + anchor)


@login_required
@require_POST
def decide(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    """A refusal keeps the words: the room may fill again."""
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return refused(request, PAGE, context_of(request, meeting, form))
    item = meeting.session.item if meeting.is_open else None
    try:
        services.record_decision(meeting, item=item, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, PAGE, context_of(request, meeting, form), why=why)
    return redirect(reverse("meetings:session", args=[slug, pk]) + "#decisions")


@login_required
@require_safe
def sheet(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    """For a room without a phone: agenda, attendance, queue and decisions, on paper."""
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    context = {
        **shell(meeting.committee, request.user, "meetings"),
        "meeting": meeting,
        "agenda": reading.agenda_of(meeting, inside=True),
        "quorum": quorum_of(meeting),
        "places": reading.places_of(meeting, user=request.user),
        "boxes": range(24),
        "lines": range(5),
    }
    return render(request, "meetings/sheet.html", context)
