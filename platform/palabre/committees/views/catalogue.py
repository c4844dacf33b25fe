"""What committees are made from, on the secretariat's desk: kinds of seats, endings, templates, territories."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees import selectors, services
from palabre.committees.composition import SEATED
from palabre.committees.founding_forms import EndingWordsForm, KindForm, TemplateForm, TerritoryForm
from palabre.committees.models import Ending, SeatKind, Template, Territory
from palabre.committees.views.founding import counted
from palabre.core.http import refused
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import secretariat_required

SECTION = {"section": "secretariat"}
KIND = "committees/desk/kind.html"
ENDING = "committees/desk/ending.html"
TEMPLATE = "committees/desk/template.html"
TERRITORY = "committees/desk/territory.html"


@secretariat_required
@require_safe
def kinds(request: AuthedRequest) -> HttpResponse:
    every = list(SeatKind.objects.all())
    sides = [(side.value, [kind for kind in every if kind.side == side]) for side in SEATED]
    return render(request, "committees/desk/kinds.html", {**SECTION, "sides": sides})


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: AuthedRequest, code: str | None = None) -> HttpResponse:
    found = get_object_or_404(SeatKind, code=code) if code else None
    form = KindForm(request.POST or None, instance=found)
    context = {**SECTION, "form": form, "kind": found}
    if request.method != "POST":
        return render(request, KIND, context)
    if not form.is_valid():
        return refused(request, KIND, context)
    kept = services.keep_kind(form.save(commit=False), by=request.user)
    messages.success(request, _("Kept: %(thing)s") % {"thing": kept})
    return redirect("committees_desk:kinds")


@secretariat_required
@require_safe
def endings(request: AuthedRequest) -> HttpResponse:
    every = Ending.objects.all()
    return render(request, "committees/desk/endings.html", {**SECTION, "endings": every})


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: AuthedRequest, code: str | None = None) -> HttpResponse:
    found = get_object_or_404(Ending, code=code) if code else None
    form = EndingWordsForm(request.POST or None, instance=found)
    context = {**SECTION, "form": form, "ending": found}
    if request.method != "POST":
        return render(request, ENDING, context)
    if not form.is_valid():
        return refused(request, ENDING, context)
    kept = services.keep_ending(form.save(commit=False), by=request.user)
    messages.success(request, _("Kept: %(thing)s") % {"thing": kept})
    return redirect("committees_desk:endings")


@secretariat_required
@require_safe
def templates(request: AuthedRequest) -> HttpResponse:
    found = Template.objects.prefetch_related("places__kind")
    return render(request, "committees/desk/templates.html", {**SECTION, "templates": found})


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: AuthedRequest, code: str | None = None) -> HttpResponse:
    found = get_object_or_404(Template, code=code) if code else Template()
    context: dict[str, Any] = {**SECTION, "template": found}
    if "count" in request.POST:
        return counted(request, TEMPLATE, context, TemplateForm, instance=found)
    form = TemplateForm(request.POST or None, instance=found)
    context["form"] = form
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    kept = services.keep_template(form.save(commit=False), form.constitution, by=request.user)
    messages.success(request, _("Kept: %(thing)s") % {"thing": kept})
    return redirect("committees_desk:templates")


@secretariat_required
@require_safe
def territories(request: AuthedRequest) -> HttpResponse:
    coverage = selectors.coverage_for(request.user)
    return render(request, "committees/desk/territories.html", {**SECTION, "coverage": coverage})


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def territory(request: AuthedRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(Territory, pk=pk) if pk else None
    form = TerritoryForm(request.POST or None, instance=found)
    context = {**SECTION, "form": form, "territory": found}
    if request.method != "POST":
        return render(request, TERRITORY, context)
    if not form.is_valid():
        return refused(request, TERRITORY, context)
    try:
        kept = services.keep_territory(form.save(commit=False), by=request.user)
    except PermissionDenied as why:
        return refused(request, TERRITORY, context, why=why)
    messages.success(request, _("Kept: %(thing)s") % {"thing": kept})
    return redirect("committees_desk:territories")


@secretariat_required
@require_POST
def remove(request: AuthedRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Territory, pk=pk)
    try:
        services.remove_territory(found, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("The territory is removed."))
    return redirect("committees_desk:territories")
