"""One's own vault: made, opened, got back by its sheet, replaced, shut.

The same pages stand at two addresses: among the messages, for their readers, and under one's own
page for everybody who has a vault. `then` names where a reader goes on.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.http import refused
from palabre.people.models import AuthedRequest
from palabre.sealing.errors import Busy, SealError
from palabre.sealing.vault import OpenVault
from palabre.vaults import rules, services
from palabre.vaults.doorkeys import READER
from palabre.vaults.forms import EnrolForm, LostVaultForm, PassphraseForm, RecoverForm
from palabre.vaults.models import VaultKey
from palabre.vaults.opened import opened_vault
from palabre.vaults.trust import fingerprint_of

VAULT, ENROL = "vaults/vault.html", "vaults/enrol.html"
RECOVER, LOST, SHEET = "vaults/recover.html", "vaults/lost.html", "vaults/recovery_sheet.html"

Page = Callable[..., HttpResponseBase]


def holders_only(page: Page) -> Page:
    @login_required
    @wraps(page)
    def entered(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.can_have_vault(request.user):
            raise Http404
        return page(request, *args, **kwargs)

    return entered


def _section(then: str) -> dict[str, Any]:
    return {"section": "messages" if then else "me"}


def _to(request: AuthedRequest, name: str) -> HttpResponse:
    """Another page of the vault, at the same one of its two addresses."""
    here = request.resolver_match.namespace if request.resolver_match else None
    return redirect(reverse(f"vaults:{name}", current_app=here))


def _proposed(request: AuthedRequest) -> dict[str, str]:
    return {"proposed": services.new_passphrase(request.LANGUAGE_CODE or "fr")}


@holders_only
@require_http_methods(["GET", "POST"])
def enrol(request: AuthedRequest, then: str = "") -> HttpResponse:
    """Make one's vault. The recovery sheet is shown once, here."""
    if VaultKey.objects.held_by(request.user):
        return _to(request, "vault")
    form = EnrolForm(request.POST or None, initial=_proposed(request))
    page: dict[str, Any] = {**_section(then), "form": form}
    if request.method == "GET":
        return render(request, ENROL, page)
    if not form.is_valid():
        return refused(request, ENROL, page)
    try:
        sheet = services.enrol(request.user, form.cleaned_data["passphrase"])
    except Busy:
        return _busy(request, ENROL, page)
    return render(request, SHEET, {**_section(then), "sheet": sheet})


def _busy(request: AuthedRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    page["form"].add_error(None, _("The machine is busy. Try again in a minute."))
    return render(request, template, page, status=503)


@holders_only
@require_http_methods(["GET", "POST"])
def recover(request: AuthedRequest, then: str = "") -> HttpResponse:
    """A new passphrase, by the sheet on paper. The next sheet is shown once, here."""
    key = VaultKey.objects.held_by(request.user)
    if key is None:
        return _to(request, "enrol")
    form = RecoverForm(request.POST or None, initial=_proposed(request))
    page: dict[str, Any] = {**_section(then), "form": form}
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
    return render(request, SHEET, {**_section(then), "sheet": sheet})


@holders_only
@require_http_methods(["GET", "POST"])
def vault(request: AuthedRequest, then: str = "") -> HttpResponse:
    key = VaultKey.objects.held_by(request.user)
    if key is None:
        return _to(request, "enrol")
    form = PassphraseForm(request.POST or None)
    target = _own_address(request)
    page: dict[str, Any] = {
        **_section(then),
        "form": form,
        "next": target,
        "fingerprint": fingerprint_of(key),
    }
    page["sees_custodians"] = rules.can_see_custodians(request.user)
    if not form.is_bound:
        return render(request, VAULT, {**page, "is_open": opened_vault(request) is not None})
    try:
        opened = _unlocked(key, form)
    except Busy:
        return _busy(request, VAULT, page)
    if opened is None:
        return refused(request, VAULT, page)
    response = redirect(target or then or reverse("vaults:vault"))
    READER.leave_open(response, request.user.pk, opened.secret)
    return response


def _unlocked(key: VaultKey, form: PassphraseForm) -> OpenVault | None:
    """None with the reason in the form."""
    if not form.is_valid():
        return None
    try:
        return services.open_vault(key, form.cleaned_data["passphrase"])
    except PermissionDenied as refusal:
        form.add_error("passphrase", str(refusal))
    except Busy:
        raise
    except SealError:
        form.add_error("passphrase", _("This passphrase does not open your vault."))
    return None


def _own_address(request: AuthedRequest) -> str:
    """Where to go on afterwards: a page of this site, and nothing else."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    if not wanted.startswith("/") or not url_has_allowed_host_and_scheme(wanted, None):
        return ""
    try:
        resolve(wanted)
    except Resolver404:
        return ""
    return wanted


@holders_only
@require_http_methods(["GET", "POST"])
def lost(request: AuthedRequest, then: str = "") -> HttpResponse:
    """Another vault, where neither passphrase nor sheet is left."""
    if VaultKey.objects.held_by(request.user) is None:
        return _to(request, "enrol")
    form = LostVaultForm(request.POST or None, initial=_proposed(request), user=request.user)
    page: dict[str, Any] = {**_section(then), "form": form}
    if not form.is_bound:
        return render(request, LOST, page)
    if not form.is_valid():
        return refused(request, LOST, page)
    try:
        sheet = services.replace_vault(request.user, form.cleaned_data["passphrase"])
    except Busy:
        return _busy(request, LOST, page)
    response = render(request, SHEET, {**_section(then), "sheet": sheet})
    READER.shut(request, response)
    return response


@holders_only
@require_POST
def shut(request: AuthedRequest, then: str = "") -> HttpResponse:
    response = redirect(then or "vaults:vault")
    READER.shut(request, response)
    return response
