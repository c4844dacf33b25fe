"""For moderators: proposing a sanction or a pause, and what runs in their spaces."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.http import refused
from palabre.moderation import ladder, measure_rules, selectors, services, told
from palabre.moderation.models import Case
from palabre.moderation.registry import is_talk, talk_of
from palabre.moderation.told_forms import MeasureForm, PauseForm, SanctionForm
from palabre.moderation.views import moderator_required
from palabre.people.models import AuthedRequest

SECTION = {"section": "moderation"}
MEASURE = "moderation/propose.html"


@moderator_required
@require_safe
def measures(request: AuthedRequest) -> HttpResponse:
    context = {
        **SECTION,
        "sanctions": told.running_sanctions(request.user),
        "pauses": told.running_pauses(request.user),
    }
    return render(request, "moderation/measures.html", context)


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def sanction(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_case(pk, for_user=request.user)
    form = SanctionForm(request.POST or None, steps=ladder.steps_after(found))
    context = {
        **SECTION,
        "form": form,
        "may": measure_rules.can_follow(request.user, found),
        "title": found.title,
        "lang": found.lang,
        "back": found.get_absolute_url(),
        "is_sanction": True,
    }
    if request.method != "POST":
        return render(request, MEASURE, context)
    return _proposed(
        request,
        form,
        context,
        lambda said: services.propose_sanction(found, by=request.user, **said),
    )


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: AuthedRequest, label: str, item_pk: str) -> HttpResponse:
    if not is_talk(label):
        raise Http404
    item = selectors.get_talk(label, item_pk, for_user=request.user)
    talk = talk_of(item)
    form = PauseForm(request.POST or None)
    context = {
        **SECTION,
        "form": form,
        "may": measure_rules.can_pause(request.user, item, talk.space_of(item)),
        "title": str(item),
        "back": talk.url_of(item),
    }
    if request.method != "POST":
        return render(request, MEASURE, context)
    return _proposed(
        request, form, context, lambda said: services.propose_pause(item, by=request.user, **said)
    )


def _proposed(
    request: HttpRequest, form: MeasureForm, context: dict[str, Any], deed: Any
) -> HttpResponse:
    if not form.is_valid():
        return refused(request, MEASURE, context)
    try:
        case: Case = deed(form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, MEASURE, context, why=why)
    messages.success(request, _("Proposed. It begins only if the other side agrees."))
    return redirect(case)
