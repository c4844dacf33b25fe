"""Links that two custodians open together, and the public register of it."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees import opening_rules, selectors, services
from palabre.committees.forms import OpeningForm
from palabre.committees.models import Committee
from palabre.committees.models.link import Outcome
from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.core.kept import same_for_strangers
from palabre.core.verdict import require
from palabre.people.models import AuthedRequest
from palabre.vaults.opened import opened_vault

ASK = "committees/ask_opening.html"


@require_safe
@same_for_strangers
def openings(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever may look at the committee reads that a link was opened; where, if they may look there."""
    committee = selectors.get_committee(slug, for_user=request.user)
    context = shell(committee, request.user, "discussions")
    member = cast("AuthedRequest", request) if context["inside"] else None
    opened = opened_vault(member) if member else None
    rows = [
        {
            "opening": opening,
            "is_named": member or opening.discussion.is_public,
            "may_answer": member
            and opening.outcome == Outcome.ASKED
            and opening_rules.can_answer(member.user, opening),
            "found": member
            and opened
            and services.found_in(opening, by=member.user, opened=opened),
        }
        for opening in selectors.list_openings(committee)
    ]
    return render(request, "committees/openings.html", {**context, "rows": rows})


def _inside(request: AuthedRequest, slug: str) -> Committee:
    committee = selectors.get_committee(slug, for_user=request.user)
    if not committee.standing_of(request.user).inside:
        raise Http404
    return committee


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    said = selectors.get_nameless(slug, pk, number, for_user=request.user)
    require(opening_rules.can_ask(request.user, said))
    opened = opened_vault(request)
    if opened is None:
        return _to_vault(request.path)
    form = OpeningForm(request.POST or None)
    context = {**shell(said.discussion.committee, request.user, "discussions"), "form": form}
    context |= {"said": said, "discussion": said.discussion}
    if request.method != "POST":
        return render(request, ASK, context)
    if not form.is_valid():
        return refused(request, ASK, context)
    try:
        services.ask_opening(said, **form.cleaned_data, by=request.user, opened=opened)
    except PermissionDenied as why:
        return refused(request, ASK, context, why=why)
    return redirect("committees:openings", slug)


@login_required
@require_POST
def agree(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    asked = get_object_or_404(selectors.list_openings(_inside(request, slug)), pk=pk)
    opened = opened_vault(request)
    if opened is None:
        return _to_vault(reverse("committees:openings", args=[slug]))
    services.agree_to_opening(asked, by=request.user, opened=opened)
    return redirect("committees:openings", slug)


@login_required
@require_POST
def refuse(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    asked = get_object_or_404(selectors.list_openings(_inside(request, slug)), pk=pk)
    services.refuse_opening(asked, by=request.user)
    return redirect("committees:openings", slug)


def _to_vault(then: str) -> HttpResponse:
    return redirect(f"{reverse('vaults:vault')}?{urlencode({'next': then})}")
