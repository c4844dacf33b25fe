"""What a committee shows of itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.committees import reading, rules, selectors
from palabre.committees.balance import balance_of
from palabre.committees.device import seen_on_device
from palabre.committees.models import Committee
from palabre.core.kept import same_for_strangers
from palabre.spaces.models import Anyone

ON_ITS_PAGE = 10
LOOKED_THROUGH = 40  # to bring what is unread to the top


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
    found = Committee.objects.visible_to(request.user).select_related("space").with_balance()
    return render(
        request, "committees/directory.html", {"section": "committees", "committees": found}
    )


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
        "meeting": found.meetings.to_come().first(),
        "may_open": rules.can_open(request.user, found),
    }
    return render(request, "committees/committee.html", context)


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


@require_safe
@same_for_strangers
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.get_committee(slug, for_user=request.user)
    context = {
        **shell(found, request.user, "meetings"),
        "to_come": found.meetings.to_come(),
        "held": found.meetings.held()[:50],
    }
    return render(request, "committees/meetings.html", context)


@require_safe
@same_for_strangers
def meeting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_meeting(slug, pk, for_user=request.user)
    context = {**shell(found.committee, request.user, "meetings"), "meeting": found}
    return render(request, "committees/meeting.html", context)
