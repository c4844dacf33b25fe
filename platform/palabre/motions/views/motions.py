"""Motions and their amendments: read, moved, amended."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees.selectors import get_committee
from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.core.kept import same_for_strangers
from palabre.core.verdict import require
from palabre.meetings.rules import can_lead
from palabre.motions import rules, selectors, services
from palabre.motions.adopted import adopted_by
from palabre.motions.forms import AmendmentForm, MotionForm
from palabre.motions.models import Amendment, Motion
from palabre.motions.reading import put_in, result_of, tag_of, voice_of
from palabre.motions.wording import differences
from palabre.people.models import AuthedRequest
from palabre.spaces.models import Anyone

A_LIST = 25
MOVE, AMEND = "motions/move.html", "motions/amend.html"
MOTION, AMENDMENT = "motions/motion.html", "motions/amendment.html"


@require_safe
@same_for_strangers
def motions(request: HttpRequest, slug: str) -> HttpResponse:
    committee = get_committee(slug, for_user=request.user)
    every = selectors.list_motions(committee, for_user=request.user)
    page = Paginator(every, A_LIST).get_page(request.GET.get("page"))
    for found in page.object_list:
        found.committee = committee
    context = {
        **shell(committee, request.user, "motions"),
        "rows": [(found, tag_of(found)) for found in page.object_list],
        "page": page,
        "may_move": rules.can_move(request.user, committee),
    }
    return render(request, "motions/motions.html", context)


@require_safe
@same_for_strangers
def recommendations(request: HttpRequest, slug: str) -> HttpResponse:
    committee = get_committee(slug, for_user=request.user)
    adopted = adopted_by(committee, for_user=request.user)
    page = Paginator(adopted, A_LIST).get_page(request.GET.get("page"))
    context = {
        **shell(committee, request.user, "adopted"),
        "rows": page.object_list,
        "page": page,
    }
    return render(request, "motions/adopted.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = get_committee(slug, for_user=request.user)
    require(rules.can_move(request.user, committee))
    form = MotionForm(request.POST or None, initial={"lang": get_language()})
    context = {**shell(committee, request.user, "motions"), "form": form}
    if request.method != "POST":
        return render(request, MOVE, context)
    if not form.is_valid():
        return refused(request, MOVE, context)
    return redirect(services.move_motion(committee, by=request.user, **form.cleaned_data))


@require_safe
@same_for_strangers
def motion(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_motion(slug, pk, for_user=request.user)
    return render(request, MOTION, page_of(found, request.user))


def page_of(motion: Motion, user: Anyone) -> dict[str, object]:
    page = shell(motion.committee, user, "motions")
    inside = bool(page["inside"])
    result = result_of(motion)
    if result:
        result.vote.motion = motion
    page |= {
        "motion": motion,
        "tag": tag_of(motion),
        "result": result,
        "put_in": put_in(motion),
        "leads": can_lead(user, motion.committee),
    }
    if not inside:
        return page
    return page | {
        "mover": voice_of(motion.moved_by, motion.committee, inside=inside),
        "amendments": of_motion(motion),
        "votes": [vote for vote in motion.votes.all() if not vote.is_over or vote.amendment_id],
        "changes": differences(motion.first_text, motion.text),
        "has_changed": motion.first_text != motion.text,
        "may_amend": rules.can_amend(user, motion),
        "may_withdraw": rules.can_withdraw(user, motion),
        "may_open": rules.can_put_to_vote(user, motion),
        "may_open_amendments": motion.is_open and can_lead(user, motion.committee),
    }


def of_motion(motion: Motion) -> list[Amendment]:
    found = list(motion.amendments.all())
    for one in found:
        one.motion = motion
    return found


@login_required
@require_POST
def withdraw(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_motion_inside(slug, pk, for_user=request.user)
    services.withdraw_motion(found, by=request.user)
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_motion_inside(slug, pk, for_user=request.user)
    require(rules.can_amend(request.user, found))
    form = AmendmentForm(request.POST or None, initial={"base": found.text, "text": found.text})
    context = {**shell(found.committee, request.user, "motions"), "motion": found, "form": form}
    if request.method != "POST":
        return render(request, AMEND, context)
    if not form.is_valid():
        return refused(request, AMEND, context)
    try:
        made = services.amend_motion(found, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, AMEND, context, why=why)
    return redirect(made)


@login_required
@require_safe
def amendment(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_amendment(slug, pk, number, for_user=request.user)
    return _show(request, found)


def _show(
    request: AuthedRequest, found: Amendment, *, why: PermissionDenied | None = None
) -> HttpResponse:
    committee = found.motion.committee
    context = {
        **shell(committee, request.user, "motions"),
        "amendment": found,
        "motion": found.motion,
        "proposer": voice_of(found.proposed_by, committee, inside=True),
        "changes": differences(found.base, found.text),
        "may_accept": rules.can_accept(request.user, found),
        "may_withdraw": rules.can_withdraw_amendment(request.user, found),
        "may_open": rules.can_put_to_vote(request.user, found.motion, found),
        "why": why,
    }
    return render(request, AMENDMENT, context, status=422 if why else 200)


@login_required
@require_POST
def accept(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_amendment(slug, pk, number, for_user=request.user)
    try:
        services.accept_amendment(found, by=request.user)
    except PermissionDenied as why:
        return _show(request, found, why=why)
    return redirect(found.motion)


@login_required
@require_POST
def take_back(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_amendment(slug, pk, number, for_user=request.user)
    services.withdraw_amendment(found, by=request.user)
    return redirect(found.motion)
