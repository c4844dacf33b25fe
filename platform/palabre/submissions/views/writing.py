"""The pages of somebody without an account: nothing here looks at who is signed in.

Nothing is kept between the steps: what was typed travels in the form, and only in POST bodies. Files
are held sealed, under keys that travel in the same way.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from palabre.core.http import UNPROCESSABLE, takes_files
from palabre.sealing.errors import Busy, KeyLost
from palabre.sealing.receipt import parse_receipt, spoken
from palabre.submissions import crowd, intake
from palabre.submissions.enclosing import (
    Along,
    files_in,
    what_comes_along,
    without_what_is_gone,
)
from palabre.submissions.forms import MessageForm, new_token
from palabre.submissions.mailboxes import open_intakes
from palabre.submissions.pieces import Gone
from palabre.submissions.spent import Reused
from palabre.submissions.views.blank import blank_page, is_blank
from palabre.submissions.views.waiting import sent_in, waiting_page

SECTION = {"section": "write"}
MESSAGE, REVIEW, CODE = (f"submissions/{page}.html" for page in ("message", "review", "code"))


@require_GET
def write(request: HttpRequest) -> HttpResponse:
    return render(request, "submissions/write.html", SECTION)


@takes_files
@require_http_methods(["GET", "POST"])
def message(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "change" not in request.POST:
        return review(request)
    intakes = open_intakes()
    if is_blank(request):
        return blank_page(request, MESSAGE, intakes, **SECTION)
    along = what_comes_along(request)
    typed = {name: request.POST.get(name, "") for name in ("body", "readers", "committee")}
    asked = request.GET.get("committee", "")
    initial = {**typed, "committee": typed["committee"] or asked, "token": new_token()}
    form = MessageForm(intakes=intakes, initial=initial)
    return _form_page(request, form, along, status=200)


def _form_page(
    request: HttpRequest, form: MessageForm, along: Along, *, status: int = UNPROCESSABLE
) -> HttpResponse:
    page = {**SECTION, "form": form, "intakes": form.intakes, "along": along}
    return render(request, MESSAGE, page, status=status)


@takes_files
def review(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("submissions:write")
    form, along, refusal = _checked(request)
    return refusal or _review_page(request, form, along)


def _review_page(
    request: HttpRequest, form: MessageForm, along: Along, *, status: int = 200
) -> HttpResponse:
    page = {**SECTION, "form": form, "intake": form.intake, "along": along}
    return render(request, REVIEW, page, status=UNPROCESSABLE if along.has_news else status)


def _checked(
    request: HttpRequest, *, sent_too: bool = False
) -> tuple[MessageForm, Along, HttpResponse | None]:
    """The form with its files, and the page to answer with when it is refused: nothing is lost."""
    intakes = open_intakes()
    along = what_comes_along(request, sent_too=sent_too) if intakes else Along([])
    form = MessageForm(request.POST, intakes=intakes, has_files=bool(along.joined))
    form.say_what_is_wrong(along.problems)
    if along.token:
        form.renew(along.token)
    if not intakes:
        return form, along, _form_page(request, form, along, status=503)
    return form, along, None if form.is_valid() else _form_page(request, form, along)


@takes_files
def code(request: HttpRequest) -> HttpResponse:
    """Seal the message and show its code; then check that the code was noted."""
    if request.method != "POST":
        return redirect("submissions:write")
    if "noted" in request.POST:
        return _noted(request)
    form, along, refusal = _checked(request, sent_too=True)
    return refusal or _sent(request, form, along)


def _sent(request: HttpRequest, form: MessageForm, along: Along) -> HttpResponse:
    if along.has_news:  # joined at the last step, and refused: the writer has to see it first
        return _review_page(request, form, along)
    form.say_what_is_wrong(is_empty=not along.to_send)
    if not form.is_valid():
        return _form_page(request, form, along)
    try:
        return _send(request, form, along)
    except (Busy, Gone, KeyLost, Reused) as refused:
        return _read_again(request, form, along, refused)


def _send(request: HttpRequest, form: MessageForm, along: Along) -> HttpResponse:
    said, sent = form.cleaned_data, sent_in(request)
    letter = intake.Letter(
        form.intake.space.pk,
        said["readers"],
        said["body"],
        files=along.to_send,
        marks=files_in(request),
    )
    if wait := crowd.MESSAGES.hold_back(sent):
        return waiting_page(request, wait, press=_("Send"), held=along.new, **SECTION)
    with crowd.MESSAGES.once(sent):
        keys = form.intake.keys_for(said["readers"])
        receipt = intake.receive(letter, token=said["token"], readers=keys)
    along.forget_the_rest()
    return _show_code(request, receipt.shown)


def _read_again(
    request: HttpRequest, form: MessageForm, along: Along, refused: Exception
) -> HttpResponse:
    match refused:
        case Gone():
            left = without_what_is_gone(along)
            form.say_what_is_wrong(left.problems)
            return _form_page(request, form, left)
        case Reused():
            form.say_reused()
        case KeyLost():
            form.add_error(
                None,
                _(
                    "Messages cannot be sealed just now. Your text is still here: try again tomorrow."
                ),
            )
        case _:
            form.add_error(
                None,
                _(
                    "Many people are writing just now. Your text is still here: try again in a minute."
                ),
            )
    status = UNPROCESSABLE if isinstance(refused, Reused) else 503
    return _review_page(request, form, along, status=status)


def _show_code(request: HttpRequest, shown: str, *, mistaken: bool = False) -> HttpResponse:
    receipt = parse_receipt(shown)
    if receipt is None:
        return redirect("submissions:write")
    page = {
        **SECTION,
        "code": receipt.shown,
        "groups": receipt.shown.split("-"),
        "spoken": spoken(receipt, request.LANGUAGE_CODE or "fr"),
        "mistaken": mistaken,
    }
    return render(request, CODE, page, status=UNPROCESSABLE if mistaken else 200)


def _noted(request: HttpRequest) -> HttpResponse:
    """The last group, typed again. A slip of the pen shows the code once more."""
    receipt = parse_receipt(request.POST.get("code", ""))
    typed = request.POST.get("noted", "").strip().upper()
    last = receipt.shown.split("-")[-1] if receipt else ""
    if receipt and typed.translate(str.maketrans("OIL", "011")) == last:
        return render(request, "submissions/noted.html", SECTION)
    return _show_code(request, request.POST.get("code", ""), mistaken=True)
