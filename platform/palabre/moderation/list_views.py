"""The desk's pages about lists of words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import refused
from palabre.moderation import list_services as services
from palabre.moderation import selectors
from palabre.moderation.list_forms import ListForm, PhraseForm
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import secretariat_required

LISTS, FORM = "moderation/desk/lists.html", "moderation/desk/list.html"
SECTION = {"section": "secretariat"}


@secretariat_required
@require_GET
def lists(request: AuthedRequest) -> HttpResponse:
    found = selectors.lists_run_by(request.user)
    return render(request, LISTS, {**SECTION, "lists": found})


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_list(request: AuthedRequest) -> HttpResponse:
    form = ListForm(request.POST or None, by=request.user)
    context = {**SECTION, "form": form}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    services.add_list(form.save(commit=False), by=request.user)
    messages.success(request, _("The list is kept."))
    return redirect("moderation_desk:lists")


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_list(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_list(pk, for_user=request.user)
    form = ListForm(request.POST or None, instance=found, by=request.user)
    context = {**SECTION, "form": form, "list": found, "one_more": PhraseForm()}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    services.change_list(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("The list is kept."))
    return redirect("moderation_desk:lists")


@secretariat_required
@require_POST
def add_phrase(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_list(pk, for_user=request.user)
    one_more = PhraseForm(request.POST)
    form = ListForm(instance=found, by=request.user)
    context = {**SECTION, "form": form, "list": found, "one_more": one_more}
    if not one_more.is_valid():
        return render(request, FORM, context, status=422)
    try:
        services.add_phrase(found, one_more.cleaned_data["phrase"], by=request.user)
    except PermissionDenied as why:
        one_more.add_error(None, str(why))
        return render(request, FORM, context, status=422)
    messages.success(request, _("The word is on the list."))
    return redirect("moderation_desk:change_list", pk=pk)
