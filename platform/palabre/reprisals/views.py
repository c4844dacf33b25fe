"""A committee's page about pressure: the numbers for everybody, two taps for its members."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import refused
from palabre.core.kept import same_for_strangers
from palabre.people.models import AuthedRequest
from palabre.reprisals import rules, selectors, services
from palabre.reprisals.forms import KindForm, ReportForm
from palabre.reprisals.models import Kind
from palabre.sealing.errors import SealError
from palabre.spaces.models import Space
from palabre.vaults.models import VaultKey
from palabre.vaults.opened import opened_vault

PAGE, TO_WHOM, SENT = "reprisals/page.html", "reprisals/to_whom.html", "reprisals/sent.html"
View = Callable[..., HttpResponse]


def _shell(space: Space) -> dict[str, Any]:
    return {"section": "committees", "space": space}


@require_safe
@same_for_strangers
def page(request: HttpRequest, slug: str) -> HttpResponse:
    space = selectors.get_space(slug, for_user=request.user)
    may_report = rules.can_report(request.user, space)
    context = {
        **_shell(space),
        "numbers": selectors.numbers_of(space),
        "may_report": may_report,
        "kinds": Kind.choices,
    }
    if may_report and request.user.is_authenticated:
        context["has_custodians"] = bool(selectors.custodians_for(request.user, space))
    return render(request, PAGE, context)


def members_only(view: View) -> View:
    @login_required
    @require_POST
    @wraps(view)
    def entered(request: AuthedRequest, slug: str) -> HttpResponse:
        space = selectors.get_space(slug, for_user=request.user)
        if not rules.can_report(request.user, space):
            raise Http404
        return view(request, space)

    return entered


@members_only
def to_whom(request: AuthedRequest, space: Space) -> HttpResponse:
    """After the first tap. What was tapped is in the body of a request, never in an address."""
    kind = KindForm(request.POST)
    if not kind.is_valid():
        return redirect("reprisals:page", space.slug)
    seats = selectors.custodians_for(request.user, space)
    form = ReportForm(initial=kind.cleaned_data, seats=seats)
    return render(request, TO_WHOM, _choosing(request, space, form, kind.cleaned_data["kind"]))


def _choosing(
    request: AuthedRequest, space: Space, form: ReportForm, kind: str
) -> dict[str, object]:
    return {
        **_shell(space),
        "form": form,
        "kind": kind,
        "kind_in_words": Kind(kind).label,
        "is_open": opened_vault(request) is not None,
        "key": VaultKey.objects.held_by(request.user),
    }


@members_only
def send(request: AuthedRequest, space: Space) -> HttpResponse:
    form = ReportForm(request.POST, seats=selectors.custodians_for(request.user, space))
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        return redirect("reprisals:page", space.slug)
    page = _choosing(request, space, form, kind)
    if not form.is_valid():
        return refused(request, TO_WHOM, page)
    said = form.cleaned_data
    own = opened_vault(request)
    told = services.Said(kind, said["words"], not said["nameless"], form.chosen())
    try:
        services.report(space, told, by=request.user, token=bytes.fromhex(said["token"]), own=own)
    except PermissionDenied as refusal:
        return refused(request, TO_WHOM, page, why=refusal)
    except SealError:
        form.add_error(None, _("It could not be sealed just now. Your words are still here."))
        return refused(request, TO_WHOM, page)
    names = [seat.user for seat in form.every if seat.user.vault_key.pk in told.to]
    return render(request, SENT, {**_shell(space), "names": names, "is_open": own is not None})
