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
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import UNPROCESSABLE, refused
from palabre.people.models import AuthedRequest
from palabre.submissions import onward, renewing, rules, selectors, services
from palabre.submissions.doorkeys import READER
from palabre.submissions.forms import (
    AnswerForm,
    EnrolForm,
    LostVaultForm,
    PassphraseForm,
    RecoverForm,
    new_token,
)
from palabre.submissions.intake import item_id
from palabre.submissions.models import Kind, Status, Submission
from palabre.submissions.sealing.errors import Busy, SealError
from palabre.submissions.sealing.vault import OpenVault

SECTION = {"section": "messages"}
VAULT, ENROL = "submissions/vault.html", "submissions/enrol.html"
CONVERSATION, RECOVER = "submissions/conversation.html", "submissions/recover.html"
LOST, UNREADABLE = "submissions/lost_vault.html", "submissions/unreadable.html"
UNREAD = "submissions/unread.html"

Page = Callable[..., HttpResponseBase]


def readers_only(page: Page) -> Page:
    @login_required
    @wraps(page)
    def entered(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.can_read_messages(request.user):
            raise Http404
        return page(request, *args, **kwargs)

    return entered


def opened_vault(request: AuthedRequest) -> OpenVault | None:
    """The vault opened in this browser, if it is this person's own."""
    found = READER.opened(request)
    return OpenVault(found[1]) if found and found[0] == request.user.pk else None


@readers_only
@require_GET
def inbox(request: AuthedRequest) -> HttpResponse:
    page = {
        **SECTION,
        "submissions": selectors.submissions_for(request.user),
        "overdue": set(selectors.overdue_for(request.user).values_list("pk", flat=True)),
        "key": selectors.get_reader_key(request.user),
        "is_trusted": selectors.is_trusted_somewhere(request.user),
        "is_open": opened_vault(request) is not None,
        "proposed": onward.waiting_for(request.user),
    }
    return render(request, "submissions/inbox.html", page)


@readers_only
@require_http_methods(["GET", "POST"])
def enrol(request: AuthedRequest) -> HttpResponse:
    """Make one's vault. The recovery sheet is shown once, here."""
    if selectors.get_reader_key(request.user):
        return redirect("submissions:vault")
    language = request.LANGUAGE_CODE or "fr"
    form = EnrolForm(request.POST or None, initial={"proposed": services.new_passphrase(language)})
    page: dict[str, Any] = {**SECTION, "form": form}
    if request.method == "GET":
        return render(request, ENROL, page)
    if not form.is_valid():
        return refused(request, ENROL, page)
    try:
        sheet = services.enrol_reader(request.user, form.cleaned_data["passphrase"])
    except Busy:
        return _busy(request, ENROL, page)
    return render(request, "submissions/recovery_sheet.html", {**SECTION, "sheet": sheet})


def _busy(request: AuthedRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    page["form"].add_error(None, _("The machine is busy. Try again in a minute."))
    return render(request, template, page, status=503)


@readers_only
@require_http_methods(["GET", "POST"])
def recover(request: AuthedRequest) -> HttpResponse:
    """A new passphrase, by the sheet on paper. The next sheet is shown once, here."""
    key = selectors.get_reader_key(request.user)
    if key is None:
        return redirect("submissions:enrol")
    language = request.LANGUAGE_CODE or "fr"
    form = RecoverForm(
        request.POST or None, initial={"proposed": services.new_passphrase(language)}
    )
    page: dict[str, Any] = {**SECTION, "form": form}
    if not form.is_bound:
        return render(request, RECOVER, page)
    if not form.is_valid():
        return refused(request, RECOVER, page)
    said = form.cleaned_data
    try:
        sheet = services.recover_vault(key, said["sheet"], said["passphrase"])
    except Busy:
        return _busy(request, RECOVER, page)
    except SealError:
        form.add_error("sheet", _("This sheet does not open your vault. Check each group of 4."))
        return refused(request, RECOVER, page)
    READER.shut(request)
    return render(request, "submissions/recovery_sheet.html", {**SECTION, "sheet": sheet})


@readers_only
@require_http_methods(["GET", "POST"])
def vault(request: AuthedRequest) -> HttpResponse:
    key = selectors.get_reader_key(request.user)
    if key is None:
        return redirect("submissions:enrol")
    form = PassphraseForm(request.POST or None)
    target = _own_address(request)
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    page = {**SECTION, "form": form, "next": wanted if target else ""}
    if request.method == "GET" or not form.is_valid():
        return render(request, VAULT, page, status=UNPROCESSABLE if form.is_bound else 200)
    try:
        opened = services.open_vault(key, form.cleaned_data["passphrase"])
    except Busy:
        return _busy(request, VAULT, page)
    except (SealError, PermissionDenied) as refusal:
        words = (
            str(refusal)
            if isinstance(refusal, PermissionDenied)
            else _("This passphrase does not open your vault.")
        )
        form.add_error("passphrase", words)
        return render(request, VAULT, page, status=UNPROCESSABLE)
    response = redirect(target or "submissions:inbox")
    READER.leave_open(response, request.user.pk, opened.secret)
    return response


def _own_address(request: AuthedRequest) -> str:
    """Where to go on afterwards: the address of a conversation, and nothing else."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    try:
        return selectors.address_of(UUID(wanted))
    except ValueError:
        return ""


@readers_only
@require_http_methods(["GET", "POST"])
def lost_vault(request: AuthedRequest) -> HttpResponse:
    """Another vault, where neither passphrase nor sheet is left."""
    if selectors.get_reader_key(request.user) is None:
        return redirect("submissions:enrol")
    language = request.LANGUAGE_CODE or "fr"
    form = LostVaultForm(
        request.POST or None,
        initial={"proposed": services.new_passphrase(language)},
        user=request.user,
    )
    page: dict[str, Any] = {**SECTION, "form": form}
    if not form.is_bound:
        return render(request, LOST, page)
    if not form.is_valid():
        return refused(request, LOST, page)
    try:
        sheet = renewing.replace_vault(request.user, form.cleaned_data["passphrase"])
    except Busy:
        return _busy(request, LOST, page)
    response = render(request, "submissions/recovery_sheet.html", {**SECTION, "sheet": sheet})
    READER.shut(request, response)
    return response


@readers_only
@require_POST
def shut(request: AuthedRequest) -> HttpResponse:
    response = redirect("submissions:inbox")
    READER.shut(request, response)
    return response


@readers_only
@require_GET
def conversation(request: AuthedRequest, pk: UUID) -> HttpResponse:
    submission = selectors.get_submission(pk, for_user=request.user)
    opened = opened_vault(request)
    if opened is None:
        return redirect(f"{selectors.vault_address()}?next={pk}")
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
        keys = services.report_key(submission, request.user.reader_key, opened)
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
            "next": pk,
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
