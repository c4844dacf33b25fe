"""The secretariat's pages about paper: sheets are printed, and typed in when they come back.

Typing in is written in no record, and the page after it says nothing of what was typed: a line of
either would tie a person and an instant to a message (ADR 12).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.http import UNPROCESSABLE, refused
from palabre.people.models import AuthedRequest
from palabre.sealing.errors import Busy, KeyLost
from palabre.spaces.doors import secretariat_required
from palabre.spaces.models import Space
from palabre.spaces.selectors import spaces_run_by
from palabre.submissions import paper, selectors
from palabre.submissions.forms import new_token
from palabre.submissions.intake import Letter
from palabre.submissions.mailboxes import open_intakes
from palabre.submissions.sheet_forms import PrintForm, SheetForm
from palabre.submissions.sheets import Run, print_sheets

SECTION = {"section": "secretariat"}
SPACES, SHEETS = "submissions/desk/spaces.html", "submissions/desk/sheets.html"
TYPE_IN, SEALED = "submissions/desk/type_in.html", "submissions/desk/sealed.html"
PDF_NAME = "document.pdf"  # says nothing to whoever looks over the list of what was downloaded
UNAVAILABLE = 503


def _own_space(request: AuthedRequest, slug: str) -> Space:
    found = spaces_run_by(request.user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@secretariat_required
@require_safe
def spaces(request: AuthedRequest) -> HttpResponse:
    intakes = open_intakes()
    rows = [(space, space.slug in intakes) for space in spaces_run_by(request.user)]
    return render(request, SPACES, {**SECTION, "rows": rows})


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: AuthedRequest, slug: str) -> HttpResponse:
    space = _own_space(request, slug)
    form = PrintForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    page = {**_page(space, "print"), "form": form}
    if request.method != "POST":
        return render(request, SHEETS, page)
    if not form.is_valid():
        return refused(request, SHEETS, page)
    try:
        printed = print_sheets(space, _run(request, form), by=request.user)
    except Busy:
        form.add_error(None, _("The machine is busy. Try again in a minute."))
        return render(request, SHEETS, page, status=UNAVAILABLE)
    except PermissionDenied as why:
        return refused(request, SHEETS, page, why=why)
    return HttpResponse(
        printed,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{PDF_NAME}"'},
    )


def _page(space: Space, here: str) -> dict[str, Any]:
    is_open = selectors.intake_for(space.slug) is not None
    return {**SECTION, "space": space, "here": here, "is_open": is_open}


def _run(request: AuthedRequest, form: PrintForm) -> Run:
    said = form.cleaned_data
    with translation.override(said["language"]):
        address = request.build_absolute_uri(reverse("submissions:answer"))
    return Run(said["number"], said["size"], said["language"], address)


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: AuthedRequest, slug: str) -> HttpResponse:
    space = _own_space(request, slug)
    form = SheetForm(request.POST or None, initial={"token": new_token()})
    page = {**_page(space, "type"), "form": form}
    if request.method != "POST":
        return render(request, TYPE_IN, page)
    if not page["is_open"]:
        return render(request, TYPE_IN, page, status=UNAVAILABLE)
    try:
        if form.is_valid() and _taken_in(space, form):
            return redirect("submissions_desk:sealed", slug)
    except Busy:
        form.add_error(None, _("The machine is busy. Try again in a minute."))
        return render(request, TYPE_IN, page, status=UNAVAILABLE)
    except KeyLost:
        form.add_error(
            None,
            _("Messages cannot be sealed just now. Your text is still here: try again tomorrow."),
        )
        return render(request, TYPE_IN, page, status=UNAVAILABLE)
    return render(request, TYPE_IN, page, status=UNPROCESSABLE)


def _taken_in(space: Space, form: SheetForm) -> bool:
    said = form.cleaned_data
    intake = selectors.intake_for(space.slug)
    keys = intake.keys_for(said["readers"]) if intake else {}
    letter = Letter(space.pk, said["readers"], said["body"])
    done = bool(keys) and paper.take_in(said["number"], letter, token=said["token"], readers=keys)
    if not done:
        form.refuse_number()
    return done


@secretariat_required
@require_safe
def sealed(request: AuthedRequest, slug: str) -> HttpResponse:
    return render(request, SEALED, _page(_own_space(request, slug), "type"))
