"""The pages on which people write. What is refused is shown again as it was typed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from palabre.core.http import is_htmx, refused
from palabre.forums import rules, selectors, services
from palabre.forums.forms import EditForm, ReplyForm, TopicForm
from palabre.forums.models import PAGE, Post, page_of
from palabre.forums.rows import post_rows, posts_as_html
from palabre.forums.views import SECTION, hidden_topic, take_part, topic_context
from palabre.people.models import AuthedRequest

TOPIC_PAGE = "forums/topic.html"
NEW_TOPIC_PAGE = "forums/new_topic.html"


def typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def signed_out() -> PermissionDenied:
    """Whoever was signed out while they wrote still gets their words back."""
    return PermissionDenied(
        _("You are signed out. Copy your text, sign in, and send it again: it is still here.")
    )


@require_http_methods(["GET", "POST"])
def new_topic(request: HttpRequest, slug: str) -> HttpResponse:
    category = selectors.get_category(slug, for_user=request.user)
    form = TopicForm(typed(request), by=request.user)
    may = rules.can_open_topic(request.user, category)
    context = {**SECTION, "category": category, "form": form, "may_open": may}
    if not request.user.is_authenticated:
        return strangers_answer(request, NEW_TOPIC_PAGE, context)
    if request.method != "POST":
        return render(request, NEW_TOPIC_PAGE, context)
    if not form.is_valid():
        return refused(request, NEW_TOPIC_PAGE, context)
    try:
        topic = services.open_topic(category, by=request.user, **form.cleaned_data)
    except PermissionDenied as why:
        return refused(request, NEW_TOPIC_PAGE, context, why=why)
    return redirect(topic)


def strangers_answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    return refused(request, template, context, why=signed_out())


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return back_to_the_form(request, pk)
    form = ReplyForm(request.POST, by=request.user, auto_id="reply_%s")
    if not request.user.is_authenticated:
        return reply_refused(request, pk, form, why=signed_out())
    if not form.is_valid():
        return reply_refused(request, pk, form)
    words, official = form.cleaned_data["body"], form.cleaned_data.get("official", False)
    try:
        post = services.reply(pk, body=words, official=official, by=request.user)
    except PermissionDenied as why:
        return reply_refused(request, pk, form, why=why)
    return replied(request, post, form)


def back_to_the_form(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever comes to this address by a link, or back from signing in."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return redirect(selectors.get_topic(pk, for_user=request.user))


def replied(request: HttpRequest, post: Post, form: ReplyForm) -> HttpResponse:
    """In place where the reader is on the post's own page, with what others said meanwhile. What
    waits has a page of its own, for whoever wrote it."""
    if not post.is_published:
        there = reverse("forums:waiting", args=[post.pk])
        return HttpResponseClientRedirect(there) if is_htmx(request) else redirect(there)
    page = page_of(post.number or 1)
    if not is_htmx(request):
        return redirect(post.get_absolute_url())
    if form.cleaned_data["page"] != page:
        return HttpResponseClientRedirect(post.get_absolute_url())
    # A page is at most what comes back, whatever the form says was seen.
    seen = max(form.cleaned_data["seen"] or 0, (page - 1) * PAGE)
    posts = selectors.posts_between(post.topic, seen + 1, post.number or 1)
    rows = post_rows(posts, post.topic, request.user, page=page)
    may_reply = rules.can_reply(request.user, post.topic)
    context = {
        "topic": post.topic,
        "posts": posts_as_html(rows, may_reply=bool(may_reply)),
        "form": ReplyForm(
            by=request.user, auto_id="reply_%s", initial={"page": page, "seen": post.number}
        ),
        **take_part(post.topic, may_reply),
        "replied": True,
    }
    return render(request, f"{TOPIC_PAGE}#replied", context)


def reply_refused(
    request: HttpRequest, pk: int, form: ReplyForm, *, why: PermissionDenied | None = None
) -> HttpResponse:
    topic = selectors.get_topic(pk, for_user=request.user)
    if not topic.is_published:
        return hidden_topic(request, topic, typed=request.POST.get("body", ""))
    context = {**topic_context(request, topic, topic.pages), "form": form}
    if not is_htmx(request):
        return refused(request, TOPIC_PAGE, context, why=why)
    form_alone = refused(request, f"{TOPIC_PAGE}#reply_form", context, why=why)
    return reswap(retarget(form_alone, "#reply"), "outerHTML")


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthedRequest, pk: int) -> HttpResponse:
    post = selectors.get_post(pk, for_user=request.user)
    form = EditForm(typed(request), initial={"body": post.body})
    context = {
        **SECTION, "post": post, "form": form, "may_edit": rules.can_edit(request.user, post)
    }  # fmt: skip
    if request.method != "POST":
        status = 200 if context["may_edit"] else 403
        return render(request, "forums/edit.html", context, status=status)
    if not form.is_valid():
        return refused(request, "forums/edit.html", context)
    try:
        edited = services.edit(post, body=form.cleaned_data["body"], by=request.user)
    except PermissionDenied as why:
        return refused(request, "forums/edit.html", context, why=why)
    return redirect(post.topic.place_of(edited.number or 1))
