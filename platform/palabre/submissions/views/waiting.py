"""The page on which people wait while many write at once: it keeps every field that they sent.

429, not 503: it is no fault of the machine, programs know to come back after `Retry-After`, and no
proxy puts a page of its own in the place of what somebody wrote.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from palabre.core.arriving import arrived_in
from palabre.core.text import unix_lines
from palabre.submissions.crowd import Sent, Wait

TOO_MANY = 429
TOKEN, PROOF, ANSWER, TRAP = "token", "question", "answer", "homepage"
OURS = {"csrfmiddlewaretoken", TOKEN, PROOF, ANSWER, TRAP}
STEP = 5  # the style sheet shows that a wait is over after 5, 10, … 30 seconds


class QuestionForm(forms.Form):
    answer = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"})
    )


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Whatever the form carries, now and later, but for what this page prints itself."""
    return [
        (name, text)
        for name, texts in request.POST.lists()
        for text in texts
        if name not in OURS and isinstance(text, str)
    ]


def sent_in(request: HttpRequest) -> Sent:
    """The form as it came: its words are all that it carries."""
    fields = sorted((name, unix_lines(text)) for name, text in kept_fields(request))
    fields += [("files", arrived.mark) for arrived in arrived_in(request)]
    typed = {name: request.POST.get(name, "") for name in (TOKEN, PROOF, ANSWER)}
    return Sent(
        token=typed[TOKEN].strip(),
        words=repr(fields).encode("utf-8", "surrogatepass"),
        proof=typed[PROOF][:200],
        answer=typed[ANSWER][:100],
    )


def waiting_page(
    request: HttpRequest, wait: Wait, *, press: str, section: str, held: Iterable[str] = ()
) -> HttpResponse:
    """`held`: keys of files that came with the form just now; from here on it carries those."""
    page: dict[str, Any] = {
        "section": section,
        "press": press,
        "seconds": -(-wait.seconds // STEP) * STEP,
        "token": wait.token,
        "kept": [*kept_fields(request), *(("held", key) for key in held)],
        "asked": wait.question,
        "form": _asked(wait) if wait.question else None,
        "answered": _given(request) if not wait.question else {},
    }
    response = render(request, "submissions/waiting.html", page, status=TOO_MANY)
    response["Retry-After"] = str(wait.seconds)
    return response


def _asked(wait: Wait) -> QuestionForm:
    form = QuestionForm({})
    form.fields[ANSWER].label = wait.question.words if wait.question else ""
    if wait.is_missed:
        form.add_error(ANSWER, _("This is not the answer. Here is another question."))
    return form


def _given(request: HttpRequest) -> dict[str, str]:
    """A right answer that came too early is not asked for again."""
    given = {name: request.POST.get(name, "") for name in (PROOF, ANSWER)}
    return given if all(given.values()) else {}
