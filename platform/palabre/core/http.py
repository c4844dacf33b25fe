"""How a view answers: a fragment to htmx, a redirect to everyone else, and never a lost word."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

UNPROCESSABLE = 422
View = Callable[..., HttpResponse]
FILE_TAKERS: set[View] = set()  # elsewhere a request may be of two megabytes at most


def takes_files(view: View) -> View:
    FILE_TAKERS.add(view)
    return view


def is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def fragment_or_redirect(
    request: HttpRequest, fragment: str, context: dict[str, Any], *, to: Any
) -> HttpResponse:
    if is_htmx(request):
        return render(request, fragment, context)
    return redirect(to)


def refused(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    why: PermissionDenied | None = None,
) -> HttpResponse:
    """Show the form again as it was typed, with every reason; `why` is a rule's refusal."""
    form = context["form"]
    if why is not None and isinstance(form, forms.BaseForm):
        form.add_error(None, str(why))
    # htmx swaps only successful answers: the refused form travels as one.
    return render(request, template, context, status=200 if is_htmx(request) else UNPROCESSABLE)
