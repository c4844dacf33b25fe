"""The pages of somebody without an account: nothing here looks at who is signed in.

Nothing is kept between the steps: what was typed travels in the form, and only in POST bodies.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from palabre.core.http import UNPROCESSABLE
from palabre.submissions import crowd, intake
from palabre.submissions.forms import MessageForm, new_token
from palabre.submissions.sealing.errors import Busy, KeyLost
from palabre.submissions.sealing.receipt import parse_receipt, spoken
from palabre.submissions.selectors import open_intakes
from palabre.submissions.spent import Reused
from palabre.submissions.views.waiting import sent_in, waiting_page

SECTION = {"section": "write"}
MESSAGE, REVIEW, CODE = (f"submissions/{page}.html" for page in ("message", "review", "code"))


@require_GET
def write(request: HttpRequest) -> HttpResponse:
    return render(request, "submissions/write.html", SECTION)


@require_http_methods(["GET", "POST"])
def message(request: HttpRequest) -> HttpResponse:
    intakes = open_intakes()
    if request.method == "POST" and "change" not in request.POST:
        return review(request)
    typed = {name: request.POST.get(name, "") for name in ("body", "readers", "committee")}
    asked = request.GET.get("committee", "")
    initial = {**typed, "committee": typed["committee"] or asked, "token": new_token()}
    form = MessageForm(intakes=intakes, initial=initial)
    return render(request, MESSAGE, {**SECTION, "form": form, "intakes": intakes})


def review(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("submissions:write")
    form, refusal = _checked(request)
    if refusal:
        return refusal
    return render(request, REVIEW, {**SECTION, "form": form, "intake": form.intake})


def _checked(request: HttpRequest) -> tuple[MessageForm, HttpResponse | None]:
    """The form, and the page to answer with when it is refused: with everything that was typed."""
    intakes = open_intakes()
    form = MessageForm(request.POST, intakes=intakes)
    if request.FILES:
        form.add_error(None, _("Files cannot be sent yet. Your text is still here."))
    if not intakes or form.is_valid():
        closed = not intakes
        page = {**SECTION, "form": form, "intakes": intakes}
        return form, render(request, MESSAGE, page, status=503) if closed else None
    page = {**SECTION, "form": form, "intakes": intakes}
    return form, render(request, MESSAGE, page, status=UNPROCESSABLE)


def code(request: HttpRequest) -> HttpResponse:
    """Seal the message and show its code; then check that the code was noted."""
    if request.method != "POST":
        return redirect("submissions:write")
    if "noted" in request.POST:
        return _noted(request)
    form, refusal = _checked(request)
    if refusal:
        return refusal
    try:
        return _send(request, form)
    except (Busy, KeyLost, Reused) as refused:
        return _read_again(request, form, refused)


def _send(request: HttpRequest, form: MessageForm) -> HttpResponse:
    said = form.cleaned_data
    letter = intake.Letter(form.intake.space.pk, said["readers"], said["body"])
    sent = sent_in(request)
    if wait := crowd.MESSAGES.hold_back(sent):
        return waiting_page(request, wait, press=_("Send"), **SECTION)
    with crowd.MESSAGES.once(sent):
        keys = form.intake.keys_for(said["readers"])
        receipt = intake.receive(letter, token=said["token"], readers=keys)
    return _show_code(request, receipt.shown)


def _read_again(request: HttpRequest, form: MessageForm, refused: Exception) -> HttpResponse:
    match refused:
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
    page = {**SECTION, "form": form, "intake": form.intake}
    status = UNPROCESSABLE if isinstance(refused, Reused) else 503
    return render(request, REVIEW, page, status=status)


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
