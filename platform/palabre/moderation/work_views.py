"""Beside deciding one case: several together, notes, conflicts, and how one likes to work."""

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
from palabre.moderation.forms import DecisionForm, NoteForm, TogetherForm
from palabre.moderation.views import (
    CASE,
    CONFLICT,
    SECTION,
    begun_in,
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
    """What somebody has begun to write of their decision comes along, and stands in the form again."""
    found = selectors.get_case(pk, for_user=request.user)
    form, begun = NoteForm(request.POST), begun_in(request, found)
    decision = DecisionForm(case=found, initial=begun)
    if not form.is_valid():
        context = case_page(request, found, form=decision, note_form=form)
        return refused(request, CASE, {**context, "form": form})
    try:
        services.leave_note(found, text=form.cleaned_data["text"], by=request.user)
    except PermissionDenied as refusal:
        return conflict(request, pk, refusal)
    if begun:
        return render(request, CASE, case_page(request, found, form=decision))
    return redirect(f"{found.get_absolute_url()}#notes")


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: AuthedRequest) -> HttpResponse:
    if request.method == "POST":
        return _decide_picked(request)
    found = read_batch(request.user, request.GET.getlist("case"))
    form = TogetherForm(initial=_rule_of(found))
    picked = [read.case.pk for read in found.cases]
    return render(request, BATCH, {**SECTION, "batch": found, "form": form, "picked": picked})


def _rule_of(found: Batch) -> dict[str, str]:
    """The rule that all of them were reported under, if there is one."""
    codes = {read.case.rule.code for read in found.cases}
    return {"reason": codes.pop()} if len(codes) == 1 else {}


def _decide_picked(request: AuthedRequest) -> HttpResponse:
    """Whatever stops it, what was ticked and typed stays."""
    picked, form = request.POST.getlist("case"), TogetherForm(request.POST)
    found = read_batch(request.user, picked)
    if form.is_valid() and found.cases:
        return _decide_together(request, found, form)
    if not picked:
        form.add_error(None, _("Pick at least one case."))
        found = read_batch(request.user, request.POST.getlist("shown"))
    elif found.cases:
        found = read_batch(request.user, [*picked, *request.POST.getlist("shown")])
    if not found.cases:
        return _say_what_is_left(request, found, number=0, typed=request.POST.get("note", ""))
    context = {**SECTION, "batch": found, "form": form, "picked": numbers_in(picked)}
    return refused(request, BATCH, context)


def _decide_together(request: AuthedRequest, found: Batch, form: TogetherForm) -> HttpResponse:
    marks = dict(each.split("-", 1) for each in request.POST.getlist("seen") if "-" in each)
    cases = [(read.case, marks.get(str(read.case.pk), "")) for read in found.cases]
    said = form.cleaned_data
    refusals = services.decide_together(
        cases, choice=said["decision"], rule=said["reason"], by=request.user, **form.why
    )
    number = len(cases) - len(refusals)
    found.left_out += refusals
    if found.left_out or found.unread:
        typed = "\n\n".join(str(each) for each in (said["ready"], said["note"]) if each)
        return _say_what_is_left(request, found, number=number, typed=typed)
    messages.success(request, _so_many(number))
    return redirect("moderation:queue")


def _so_many(number: int) -> str:
    if not number:
        return _("No decision is kept.")
    words = ngettext("%(number)s decision is kept.", "%(number)s decisions are kept.", number)
    return words % {"number": number}


def _say_what_is_left(
    request: AuthedRequest, found: Batch, *, number: int, typed: str
) -> HttpResponse:
    context = {**SECTION, "batch": found, "kept": _so_many(number), "typed": typed}
    return render(request, "moderation/batch_left.html", context, status=CONFLICT)


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
