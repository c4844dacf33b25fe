"""Coming back with the code. The code arrives in a POST body and goes no further."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import UNPROCESSABLE, takes_files
from palabre.sealing.errors import Busy, SealError
from palabre.submissions import crowd, intake, services
from palabre.submissions.enclosing import (
    Along,
    files_in,
    what_comes_along,
    without_what_is_gone,
)
from palabre.submissions.forms import CodeForm, ReplyForm, new_token
from palabre.submissions.offshoots import grown_from
from palabre.submissions.pieces import Gone
from palabre.submissions.spent import Reused
from palabre.submissions.views.waiting import sent_in, waiting_page
from palabre.vaults.doorkeys import WRITER

SECTION = {"section": "answer"}
ANSWER, THREAD = "submissions/answer.html", "submissions/thread.html"
ALTERED = "submissions/altered.html"

Page = Callable[..., HttpResponse]


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, ANSWER, {**SECTION, "form": CodeForm()})
    return open_thread(request)


def open_thread(request: HttpRequest) -> HttpResponse:
    """One answer for a code that is wrong, over, erased or mistyped."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    sent = sent_in(request)
    if wait := crowd.CODES.hold_back(sent):
        return waiting_page(request, wait, press=_("Open"), **SECTION)
    try:
        with crowd.CODES.once(sent):
            found = intake.come_back(request.POST["code"][:100])
    except Busy:
        form.add_error(None, _("Many people are here just now. Try again in a minute."))
        return _refused(request, form, status=503)
    except SealError:
        return render(request, ALTERED, SECTION, status=UNPROCESSABLE)
    if found is None:
        form.add_error("code", _("This code opens nothing. Check each group of 4."))
        return _refused(request, form)
    submission, secret = found
    response = redirect("submissions:thread")
    WRITER.leave_open(response, submission.pk, secret)
    return response


def _refused(request: HttpRequest, form: CodeForm, *, status: int = UNPROCESSABLE) -> HttpResponse:
    """With a new token: where many come at once, its age begins with this page."""
    form.renew()
    return render(request, ANSWER, {**SECTION, "form": form}, status=status)


def with_code(page: Callable[[HttpRequest, intake.Writer], HttpResponse]) -> Page:
    """Let in whoever opened their thread a short while ago; others are asked for the code."""

    @wraps(page)
    def entered(request: HttpRequest) -> HttpResponse:
        opened = WRITER.opened(request)
        try:
            writer = intake.writer_of(UUID(str(opened[0])), opened[1]) if opened else None
            return page(request, writer) if writer else _closed(request)
        except intake.Over:
            return _closed(request)
        except SealError:
            page_of = {**SECTION, "typed": _typed(request)}
            return render(request, ALTERED, page_of, status=UNPROCESSABLE)

    return entered


def _typed(request: HttpRequest) -> str:
    """A reply, or why something should be looked at once more."""
    return request.POST.get("body", "") or request.POST.get("plea", "")


def _closed(request: HttpRequest) -> HttpResponse:
    """What was being written when the door closed is shown again beside the code's field."""
    page = {
        **SECTION,
        "form": CodeForm(),
        "closed": True,
        "typed": _typed(request),
        "had_files": bool(request.FILES) or "held" in request.POST,
    }
    return render(request, ANSWER, page, status=UNPROCESSABLE if request.method == "POST" else 200)


def thread(request: HttpRequest) -> HttpResponse:
    """Shown with the cookie; a code may be sent here directly too."""
    if request.method == "POST" and "code" in request.POST:
        return open_thread(request)
    return shown_thread(request)


@with_code
def shown_thread(request: HttpRequest, writer: intake.Writer) -> HttpResponse:
    return _page(request, writer, ReplyForm(initial={"token": new_token()}))


def _page(
    request: HttpRequest,
    writer: intake.Writer,
    form: ReplyForm,
    along: Along | None = None,
) -> HttpResponse:
    said = services.conversation(writer.submission, writer.report)
    page = {
        **SECTION,
        "submission": writer.submission,
        "said": said,
        "grown": grown_from(writer),
        "form": form,
        "along": along,
    }
    return render(request, THREAD, page, status=UNPROCESSABLE if form.is_bound else 200)


@takes_files
@require_POST
@with_code
def reply(request: HttpRequest, writer: intake.Writer) -> HttpResponse:
    form = ReplyForm(request.POST, has_files=bool(files_in(request)))
    if form.is_valid() and intake.has_said(writer, _item_id(request, writer, form)):
        return redirect("submissions:thread")
    along = what_comes_along(request)
    form.say_what_is_wrong(along.problems, is_empty=not along.to_send)
    if along.token:
        form.renew(along.token)
    if not form.is_valid() or along.has_news:
        return _page(request, writer, form, along)
    try:
        return _send(request, writer, form, along)
    except Reused:
        form.say_reused()
    except Gone:
        along = without_what_is_gone(along)
        form.say_what_is_wrong(along.problems)
    return _page(request, writer, form, along)


def _item_id(request: HttpRequest, writer: intake.Writer, form: ReplyForm) -> UUID:
    said = form.cleaned_data
    files = files_in(request)
    return intake.item_id(writer.submission, said["body"], *files, token=said["token"])


def _send(
    request: HttpRequest, writer: intake.Writer, form: ReplyForm, along: Along
) -> HttpResponse:
    sent = sent_in(request)
    if wait := crowd.REPLIES.hold_back(sent):
        return waiting_page(request, wait, press=_("Send"), held=along.new, **SECTION)
    with crowd.REPLIES.once(sent):
        pk = _item_id(request, writer, form)
        intake.reply(writer, form.cleaned_data["body"], pk=pk, files=along.to_send)
    along.forget_the_rest()
    return redirect("submissions:thread")


@require_POST
@with_code
def erase(request: HttpRequest, writer: intake.Writer) -> HttpResponse:
    """One message (`item`), or everything (`everything`), after being asked once more."""
    if "everything" in request.POST:
        intake.erase_everything(writer)
        response = render(request, "submissions/erased.html", SECTION)
        WRITER.shut(request, response)
        return response
    with suppress(ValueError):
        intake.erase_item(writer, UUID(request.POST.get("item", "")))
    return redirect("submissions:thread")


@require_GET
@with_code
def confirm_erase(request: HttpRequest, writer: intake.Writer) -> HttpResponse:
    return render(request, "submissions/confirm_erase.html", SECTION)


@require_POST
def shut(request: HttpRequest) -> HttpResponse:
    response = redirect("submissions:answer")
    WRITER.shut(request, response)
    return response
