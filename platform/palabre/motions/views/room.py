"""One phone in the room, handed round: a code on paper, a choice, and it is the next one's turn.

Nobody signs in for it, and it does not matter whether somebody is: who is signed in is never asked.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.core.http import refused
from palabre.motions import codes, services
from palabre.motions.forms import BallotForm, CodeForm
from palabre.motions.models import PaperCode, Vote

CODE, CHOOSE, DONE = (f"motions/room/{name}.html" for name in ("code", "choose", "done"))
SECTION = {"section": ""}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest) -> HttpResponse:
    """The code first; what the vote is about is told to whoever has one."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return render(request, CODE, {**SECTION, "form": form})
    if not form.is_valid():
        return refused(request, CODE, {**SECTION, "form": form})
    try:
        return render(request, CHOOSE, _question(form.cleaned_data["code"], BallotForm()))
    except codes.NoSuchCode:
        return _opens_nothing(request, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("motions:ballot")
    typed = CodeForm(request.POST)
    form = BallotForm(request.POST)
    if not typed.is_valid():
        return refused(request, CODE, {**SECTION, "form": typed})
    code = typed.cleaned_data["code"]
    try:
        if not form.is_valid():
            return refused(request, CHOOSE, _question(code, form))
        tracked = services.cast_with_code(code, form.cleaned_data["choice"])
    except codes.NoSuchCode:
        return _opens_nothing(request, typed)
    except PermissionDenied as why:
        return refused(request, CHOOSE, _question(code, form), why=why)
    shown = tracked if form.cleaned_data["wants_number"] else ""
    return render(request, DONE, {**SECTION, "tracked": shown})


def _question(typed: str, form: BallotForm) -> dict[str, Any]:
    code: PaperCode = codes.found(typed)
    vote = Vote.objects.select_related("motion__committee__space", "amendment").get(pk=code.vote_id)
    if not vote.is_open or code.is_in:
        raise codes.NoSuchCode
    return {**SECTION, "vote": vote, "motion": vote.motion, "code": typed, "form": form}


def _opens_nothing(request: HttpRequest, form: CodeForm) -> HttpResponse:
    form.add_error(
        "code",
        _(
            "This code opens nothing. Check each group of 4. It may have been used, or the vote closed."
        ),
    )
    return refused(request, CODE, {**SECTION, "form": form})
