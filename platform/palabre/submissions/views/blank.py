"""The blank form of a message is printed once in each language, with gaps for what differs each time.

It is what half of a message cost. Nothing of whoever asks for it is in the print, nor in what it is
found by: their token and the proof of their browser are filled in as the page leaves.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language

from palabre.submissions.enclosing import Along
from palabre.submissions.forms import MessageForm, new_token
from palabre.submissions.mailboxes import Intake

TOKEN, PROOF = secrets.token_hex(16), secrets.token_hex(16)  # the gaps
MOST = 10  # prints
Offered = tuple[str | None, tuple[tuple[str, str], ...]]
_prints: dict[Offered, str] = {}


class BlankForm(MessageForm):
    fresh = TOKEN


def is_blank(request: HttpRequest) -> bool:
    """Nothing was typed and nothing chosen; whoever is asked is the same for everybody."""
    is_bare = request.method == "GET" and not request.META.get("QUERY_STRING")
    return is_bare and not settings.DEBUG  # whoever works on its template wants to see that


def blank_page(
    request: HttpRequest, template: str, intakes: dict[str, Intake], **page: object
) -> HttpResponse:
    offered = get_language(), tuple((slug, each.space.name) for slug, each in intakes.items())
    printed = _prints.get(offered)
    if printed is None:
        printed = _print(request, template, intakes, **page)
        if len(_prints) >= MOST:
            _prints.clear()
        _prints[offered] = printed
    return HttpResponse(printed.replace(TOKEN, new_token()).replace(PROOF, get_token(request)))


def _print(request: HttpRequest, template: str, intakes: dict[str, Intake], **page: object) -> str:
    blank = {"form": BlankForm(intakes=intakes), "intakes": intakes, "along": Along([])}
    return render_to_string(template, {**page, **blank, "csrf_token": PROOF}, request)
