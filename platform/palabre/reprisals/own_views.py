"""Reports that one's own vault opens: those sealed to a custodian, and those that one has sent."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from palabre.people.models import AuthedRequest
from palabre.reprisals import selectors, services
from palabre.reprisals.forms import OutcomeForm
from palabre.reprisals.models import Outcome
from palabre.sealing.errors import SealError
from palabre.spaces.models import Role
from palabre.vaults.models import VaultKey
from palabre.vaults.opened import opened_vault
from palabre.vaults.rules import can_have_vault

PAGE = "reprisals/reports.html"


@login_required
@require_GET
def reports(request: AuthedRequest) -> HttpResponse:
    if not can_have_vault(request.user):
        raise Http404
    key, opened = VaultKey.objects.held_by(request.user), opened_vault(request)
    page = {
        "section": "me",
        "key": key,
        "is_open": opened is not None,
        "keeps": request.user.memberships.filter(role=Role.CUSTODIAN).exists(),
        "outcomes": Outcome.choices,
        "waiting": selectors.opened_by(request.user, opened) if key and opened else None,
        "may_report_in": selectors.seats_of(request.user),
    }
    return render(request, PAGE, page)


@login_required
@require_POST
def note(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Hidden and missing look alike: also for a custodian to whom it is not sealed."""
    opened = opened_vault(request)
    if not can_have_vault(request.user):
        raise Http404
    if opened is None:
        return redirect(f"{reverse('vaults:vault')}?next={reverse('own_reprisals:reports')}")
    form = OutcomeForm(request.POST)
    waiting = selectors.opened_by(request.user, opened)
    mine = (one.report for one in waiting.reports if not one.is_own)
    found = next((report for report in mine if report.pk == pk), None)
    if found is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("Choose what became of it."))
        return redirect("own_reprisals:reports")
    outcome = Outcome(form.cleaned_data["outcome"])
    try:
        services.note_outcome(found, outcome, by=request.user, opened=opened)
    except (PermissionDenied, SealError) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is noted."))
    return redirect("own_reprisals:reports")
