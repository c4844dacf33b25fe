"""Discussions: reading, opening, speaking."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees import reading, rules, selectors, services
from palabre.committees.balance import balance_of
from palabre.committees.batches import batches
from palabre.committees.device import (
    PLEADED,
    WITHDRAWN,
    remember_on_device,
    remember_what_waits,
    seen_on_device,
    waits_until,
)
from palabre.committees.forms import (
    ContributionForm,
    DiscussionForm,
    EditForm,
    HeardAs,
    NamedForm,
    NamelessForm,
)
from palabre.committees.links import author_of
from palabre.committees.models import Committee, Contribution, Discussion, Draft, Mode
from palabre.committees.reading import Page, Voice
from palabre.committees.views.attachments import bound_form, bound_nameless
from palabre.committees.views.pages import shell
from palabre.committees.voices import OwnVoice, own_voice
from palabre.core.http import is_htmx, refused, takes_files
from palabre.core.kept import same_for_strangers
from palabre.core.verdict import require
from palabre.core.words import signed_in
from palabre.moderation.paused import pause_of, while_it_lasts
from palabre.moderation.speaking import take_turn
from palabre.people.models import AuthedRequest
from palabre.spaces.models import Anyone, Role
from palabre.vaults.opened import opened_vault

A_LIST = 25
PAGE = "committees/discussion.html"


@require_safe
@same_for_strangers
def discussions(request: HttpRequest, slug: str) -> HttpResponse:
    committee = selectors.get_committee(slug, for_user=request.user)
    every = selectors.list_discussions(committee, for_user=request.user)
    page = Paginator(every, A_LIST).get_page(request.GET.get("page"))
    found = reading.in_committee(page.object_list, committee)
    rows = reading.rows(found, user=request.user, seen=seen_on_device(request))
    context = {
        **shell(committee, request.user, "discussions"),
        "rows": rows,
        "page": page,
        "may_open": rules.can_take_part(request.user, committee),
        # Never on a page that is kept for strangers.
        "waits_until": request.user.is_authenticated and waits_until(request),
    }
    answer = render(request, "committees/discussions.html", context)
    return while_it_lasts(answer, [row.pause for row in rows])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = selectors.get_committee(slug, for_user=request.user)
    # Who may not just now, and has typed already, gets their words back with the reason.
    door = rules.can_take_part if request.method == "POST" else rules.can_open
    require(door(request.user, committee))
    form = DiscussionForm(request.POST or None, initial={"lang": get_language()})
    context = {
        **shell(committee, request.user, "discussions"),
        "form": form,
        "may_be_nameless": rules.can_be_nameless(committee),
        "batches": batches(),
    }
    if request.method != "POST":
        return render(request, "committees/open.html", context)
    if not form.is_valid():
        return refused(request, "committees/open.html", context)
    try:
        return ask(request, committee, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, "committees/open.html", context, why=why)


def ask(
    request: AuthedRequest, committee: Committee, *, mode: str, once: str, **asked: Any
) -> HttpResponse:
    if mode != Mode.CHATHAM:
        return redirect(services.open_discussion(committee, mode=mode, **asked, by=request.user))
    until = services.open_namelessly(committee, once=once, **asked, by=request.user)
    response = redirect("committees:discussions", committee.slug)
    remember_what_waits(response, committee, until)
    return response


def talk_of(
    page: Page, user: Anyone, *, own: OwnVoice | None = None, draft: Draft | None = None
) -> dict[str, object]:
    discussion = page.discussion
    committee = discussion.committee
    may_speak, pause = rules.can_speak(user, discussion), pause_of(discussion)
    return {
        **shell(committee, user, "discussions"),
        "discussion": discussion,
        "page": page,
        "pause": pause,
        "may_speak": may_speak,
        # What holds for everybody stands under the title.
        "speak_note": pause.beside(may_speak) if pause else may_speak.reason,
        "balance": balance_of(committee),
        "people": len(committee.speakers),
        "shown_as": None if discussion.is_nameless else shown_as(committee, user),
        "may_close": not discussion.is_closed and rules.can_close(user, discussion),
        "form": blank_form(discussion, own, draft),
        "draft": draft,
        "own": own,
        "is_custodian": bool(
            discussion.is_nameless
            and discussion.rules.link_days
            and user.is_authenticated
            and committee.space.has_role(user, Role.CUSTODIAN)
        ),
        "batches": batches() if discussion.is_nameless else None,
    }


def shown_as(committee: Committee, user: Anyone) -> dict[str, Voice] | None:
    place = committee.place_of(user)
    if place is None:
        return None
    return {
        "within": reading.seat_voice(place, inside=True),
        "outside": reading.seat_voice(place, inside=False),
    }


def blank_form(
    discussion: Discussion, own: OwnVoice | None, draft: Draft | None
) -> ContributionForm:
    if discussion.is_nameless:
        return NamelessForm(knows_again=own is not None)
    body = draft.body if draft else ""
    return NamedForm(initial={"body": body}, kept=selectors.kept_with(draft))


def filled_form(request: AuthedRequest, discussion: Discussion) -> ContributionForm:
    if discussion.is_nameless:
        knows_again = own_in(request, discussion) is not None
        return bound_nameless(request, discussion, knows_again=knows_again)
    return bound_form(request, discussion)


def own_in(request: HttpRequest, discussion: Discussion) -> OwnVoice | None:
    """What this person's open vault makes of them, where that is asked."""
    if not discussion.is_nameless or not request.user.is_authenticated:
        return None
    return own_voice(opened_vault(cast("AuthedRequest", request)))


