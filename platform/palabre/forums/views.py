from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.core.kept import same_for_strangers
from palabre.core.text import quote
from palabre.core.verdict import Verdict
from palabre.forums import rules, selectors, services
from palabre.forums.forms import ReplyForm
from palabre.forums.models import PAGE, State, Topic, page_of
from palabre.forums.rows import (
    TOPIC_LABEL,
    CategoryRow,
    PostRow,
    TopicRow,
    address,
    post_rows,
    posts_as_html,
    words_for_hidden,
)
from palabre.moderation.paused import pause_of, while_it_lasts

SECTION = {"section": "forum"}
GONE, NOT_FOUND = 410, 404
LONGEST_PAGE_NUMBER = 7


@require_safe
@same_for_strangers
def index(request: HttpRequest) -> HttpResponse:
    rows = [CategoryRow(found, request.path) for found in selectors.list_categories(request.user)]
    return render(request, "forums/index.html", {**SECTION, "rows": rows})


@require_safe
@same_for_strangers
def category(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.get_category(slug, for_user=request.user)
    page = page_asked(request)
    topics = selectors.list_topics(found, page=page, for_user=request.user)
    rows = [TopicRow(topic, request.user) for topic in topics]
    context = {
        **SECTION,
        "category": found,
        "rows": rows,
        "page": page,
        "pages": selectors.topic_pages(found),
    }
    answer = render(request, "forums/category.html", context)
    return while_it_lasts(answer, [row.pause for row in rows])


@require_safe
@same_for_strangers
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    found = selectors.get_topic(pk, for_user=request.user)
    if found.state == State.HELD:  # its author alone comes here
        return redirect("forums:waiting", pk=selectors.get_first_waiting(found).pk)
    if not found.is_published:
        return hidden_topic(request, found)
    page = page_asked(request)
    context = topic_context(request, found, page)
    context["form"] = ReplyForm(
        by=request.user,
        auto_id="reply_%s",
        initial={
            "body": quoted(request, found),
            "page": page,
            "seen": min(page * PAGE, found.posts),
        },
    )
    move_marker(request, found, page)
    return while_it_lasts(render(request, "forums/topic.html", context), [pause_of(found)])


def topic_context(request: HttpRequest, found: Topic, page: int) -> dict[str, object]:
    last_read = getattr(found, "last_read", None) or 0
    first_new = last_read + 1 if 0 < last_read < found.posts else 0
    posts = selectors.list_posts(found, page=page)
    rows = post_rows(posts, found, request.user, page=page, first_new=first_new)
    may_reply = rules.can_reply(request.user, found)
    return {
        **SECTION,
        "topic": found,
        "title_gone": title_gone(found),
        "url": address("forums:topic", found.pk),
        "rows": rows,
        "posts": posts_as_html(rows, may_reply=bool(may_reply)),
        "page": page,
        "first_unread": first_new if first_new and page_of(first_new) != page else 0,
        "first_unread_page": page_of(first_new),
        "official_page": page_of(found.official_number or 1),
        **take_part(found, may_reply),
        "report_url": address("moderation:report", found.pk, TOPIC_LABEL),
    }


def title_gone(found: Topic) -> str:
    """Why it stands under no title of its own."""
    if found.has_title:
        return ""
    return words_for_hidden(found.title_state, selectors.rule_under(found.removed_under))


def take_part(found: Topic, may_reply: Verdict) -> dict[str, object]:
    """Whether this reader replies here, and what the form has to say of it: what holds for everybody
    stands under the title."""
    pause = pause_of(found)
    here = pause.beside(may_reply) if pause else may_reply.reason
    return {"may_reply": may_reply, "pause": pause, "reply_note": here}


def hidden_topic(request: HttpRequest, found: Topic, *, typed: str = "") -> HttpResponse:
    """One that was refused before anybody else had read it. `typed`: what somebody sent to it, to copy."""
    status = GONE if found.state == State.REMOVED else NOT_FOUND
    words = words_for_hidden(found.state, selectors.rule_under(found.removed_under))
    context = {**SECTION, "category": found.category, "words": words, "typed": typed}
    return render(request, "forums/hidden.html", context, status=status)


def move_marker(request: HttpRequest, found: Topic, page: int) -> None:
    """The one thing that reading writes, for people who signed in, and only when it moves on."""
    seen = min(page * PAGE, found.posts)
    if request.user.is_authenticated and seen > (getattr(found, "last_read", None) or 0):
        services.mark_read(found, seen, by=request.user)


def quoted(request: HttpRequest, found: Topic) -> str:
    """« ?quote=3 » begins the reply with what number 3 says, and who said it."""
    number = request.GET.get("quote", "")
    if not (number.isdecimal() and request.user.is_authenticated):
        return ""
    post = selectors.get_quotable(found, int(number[:9]))
    if post is None:
        return ""
    row = PostRow(post, found, request.user)
    return _("%(name)s wrote:") % {"name": row.author} + "\n\n" + quote(post.body)


@require_safe
@same_for_strangers
def history(request: HttpRequest, pk: int) -> HttpResponse:
    post = selectors.get_post(pk, for_user=request.user)
    context = {
        **SECTION,
        "topic": post.topic,
        "row": PostRow(post, post.topic, request.user),
        "revisions": selectors.list_revisions(post),
    }
    return render(request, "forums/history.html", context)


def page_asked(request: HttpRequest) -> int:
    page = request.GET.get("page", "1")
    if not page.isdecimal() or len(page) > LONGEST_PAGE_NUMBER:
        raise Http404
    return int(page)
