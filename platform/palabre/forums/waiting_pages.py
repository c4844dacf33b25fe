"""The page of a text that waits to be published: for whoever wrote it, and for nobody else."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.http import refused
from palabre.core.words import signed_in
from palabre.forums import selectors
from palabre.forums import waiting as services
from palabre.forums.forms import WaitingForm
from palabre.forums.models import Post, State
from palabre.forums.views import SECTION
from palabre.moderation.selectors import case_waiting, decision_on
from palabre.people.models import AuthedRequest, User

PAGE = "forums/waiting.html"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: AuthedRequest, pk: int) -> HttpResponse:
    post = selectors.get_waiting(pk, for_user=request.user)
    if post.thing.state != State.HELD and request.method != "POST":
        return _where_it_went(post, request.user)
    form = WaitingForm(request.POST if request.method == "POST" else None, post=post)
    if request.method != "POST":
        return render(request, PAGE, _context(post, form))
    if not form.is_valid():
        return refused(request, PAGE, _context(post, form))
    try:
        services.change(post, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, PAGE, _context(post, form), why=why)
    messages.success(request, _("Your changes are kept. It still waits."))
    return redirect("forums:waiting", pk=pk)


def _where_it_went(post: Post, author: User) -> HttpResponse:
    """To its place, or to why it has none."""
    if post.state == State.PUBLISHED:
        return redirect(post)
    case = decision_on(post.thing, for_user=author)
    if case is None:
        raise Http404
    return redirect("moderation:decision", pk=case.pk)


def _context(post: Post, form: WaitingForm) -> dict[str, Any]:
    return {**SECTION, "post": post, "form": form, "case": case_waiting(post.thing)}


@login_required
@require_POST
def withdraw(request: AuthedRequest, pk: int) -> HttpResponse:
    post = selectors.get_waiting(pk, for_user=request.user)
    try:
        services.withdraw(post, by=request.user)
    except PermissionDenied as why:
        messages.warning(request, str(why))
        return redirect("portal:me")
    messages.success(request, _("It is withdrawn. Nothing of it is kept."))
    return redirect(post.topic.category if post.thing == post.topic else post.topic)
