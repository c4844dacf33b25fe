"""The pages on which a message becomes a topic. What is typed travels in the form and is kept nowhere,
until it is proposed: then it is sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import UNPROCESSABLE, refused
from palabre.core.marking import find_accusation
from palabre.core.verdict import Verdict
from palabre.people.models import AuthedRequest
from palabre.sealing.errors import SealError
from palabre.sealing.vault import OpenVault
from palabre.sealing.wrapping import KeyPair
from palabre.spaces.publishing import places_for
from palabre.submissions import onward, rules, selectors, services
from palabre.submissions.forms import new_token
from palabre.submissions.looking import preview_of
from palabre.submissions.models import Status, Submission
from palabre.submissions.onward import Proposed
from palabre.submissions.onward_forms import DraftForm, ReasonForm, SureForm, in_words
from palabre.submissions.services import Said
from palabre.submissions.views.reading import (
    SECTION,
    VAULT,
    readers_only,
    unread,
    unreadable,
)
from palabre.vaults.forms import PassphraseForm
from palabre.vaults.opened import opened_vault
from palabre.vaults.trust import trust_in

PROPOSAL = UUID("6f0d6c1e-8c1d-4f52-9a55-1d4f0a9b7c31")
WRITE, PREVIEW, PROPOSED = (
    f"submissions/{page}.html" for page in ("onward", "onward_preview", "onward_proposal")
)


@dataclass(frozen=True)
class Desk:
    """A message on the desk of a reader whose vault is open."""

    request: AuthedRequest
    submission: Submission
    vault: OpenVault

    @cached_property
    def keys(self) -> KeyPair:
        return services.report_key(self.submission, self.request.user.vault_key, self.vault)

    @cached_property
    def said(self) -> list[Said]:
        return services.conversation(self.submission, self.keys)

    @cached_property
    def takes_two(self) -> bool:
        return rules.takes_two(self.submission, trust_in(self.submission.space))

    @property
    def may_write(self) -> Verdict:
        trust = trust_in(self.submission.space)
        may = rules.can_propose if self.takes_two else rules.can_publish_alone
        return may(self.request.user, self.submission, trust)

    def form(self, *args: Any, **kwargs: Any) -> DraftForm:
        places = places_for(self.request.user, self.submission.space)
        return DraftForm(*args, places=places, **kwargs)


def on_the_desk(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(page)
    def entered(request: AuthedRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        submission = selectors.get_submission(pk, for_user=request.user)
        vault = opened_vault(request)
        if vault is None:
            return _vault_is_closed(request, pk)
        if submission.status == Status.RECEIVED:
            return unread(request, submission, typed=_typed(request))
        try:
            return page(Desk(request, submission, vault), **kwargs)
        except SealError:
            return unreadable(request, typed=_typed(request))

    return entered


def _typed(request: AuthedRequest) -> str:
    typed = (request.POST.get(name, "") for name in ("title", "body", "reason"))
    return "\n\n".join(filter(None, typed))


def _vault_is_closed(request: AuthedRequest, pk: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect(selectors.way_by_vault(pk))
    page = {
        **SECTION,
        "form": PassphraseForm(),
        "next": selectors.address_of(pk),
        "typed": _typed(request),
    }
    return render(request, VAULT, page, status=UNPROCESSABLE)


def _writing(desk: Desk, form: DraftForm) -> dict[str, Any]:
    """The page of the form: the message, what is proposed already, and what is typed."""
    return {
        **SECTION,
        "submission": desk.submission,
        "said": [one for one in desk.said if one.by_writer],
        "proposals": onward.proposals_of(desk.submission, desk.keys),
        "takes_two": desk.takes_two,
        "may_write": desk.may_write,
        "form": form,
    }


@readers_only
@require_http_methods(["GET", "POST"])
@on_the_desk
def write(desk: Desk) -> HttpResponse:
    """Empty at first; with what was typed for whoever comes back to change something."""
    typed = {name: desk.request.POST.get(name, "") for name in ("where", "title", "body")}
    form = desk.form(initial={**typed, "token": new_token()})
    return render(desk.request, WRITE, _writing(desk, form))


@readers_only
@require_POST
@on_the_desk
def preview(desk: Desk) -> HttpResponse:
    form = desk.form(desk.request.POST)
    return _refusal(desk, form) or _preview(desk, form, SureForm())


def _refusal(desk: Desk, form: DraftForm) -> HttpResponse | None:
    """The form again, with everything that was typed, where it cannot go on."""
    if not form.is_valid():
        return refused(desk.request, WRITE, _writing(desk, form))
    said = form.draft
    for verdict in (desk.may_write, rules.can_stand_in_public(said.title, said.body)):
        if not verdict:
            return _not_published(desk, form, PermissionDenied(verdict.reason))
    return None


def _not_published(desk: Desk, form: DraftForm, why: PermissionDenied) -> HttpResponse:
    seen = find_accusation(form.draft.title, form.draft.body)
    page = {**_writing(desk, form), "accusation": seen}
    return refused(desk.request, WRITE, page, why=why)


def _preview(desk: Desk, form: DraftForm, sure: SureForm) -> HttpResponse:
    page = {
        **SECTION,
        "submission": desk.submission,
        "takes_two": desk.takes_two,
        "draft": form,
        "preview": preview_of(form.draft, desk.submission.space, desk.said),
        "form": sure,
    }
    status = UNPROCESSABLE if sure.is_bound else 200
    return render(desk.request, PREVIEW, page, status=status)


@readers_only
@require_POST
@on_the_desk
def send(desk: Desk) -> HttpResponse:
    """Publish it, or lay it before the other side."""
    form, sure = desk.form(desk.request.POST), SureForm(desk.request.POST)
    if refusal := _refusal(desk, form):
        return refusal
    if not sure.is_valid():
        return _preview(desk, form, sure)
    try:
        return _sent(desk, form)
    except PermissionDenied as why:
        return _not_published(desk, form, why)


def _sent(desk: Desk, form: DraftForm) -> HttpResponse:
    by, token = desk.request.user, form.cleaned_data["token"]
    if desk.takes_two:
        pk = uuid5(PROPOSAL, f"{by.pk} {token.hex()}")
        onward.propose_topic(desk.submission, form.draft, by=by, opened=desk.vault, pk=pk)
        messages.success(
            desk.request, _("Proposed. It is published once a reader of the other side agrees.")
        )
        return redirect("submissions:onward", desk.submission.pk)
    address = onward.publish_topic(
        desk.submission, form.draft, by=by, opened=desk.vault, token=token
    )
    messages.success(desk.request, _("Published."))
    return redirect(address)


def _found(desk: Desk, pk: UUID) -> Proposed:
    for one in onward.proposals_of(desk.submission, desk.keys):
        if one.row.pk == pk and one.row.declined_on is None:
            return one
    raise Http404


def _proposal(
    desk: Desk, found: Proposed, *, sure: SureForm | None = None, reason: ReasonForm | None = None
) -> HttpResponse:
    """As the other side sees it: the same preview that its author saw."""
    space, draft = desk.submission.space, found.draft
    place = onward.place_of(draft, space, found.by) if draft and found.by else None
    may_stand = rules.can_stand_in_public(draft.title, draft.body) if draft else None
    refused_form, sure, reason = sure or reason, sure or SureForm(), reason or ReasonForm()
    page = {
        **SECTION,
        "submission": desk.submission,
        "proposed": found,
        "preview": preview_of(draft, space, desk.said) if draft else None,
        "place": in_words(place) if place else "",
        "may_stand": may_stand,
        "may_agree": rules.can_agree(desk.request.user, found.row, trust_in(space)),
        "form": refused_form or sure,
        "sure": sure,
        "reason": reason,
    }
    status = UNPROCESSABLE if refused_form else 200
    return render(desk.request, PROPOSED, page, status=status)


@readers_only
@require_GET
@on_the_desk
def proposal(desk: Desk, proposal: UUID) -> HttpResponse:
    return _proposal(desk, _found(desk, proposal))


@readers_only
@require_POST
@on_the_desk
def agree(desk: Desk, proposal: UUID) -> HttpResponse:
    sure = SureForm(desk.request.POST)
    if not sure.is_valid():
        return _proposal(desk, _found(desk, proposal), sure=sure)
    try:
        address = onward.agree_to_topic(
            proposal, desk.submission, by=desk.request.user, opened=desk.vault
        )
    except PermissionDenied as why:
        return _not_decided(desk, why)
    messages.success(desk.request, _("Published, with the agreement of both sides."))
    return redirect(address)


@readers_only
@require_POST
@on_the_desk
def decline(desk: Desk, proposal: UUID) -> HttpResponse:
    reason = ReasonForm(desk.request.POST)
    if not reason.is_valid():
        return _proposal(desk, _found(desk, proposal), reason=reason)
    said = reason.cleaned_data["reason"]
    try:
        onward.decline_topic(
            proposal, desk.submission, said, by=desk.request.user, opened=desk.vault
        )
    except PermissionDenied as why:
        return _not_decided(desk, why, typed=said)
    messages.success(desk.request, _("Declined. Your colleague sees the day and your reason."))
    return redirect("submissions:onward", desk.submission.pk)


def _not_decided(desk: Desk, why: PermissionDenied, *, typed: str = "") -> HttpResponse:
    """The list of what is proposed, with the reason, and with what was typed."""
    form = desk.form(initial={"token": new_token()})
    page = {**_writing(desk, form), "why": str(why), "typed": typed}
    return render(desk.request, WRITE, page, status=UNPROCESSABLE)


@readers_only
@require_POST
@on_the_desk
def withdraw(desk: Desk, proposal: UUID) -> HttpResponse:
    if onward.withdraw_proposal(proposal, desk.submission, by=desk.request.user):
        messages.success(desk.request, _("Taken back."))
    return redirect("submissions:onward", desk.submission.pk)
