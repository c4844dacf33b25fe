"""Words that came with a form which cannot be taken: shown again, so that nobody writes them twice."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palabre.core.http import is_htmx

PAGE = "service/signed_out.html"
UNAUTHORIZED = 401
# What people write at length. Never anything that is a secret or opens something.
WRITTEN = re.compile(
    r"(title|body|note|text|name|function|territory|purpose|charter|description|place|agenda)"
    r"(_fr|_en)?|kind_(fr|en)|vouch-function"
)


def words_typed(request: HttpRequest) -> list[str]:
    return [str(text) for name, text in request.POST.items() if text and WRITTEN.fullmatch(name)]


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As `login_required`; whose session ended while they wrote gets their words back."""
    guarded = login_required(view)

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or request.user.is_authenticated:
            return guarded(request, *args, **kwargs)
        page = {"typed": words_typed(request), "back": request.path}
        if is_htmx(request):  # swaps only what went well
            return render(request, f"{PAGE}#words", page)
        return render(request, PAGE, page, status=UNAUTHORIZED)

    return asked
