"""The readers' pages: the list of sealed messages, the vault, a conversation."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from palabre.core.http import UNPROCESSABLE
from palabre.people.models import AuthedRequest
from palabre.sealing.errors import SealError
from palabre.sealing.vault import OpenVault
from palabre.submissions import onward, rules, selectors, services
from palabre.submissions.forms import AnswerForm, new_token
from palabre.submissions.intake import item_id
from palabre.submissions.models import Kind, Status, Submission
from palabre.vaults.forms import PassphraseForm
from palabre.vaults.models import VaultKey
from palabre.vaults.opened import opened_vault

SECTION = {"section": "messages"}
VAULT, CONVERSATION = "vaults/vault.html", "submissions/conversation.html"
UNREADABLE, UNREAD = "submissions/unreadable.html", "submissions/unread.html"

Page = Callable[..., HttpResponseBase]


def readers_only(page: Page) -> Page:
    @login_required
    @wraps(page)
    def entered(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.can_read_messages(request.user):
            raise Http404
        return page(request, *args, **kwargs)

    return entered


@readers_only
@require_GET
def inbox(request: AuthedRequest) -> HttpResponse:
    page = {
        **SECTION,
        "submissions": selectors.submissions_for(request.user),
        "overdue": set(selectors.overdue_for(request.user).values_list("pk", flat=True)),
        "key": VaultKey.objects.held_by(request.user),
        "is_trusted": selectors.is_trusted_somewhere(request.user),
        "is_open": opened_vault(request) is not None,
        "proposed": onward.waiting_for(request.user),
    }
    return render(request, "submissions/inbox.html", page)


@readers_only
@require_GET
def conversation(request: AuthedRequest, pk: UUID) -> HttpResponse:
    submission = selectors.get_submission(pk, for_user=request.user)
    opened = opened_vault(request)
    if opened is None:
        return redirect(selectors.way_by_vault(pk))
    return _page(request, submission, opened, AnswerForm(initial={"token": new_token()}))


@readers_only
@require_POST
def open_message(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Opening is a deed: the writer is told on which day it was read."""
    submission = selectors.get_submission(pk, for_user=request.user)
    if opened_vault(request) is not None:
        services.mark_read(submission)
    return redirect("submissions:conversation", pk)


def _page(
    request: AuthedRequest,
    submission: Submission,
    opened: OpenVault,
    form: AnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    if submission.status == Status.RECEIVED:
        return unread(request, submission, typed=form.data.get("body", ""))
    try:
        keys = services.report_key(submission, request.user.vault_key, opened)
    except SealError:
        return unreadable(request)
    page = {
        **SECTION,
        "submission": submission,
        "said": services.conversation(submission, keys),
        "may_answer": rules.can_answer(request.user, submission),
        "is_proposed": submission.pk in onward.waiting_for(request.user),
        "form": form,
    }
    return render(request, CONVERSATION, page, status=status)


@readers_only
@require_POST
def answer(request: AuthedRequest, pk: UUID) -> HttpResponse:
    submission = selectors.get_submission(pk, for_user=request.user)
    opened = opened_vault(request)
    form = AnswerForm(request.POST)
    if opened is None:
        page = {
            **SECTION,
            "form": PassphraseForm(),
            "next": selectors.address_of(pk),
            "typed": request.POST.get("body", ""),
        }
        return render(request, VAULT, page, status=UNPROCESSABLE)
    if not form.is_valid():
        return _page(request, submission, opened, form, status=UNPROCESSABLE)
    said = form.cleaned_data
    item = item_id(submission, said["kind"], said["body"], token=said["token"])
    try:
        services.answer(
            submission, said["body"], Kind(said["kind"]), opened=opened, by=request.user, pk=item
        )
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        submission.refresh_from_db(fields=["status"])
        return _page(request, submission, opened, form, status=UNPROCESSABLE)
    except SealError:
        return unreadable(request, typed=said["body"])
    return redirect("submissions:conversation", pk)


def unread(request: AuthedRequest, submission: Submission, typed: str = "") -> HttpResponse:
    """Nothing of it is shown before its writer is told on which day it was read."""
    page = {**SECTION, "submission": submission, "typed": typed}
    return render(request, UNREAD, page, status=UNPROCESSABLE if typed else 200)


def unreadable(request: AuthedRequest, typed: str = "") -> HttpResponse:
    """Somebody altered what the key lies in, or the key of its week is gone."""
    return render(request, UNREADABLE, {**SECTION, "typed": typed}, status=UNPROCESSABLE)


@readers_only
@require_POST
def close(request: AuthedRequest, pk: UUID) -> HttpResponse:
    submission = selectors.get_submission(pk, for_user=request.user)
    try:
        services.close(submission, by=request.user)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return redirect("submissions:conversation", pk)
    except SealError:
        return unreadable(request)
    return redirect("submissions:inbox")