@require_safe
@same_for_strangers
def discussion(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_discussion(slug, pk, for_user=request.user)
    number = reading.page_asked(request.GET.get("page", ""))
    seen = seen_on_device(request)
    own = own_in(request, found)
    page = reading.read_page(found, number=number, user=request.user, seen=seen, own=own)
    has_draft = getattr(found, "has_draft", False)
    draft = selectors.get_draft(found, of=request.user) if has_draft else None
    context = talk_of(page, request.user, own=own, draft=draft)
    if request.user.is_authenticated:  # never on a page that is kept for strangers
        context["waits_until"] = waits_until(request, where=found.pk)
        context["heard_at"] = waits_until(request, PLEADED, where=found.pk)
        context["goes_at"] = waits_until(request, WITHDRAWN, where=found.pk)
    response = render(request, PAGE, context)
    if request.user.is_authenticated and not found.is_nameless:
        services.mark_read(found, page.last_number, by=request.user)
    elif page.last_read is not None:
        keep_on_device(response, found, page.last_number, seen)
    return while_it_lasts(response, [pause_of(found)])


def keep_on_device(
    response: HttpResponse, discussion: Discussion, number: int, seen: dict[int, int]
) -> None:
    before = seen.pop(discussion.pk, 0)
    seen[discussion.pk] = max(before, number)  # last in the list: the latest read
    remember_on_device(response, discussion.committee, seen)


@takes_files
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_discussion(slug, pk, for_user=request.user)
    if request.method != "POST":  # whoever had to sign in first comes back here
        return redirect(found)
    form = filled_form(request, found)
    if not form.is_valid():
        return not_said(request, found, form)
    try:
        return say(request, found, form)
    except PermissionDenied as why:
        return not_said(request, found, form, why=why)


def say(request: AuthedRequest, discussion: Discussion, form: ContributionForm) -> HttpResponse:
    if isinstance(form, NamelessForm):
        return say_namelessly(request, discussion, form)
    body = form.cleaned_data["body"]
    return answer(request, services.speak_from_draft(discussion, body, by=request.user))


def say_namelessly(
    request: AuthedRequest, discussion: Discussion, form: NamelessForm
) -> HttpResponse:
    # Whoever it is may speak here. From now on it does not matter who it is (ADR 0005).
    require(rules.can_speak(request.user, discussion))
    services.require_pace(request.user)
    take_turn(request.user, discussion, discussion.committee.space)
    said = form.cleaned_data
    own = own_in(request, discussion) if said["heard_as"] else None
    if own and said["heard_as"] == HeardAs.VOICE:
        own = replace(own, is_one=True)
    until = services.speak_namelessly(
        discussion,
        said["body"],
        once=said["once"],
        own=own,
        author=author_of(request.user.pk, discussion),
        picture=form.shown,
    )
    return it_waits(request, discussion, until)


def it_waits(request: AuthedRequest, discussion: Discussion, until: datetime) -> HttpResponse:
    """That it waits is known to the page and the device of whoever said it, and to nobody else."""
    response: HttpResponse
    if is_htmx(request):
        page = reading.Page(discussion, discussion.pages, lines=[], last_read=None)
        context = {
            **talk_of(page, request.user, own=own_in(request, discussion)),
            "waits_until": until,
        }
        response = render(request, f"{PAGE}#speak", context)
    else:
        response = redirect(discussion.address_of(discussion.contributions, anchor="speak"))
    remember_what_waits(response, discussion.committee, until, where=discussion.pk)
    return response


def answer(request: AuthedRequest, said: Contribution) -> HttpResponse:
    if not is_htmx(request):
        return redirect(said)
    page = reading.Page(said.discussion, said.discussion.pages, lines=[], last_read=None)
    context = {**talk_of(page, request.user), "line": reading.read_one(said, user=request.user)}
    services.mark_read(said.discussion, said.number, by=request.user)
    return render(request, f"{PAGE}#spoken", context)


def not_said(
    request: AuthedRequest,
    discussion: Discussion,
    form: ContributionForm,
    *,
    why: PermissionDenied | None = None,
) -> HttpResponse:
    own = own_in(request, discussion)
    page = reading.read_page(
        discussion,
        number=discussion.pages,
        user=request.user,
        seen=seen_on_device(request),
        own=own,
    )
    draft = selectors.get_draft(discussion, of=request.user)
    context = {**talk_of(page, request.user, own=own, draft=draft), "form": form}
    template = f"{PAGE}#speak" if is_htmx(request) else PAGE
    return refused(request, template, context, why=why)


@login_required
@require_POST
def withdraw(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    said = selectors.get_nameless(slug, pk, number, for_user=request.user)
    until = services.withdraw(said, own=own_in(request, said.discussion))
    response = redirect(said)
    remember_what_waits(response, said.discussion.committee, until, WITHDRAWN, where=pk)
    return response


@login_required
@require_POST
def close(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = selectors.get_discussion(slug, pk, for_user=request.user)
    services.close_discussion(found, by=request.user)
    return redirect(found)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    said = selectors.get_contribution(slug, pk, number, for_user=request.user)
    if request.method != "POST" or said.author_id != request.user.pk:
        require(rules.can_edit(request.user, said))
    kept = reading.attachments_of([said]).get(said.pk, [])
    form = EditForm(request.POST or None, initial={"body": said.body}, kept=kept)
    committee = said.discussion.committee
    context = {**shell(committee, request.user, "discussions"), "said": said, "form": form}
    if request.method != "POST":
        return render(request, "committees/edit.html", context)
    if not form.is_valid():
        return refused(request, "committees/edit.html", context)
    try:
        edited = services.edit_contribution(said, body=form.cleaned_data["body"], by=request.user)
        services.change_attachments(said, words=form.words, dropped=form.dropped, by=request.user)
    except PermissionDenied as why:
        return refused(request, "committees/edit.html", context, why=why)
    return redirect(edited)
