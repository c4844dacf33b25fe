"""What a committee shows of itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.committees import reading, rules, selectors
from palabre.committees.balance import balance_of
from palabre.committees.device import seen_on_device
from palabre.committees.directory import directory_for
from palabre.committees.models import Committee, Meeting
from palabre.core.kept import same_for_strangers
from palabre.moderation.paused import while_it_lasts
from palabre.spaces.models import Anyone

ON_ITS_PAGE = 10
LOOKED_THROUGH = 40  # to bring what is unread to the top
LONGEST_QUESTION = 100


def shell(committee: Committee, user: Anyone, here: str) -> dict[str, object]:
    """What every page of a committee needs for its head and its menu."""
    standing = committee.standing_of(user)
    return {
        "section": "committees",
        "committee": committee,
        "here": here,
        "inside": standing.inside,
        "runs": standing.runs,
    }


@require_safe
@same_for_strangers
def directory(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "")[:LONGEST_QUESTION]
    page = reading.page_asked(request.GET.get("page", ""))
    found = directory_for(request.user, asked=asked, page=page)
    return render(request, "committees/directory.html", {"section": "committees", "found": found})


@require_safe
@same_for_strangers
def committee(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.get_committee(slug, for_user=request.user)
    latest = selectors.list_discussions(found, for_user=request.user)[:LOOKED_THROUGH]
    rows = reading.rows(
        reading.in_committee(latest, found), user=request.user, seen=seen_on_device(request)
    )
    inside = found.standing_of(request.user).inside
    sides = reading.benches(found, inside=inside)
    context = {
        **shell(found, request.user, "now"),
        "sides": sides,
        "shy": sum(side.shy for side in sides),
        "chairs": [reading.seat_voice(seat, inside=inside) for seat in found.chairs],
        "rows": rows[:ON_ITS_PAGE],
        "balance": balance_of(found),
        "meeting": _next_meeting(found),
        "seated": found.seat_of(request.user) is not None,
        "may_open": rules.can_take_part(request.user, found),
    }
    answer = render(request, "committees/committee.html", context)
    return while_it_lasts(answer, [row.pause for row in rows])


def _next_meeting(committee: Committee) -> Meeting | None:
    meeting = committee.meetings.to_come().first()
    if meeting:
        meeting.committee = committee
    return meeting


@require_safe
@same_for_strangers
def members(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.get_committee(slug, for_user=request.user)
    context = {
        **shell(found, request.user, "members"),
        "balance": balance_of(found),
        "sides": reading.benches(found, inside=found.standing_of(request.user).inside),
        "mine": found.place_of(request.user),
    }
    return render(request, "committees/members.html", context)


@require_safe
@same_for_strangers
def history(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.get_committee(slug, for_user=request.user)
    inside = found.standing_of(request.user).inside
    context = {
        **shell(found, request.user, "members"),
        "history": reading.history(found, inside=inside),
    }
    return render(request, "committees/history.html", context)
