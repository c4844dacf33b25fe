"""Asking for another look at what readers published after one's message. The code shows that it was.

Which topic it is travels in the form, never in an address: a phone keeps the addresses it visited.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from palabre.core.http import refused
from palabre.moderation.told import told_of
from palabre.moderation.told_forms import AppealForm
from palabre.submissions import intake, offshoots, pleading
from palabre.submissions.views.returning import SECTION, with_code

APPEAL = "submissions/appeal.html"


@require_http_methods(["GET", "POST"])
@with_code
def appeal(request: HttpRequest, writer: intake.Writer) -> HttpResponse:
    grown = _named_in(request, writer)
    if grown is None or not grown.removals:
        return redirect("submissions:thread")
    removal = grown.removals[0]
    form = AppealForm(request.POST if "plea" in request.POST else None)
    page: dict[str, Any] = {**SECTION, "grown": grown, "told": told_of(removal), "form": form}
    if not form.is_bound:
        return render(request, APPEAL, page)
    if not form.is_valid():
        return refused(request, APPEAL, page)
    try:
        pleading.plead(removal, plea=form.cleaned_data["plea"])
    except PermissionDenied as why:
        return refused(request, APPEAL, page, why=why)
    return render(request, "submissions/appealed.html", {**SECTION, "hours": settings.BATCH_HOURS})


def _named_in(request: HttpRequest, writer: intake.Writer) -> offshoots.Grown | None:
    named = request.POST.get("topic", "")
    return next((one for one in offshoots.grown_from(writer) if str(one.pk) == named), None)
