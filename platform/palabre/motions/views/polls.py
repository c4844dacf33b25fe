"""Consent polls of a discussion: asked, answered with one of three buttons, closed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.committees.models import Discussion
from palabre.committees.selectors import get_discussion
from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.motions import rules, services
from palabre.motions.forms import PollForm
from palabre.motions.models import Poll, Word
from palabre.motions.reading import FEWEST_ANSWERS, answers_to
from palabre.people.models import AuthedRequest, User

POLLS = "motions/polls.html"
A_LIST = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def polls(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    discussion = _discussion(slug, pk, request.user)
    form = PollForm(request.POST or None)
    context = _page(discussion, request.user, form)
    if request.method != "POST":
        return render(request, POLLS, context)
    if not form.is_valid():
        return refused(request, POLLS, context)
    try:
        services.open_poll(discussion, form.cleaned_data["question"], by=request.user)
    except PermissionDenied as why:
        return refused(request, POLLS, context, why=why)
    return redirect("motions:polls", slug, pk)


def _discussion(slug: str, pk: int, user: User) -> Discussion:
    found = get_discussion(slug, pk, for_user=user)
    if not found.committee.standing_of(user).inside:
        raise Http404
    return found


def _page(discussion: Discussion, user: User, form: PollForm) -> dict[str, Any]:
    found = list(discussion.polls.prefetch_related("answers")[:A_LIST])
    now = next((poll for poll in found if not poll.is_closed), None)
    asked = now.asked.filter(user=user).first() if now else None
    return {
        **shell(discussion.committee, user, "discussions"),
        "discussion": discussion,
        "now": now and answers_to(now),
        "before": [answers_to(poll) for poll in found if poll.is_closed],
        "asked": asked,
        "may_answer": rules.can_answer(now, asked) if now else None,
        "may_poll": rules.can_poll(user, discussion),
        "words": Word,
        "fewest": FEWEST_ANSWERS,
        "form": form,
    }


def _poll(slug: str, pk: int, number: int, user: User) -> Poll:
    discussion = _discussion(slug, pk, user)
    found = get_object_or_404(discussion.polls.all(), pk=number)
    found.discussion = discussion
    return found


@login_required
@require_POST
def answer(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    poll = _poll(slug, pk, number, request.user)
    word = request.POST.get("word", "")
    if word not in Word.values:
        raise PermissionDenied(_("Choose one of the three answers."))
    services.answer_poll(poll, word, by=request.user)
    return render(
        request, "motions/answered.html", _page(poll.discussion, request.user, PollForm())
    )


@login_required
@require_POST
def close(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    services.close_poll(_poll(slug, pk, number, request.user), by=request.user)
    messages.success(request, _("The question is closed."))
    return redirect("motions:polls", slug, pk)
