"""Beside deciding one case: several together, notes, conflicts, and how one likes to work."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import refused
from palabre.moderation import pulse, rules, selectors, services
from palabre.moderation.batch import MOST, Batch, numbers_in, read_batch
from palabre.moderation.forms import NoteForm, TogetherForm
from palabre.moderation.views import (
    CASE,
    CONFLICT,
    SECTION,
    case_page,
    conflict,
    moderator_required,
)
from palabre.people.models import AuthedRequest

BATCH = "moderation/batch.html"
OK = 200


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def recuse(request: AuthedRequest, pk: int) -> HttpResponse:
    """First a page that asks, then the deed: it cannot be taken back."""
    found = selectors.get_case(pk, for_user=request.user)
    if request.method != "POST":
        may = rules.can_recuse(request.user, found)
        decided = may and rules.can_recuse_from_decision(request.user, found)
        context = {**SECTION, "case": found, "may": may, "has_decided": decided}
        return render(request, "moderation/recuse.html", context)
    try:
        services.recuse(found, by=request.user)
    except PermissionDenied as refusal:
        return conflict(request, pk, refusal)
    messages.success(request, _("Somebody else judges this case. Thank you for saying so."))
    return redirect("moderation:queue")


@moderator_required
@require_POST
def note(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_case(pk, for_user=request.user)
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = case_page(request, found, note_form=form)
        return refused(request, CASE, {**context, "form": form, "decision": context["form"]})
    text = form.cleaned_data["text"]
    try:
        services.leave_note(found, text=text, by=request.user)
    except PermissionDenied as refusal:
        return conflict(request, pk, refusal, typed=text)
    return redirect(f"{found.get_absolute_url()}#notes")


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: AuthedRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    found = read_batch(request.user, asked.getlist("case"))
    form = TogetherForm(request.POST or None, initial=_rule_of(found))
    context = {**SECTION, "batch": found, "form": form}
    if request.method != "POST" or not found.cases:
        return render(request, BATCH, context)
    if not form.is_valid():
        return refused(request, BATCH, context)
    return _decide_together(request, found, form)


def _rule_of(found: Batch) -> dict[str, str]:
    """The rule that all of them were reported under, if there is one."""
    codes = {case.rule.code for case, _exhibit in found.cases}
    return {"reason": codes.pop()} if len(codes) == 1 else {}


def _decide_together(request: AuthedRequest, found: Batch, form: TogetherForm) -> HttpResponse:
    marks = dict(each.split("-", 1) for each in request.POST.getlist("seen") if "-" in each)
    cases = [(case, marks.get(str(case.pk), "")) for case, _exhibit in found.cases]
    said = form.cleaned_data
    left = services.decide_together(
        cases, choice=said["decision"], rule=said["reason"], by=request.user, **form.why
    )
    number = len(cases) - len(left)
    kept = ngettext("%(number)s decision is kept.", "%(number)s decisions are kept.", number) % {
        "number": number
    }
    if left:
        context: dict[str, Any] = {**SECTION, "left": left, "kept": kept, "typed": said["note"]}
        return render(request, "moderation/batch_left.html", context, status=CONFLICT)
    messages.success(request, kept)
    return redirect("moderation:queue")


@require_GET
@never_cache
def claims(request: AuthedRequest) -> HttpResponse:
    """What a page that is open asks for every other second. Where nothing has moved it is told so,
    and neither it nor the database is asked anything; nothing else is said before the door."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    mark = pulse.mark_of(session, request.get_full_path())
    if session and mark in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified()
    answer = _claims(request)
    if answer.status_code == OK:
        answer["ETag"] = f'"{mark}"'
    return answer


@moderator_required
def _claims(request: AuthedRequest) -> HttpResponse:
    """Who of one's own side is at which case now."""
    asked = numbers_in(request.GET.get("of", "").split(","))
    return JsonResponse(selectors.list_claims(request.user, asked[:MOST]))


@moderator_required
@require_POST
def single_keys(request: AuthedRequest) -> HttpResponse:
    services.use_single_keys(wanted="on" in request.POST, by=request.user)
    return redirect("moderation:queue")
