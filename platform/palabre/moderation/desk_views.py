from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import refused
from palabre.moderation import desk_services, selectors
from palabre.moderation.forms import RuleForm, WordingForm
from palabre.moderation.models import Rule, Wording
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import secretariat_required

FORM = "moderation/desk/rule.html"
WORDING = "moderation/desk/wording.html"
SECTION = {"section": "secretariat"}


@secretariat_required
@require_GET
def rule_list(request: AuthedRequest) -> HttpResponse:
    return render(request, "moderation/desk/rules.html", {**SECTION, "rules": Rule.objects.all()})


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AuthedRequest) -> HttpResponse:
    form = RuleForm(request.POST or None)
    if request.method != "POST":
        return render(request, FORM, {**SECTION, "form": form})
    if not form.is_valid():
        return refused(request, FORM, {**SECTION, "form": form})
    added = desk_services.add_rule(form.save(commit=False), by=request.user)
    messages.success(request, _("The rule is in force: %(rule)s") % {"rule": added})
    return redirect("moderation_desk:rules")


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AuthedRequest, code: str) -> HttpResponse:
    rule = selectors.get_rule(code)
    form = RuleForm(request.POST or None, instance=rule)
    context = {**SECTION, "form": form, "rule": rule}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    changed = desk_services.change_rule(rule, by=request.user, **form.cleaned_data)
    messages.success(request, _("Kept, from today: %(rule)s") % {"rule": changed})
    return redirect("moderation_desk:rules")


@secretariat_required
@require_POST
def retire(request: AuthedRequest, code: str) -> HttpResponse:
    rule = desk_services.retire_rule(selectors.get_rule(code), by=request.user)
    messages.success(request, _("Out of force from today: %(rule)s") % {"rule": rule})
    return redirect("moderation_desk:rules")


@secretariat_required
@require_POST
def restore(request: AuthedRequest, code: str) -> HttpResponse:
    rule = desk_services.restore_rule(selectors.get_rule(code), by=request.user)
    messages.success(request, _("The rule is in force: %(rule)s") % {"rule": rule})
    return redirect("moderation_desk:rules")


@secretariat_required
@require_GET
def wordings(request: AuthedRequest) -> HttpResponse:
    context = {**SECTION, "wordings": selectors.list_wordings()}
    return render(request, "moderation/desk/wordings.html", context)


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_wording(request: AuthedRequest) -> HttpResponse:
    return _wording(request, None)


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_wording(request: AuthedRequest, pk: int) -> HttpResponse:
    return _wording(request, selectors.get_wording(pk))


def _wording(request: AuthedRequest, wording: Wording | None) -> HttpResponse:
    form = WordingForm(request.POST or None, instance=wording)
    context = {**SECTION, "form": form, "wording": wording}
    if request.method != "POST":
        return render(request, WORDING, context)
    if not form.is_valid():
        return refused(request, WORDING, context)
    if wording is None:
        desk_services.add_wording(form.save(commit=False), by=request.user)
    else:
        desk_services.change_wording(wording, by=request.user, **form.cleaned_data)
    messages.success(request, _("The ready reason is kept."))
    return redirect("moderation_desk:wordings")
