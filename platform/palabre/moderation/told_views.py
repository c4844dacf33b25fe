"""For whoever wrote something: what was decided about it, and asking for another look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.http import refused
from palabre.moderation import rules, services, told
from palabre.moderation.told_forms import AppealForm, NameForm
from palabre.people.models import AuthedRequest

DECISION = "moderation/decision.html"
NAME = "moderation/name.html"


@login_required
@require_safe
def decisions(request: AuthedRequest) -> HttpResponse:
    context = {"section": "me", "cases": told.list_told(request.user)}
    return render(request, "moderation/decisions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: AuthedRequest, pk: int) -> HttpResponse:
    found = told.get_told(pk, for_user=request.user)
    form = AppealForm(request.POST or None)
    context = {"section": "me", "told": found, "form": form}
    if request.method != "POST":
        return render(request, DECISION, context)
    if not form.is_valid():
        return refused(request, DECISION, context)
    try:
        services.appeal_by_name(found.case, plea=form.cleaned_data["plea"], by=request.user)
    except PermissionDenied as why:
        return refused(request, DECISION, context, why=why)
    messages.success(request, _("Your appeal is made. Two other moderators look at it."))
    return redirect("moderation:decision", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: AuthedRequest) -> HttpResponse:
    may = rules.can_choose_name(request.user)
    form = NameForm(request.POST or None)
    context = {"section": "me", "form": form, "may": may}
    if request.method != "POST":
        return render(request, NAME, context)
    if not form.is_valid():
        return refused(request, NAME, context)
    try:
        services.choose_another_name(name=form.cleaned_data["name"], by=request.user)
    except PermissionDenied as why:
        return refused(request, NAME, context, why=why)
    messages.success(request, _("Your name is changed."))
    return redirect("portal:me")
