"""Votes: opened, cast, closed, counted."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees.reading import Voice
from palabre.committees.views.pages import shell
from palabre.core.http import UNPROCESSABLE, refused
from palabre.core.verdict import require
from palabre.meetings.rules import can_lead
from palabre.motions import rules, selectors, services
from palabre.motions.forms import BallotForm, CallForm, ChoiceForm, GivingUpForm, HandsForm
from palabre.motions.models import Amendment, Motion, Stage, Vote, Voter, Way
from palabre.motions.reading import Result, voice_of
from palabre.motions.services.casting import FEWEST_TOGETHER
from palabre.motions.services.urns import share_of
from palabre.people.models import AuthedRequest, User
from palabre.spaces.models import Role
from palabre.vaults.opened import opened_vault

OPEN, VOTE, CAST, CODES = (f"motions/{name}.html" for name in ("open", "vote", "cast", "codes"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    motion = selectors.get_motion_inside(slug, pk, for_user=request.user)
    amendment = _amendment_asked(request, motion)
    require(rules.can_put_to_vote(request.user, motion, amendment))
    meeting = selectors.meeting_in_session(motion.committee)
    form = CallForm(
        request.POST or None,
        in_meeting=meeting is not None,
        is_chatham=bool(meeting and meeting.is_chatham),
        initial={"last_day": services.first_last_day(motion.committee.rules)},
    )
    context = {
        **shell(motion.committee, request.user, "motions"),
        "motion": motion,
        "amendment": amendment,
        "meeting": meeting,
        "agreed": meeting.rules if meeting else motion.committee.rules,
        "form": form,
    }
    if request.method != "POST":
        return render(request, OPEN, context)
    if not form.is_valid():
        return refused(request, OPEN, context)
    call = services.Call(form.cleaned_data["way"], meeting, form.cleaned_data.get("last_day"))
    try:
        opened = services.open_vote(motion, call, amendment=amendment, by=request.user)
    except PermissionDenied as why:
        return refused(request, OPEN, context, why=why)
    return redirect(opened)


def _amendment_asked(request: AuthedRequest, motion: Motion) -> Amendment | None:
    asked = request.GET.get("amendment", "")
    if not asked:
        return None
    number = int(asked) if asked.isascii() and asked.isdigit() else 0
    found = get_object_or_404(motion.amendments.all(), number=number)
    found.motion = motion
    return found


@login_required
@require_safe
def vote(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_vote(slug, pk, number, for_user=request.user)
    return render(request, VOTE, _page(request, found))


def _page(request: AuthedRequest, vote: Vote, form: Any = None) -> dict[str, Any]:
    committee, user = vote.motion.committee, request.user
    voter = vote.voters.filter(user=user).first() if vote.is_open else None
    return {
        **shell(committee, user, "motions"),
        "vote": vote,
        "motion": vote.motion,
        "leads": can_lead(user, committee),
        "voter": voter,
        "form": form or _form(vote, voter),
        "may_vote": rules.can_vote(vote, voter),
        "may_close": rules.can_close(user, vote),
        "may_count_hands": rules.can_count_hands(user, vote),
        "may_print": rules.can_print_codes(user, vote),
        "may_decide": rules.can_decide_tie(user, vote),
        "together": FEWEST_TOGETHER,
        "voting": _by_side(vote),
        "result": Result(vote),
        **(_urn(request, vote) if vote.is_secret else {}),
        "list": list(vote.counted.all()) if vote.is_over else [],
        "names": _names(vote, user),
    }


def _by_side(vote: Vote) -> dict[str, int | None]:
    return {
        **vote.electors,
        "parliament": vote.electors.get("parliament"),
        "full": max(vote.electors.values(), default=1),
    }


def _form(vote: Vote, voter: Voter | None) -> Any:
    if vote.stage == Stage.SEALED:
        return GivingUpForm()
    if vote.way == Way.HANDS:
        return HandsForm(sides=list(vote.electors))
    if vote.way == Way.NAMED:
        return ChoiceForm(initial={"choice": voter.choice if voter else ""})
    return BallotForm()


def _urn(request: AuthedRequest, vote: Vote) -> dict[str, Any]:
    opened = opened_vault(request)
    share = share_of(vote, opened.public.x) if opened else None
    return {
        "keys": list(vote.keys.all()),
        "is_custodian": vote.motion.committee.space.has_role(request.user, Role.CUSTODIAN),
        "vault_is_open": opened is not None,
        "may_give_up": rules.can_give_up_urn(request.user, vote),
        "may_open_urn": rules.can_open_urn(vote, share.key.side if share else ""),
    }


def _names(vote: Vote, user: User) -> list[tuple[Voter, Voice]]:
    """Who voted how, as members know each other, where votes have names, once it is over."""
    if vote.way != Way.NAMED or not vote.is_over:
        return []
    committee = vote.motion.committee
    inside = committee.standing_of(user).inside
    voters = vote.voters.select_related("user")
    return [(one, voice_of(one.user, committee, inside=inside)) for one in voters]


@login_required
@require_POST
def cast(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_vote(slug, pk, number, for_user=request.user)
    form = BallotForm(request.POST) if found.is_secret else ChoiceForm(request.POST)
    if not form.is_valid():
        return refused(request, VOTE, _page(request, found, form))
    try:
        return _take(request, found, form)
    except PermissionDenied as why:
        return refused(request, VOTE, _page(request, found, form), why=why)


def _take(request: AuthedRequest, vote: Vote, form: ChoiceForm) -> HttpResponse:
    said = form.cleaned_data
    if not vote.is_secret:
        services.choose(vote, said["choice"], by=request.user)
        return redirect(vote)
    tracked = services.cast_ballot(vote, said["choice"], by=request.user)
    context = {
        **shell(vote.motion.committee, request.user, "motions"),
        "vote": vote,
        "tracked": tracked if said["wants_number"] else "",
        "together": FEWEST_TOGETHER,
    }
    return render(request, CAST, context)


@login_required
@require_POST
def hands(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_vote(slug, pk, number, for_user=request.user)
    form = HandsForm(request.POST, sides=list(found.electors))
    if not form.is_valid():
        return refused(request, VOTE, _page(request, found, form))
    try:
        services.count_hands(found, form.hands(), by=request.user)
    except PermissionDenied as why:
        return refused(request, VOTE, _page(request, found, form), why=why)
    return redirect(found)


@login_required
@require_POST
def codes(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Shown once, to be printed and cut: nothing keeps them."""
    found = selectors.get_vote(slug, pk, number, for_user=request.user)
    drawn = services.print_codes(found, by=request.user)
    context = {**shell(found.motion.committee, request.user, "motions"), "vote": found}
    return render(request, CODES, {**context, "drawn": list(drawn.items())})


@login_required
@require_POST
def close(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_vote(slug, pk, number, for_user=request.user)
    services.close_vote(found, by=request.user)
    return redirect(found)


@login_required
@require_POST
def urn(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_vote(slug, pk, number, for_user=request.user)
    opened = opened_vault(request)
    if opened is None:
        return redirect("vaults:vault")
    try:
        services.open_urn(found, by=request.user, opened=opened)
    except PermissionDenied as why:
        context = {**_page(request, found), "why": why}
        return render(request, VOTE, context, status=UNPROCESSABLE)
    return redirect(found)


@login_required
@require_POST
def give_up(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_vote(slug, pk, number, for_user=request.user)
    require(rules.can_give_up_urn(request.user, found))
    form = GivingUpForm(request.POST)
    if not form.is_valid():
        return refused(request, VOTE, _page(request, found, form))
    services.give_up_urn(found, form.cleaned_data["reason"], by=request.user)
    return redirect(found)


@login_required
@require_POST
def tie(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = selectors.get_vote(slug, pk, number, for_user=request.user)
    services.decide_tie(found, request.POST.get("choice", ""), by=request.user)
    return redirect(found)
