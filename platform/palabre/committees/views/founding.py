"""Founding a committee: choose a template, fill in one page, done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.committees import services
from palabre.committees.founding_forms import ConstitutionMixin, FoundingForm, as_typed
from palabre.committees.models import Template
from palabre.core.http import is_htmx, refused
from palabre.core.verdict import require
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import secretariat_required
from palabre.spaces.rules import can_run_anything

PAGE = "committees/desk/found.html"
TOTALS = "committees/desk/totals.html"


def counted(
    request: AuthedRequest,
    page: str,
    context: dict[str, Any],
    asked: type[ConstitutionMixin],
    **given: Any,
) -> HttpResponse:
    """The seats of each side added up; everything else stays as it was typed."""
    form = as_typed(asked, request.POST, **given)
    page = TOTALS if is_htmx(request) else page
    return render(request, page, {**context, "form": form, "counted": True})


@secretariat_required
@require_safe
def choose(request: AuthedRequest) -> HttpResponse:
    context = {"section": "secretariat", "templates": Template.objects.offered()}
    return render(request, "committees/desk/choose.html", context)


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: AuthedRequest, code: str) -> HttpResponse:
    require(can_run_anything(request.user))
    template = get_object_or_404(Template.objects.offered(), code=code)
    context = {"section": "secretariat", "template": template}
    if "count" in request.POST:
        return counted(request, PAGE, context, FoundingForm, template=template)
    form = FoundingForm(request.POST or None, template=template)
    context["form"] = form
    if request.method != "POST":
        return render(request, PAGE, context)
    if not form.is_valid():
        return refused(request, PAGE, context)
    words = form.words()
    slug = words.pop("slug") or services.address_for(words["name"])
    try:
        new = services.found_committee(
            slug, by=request.user, constitution=form.constitution, **words
        )
    except PermissionDenied as why:
        return refused(request, PAGE, context, why=why)
    messages.success(request, _("The committee is founded. Now seat its members."))
    return redirect("committees_desk:seats", new.slug)
