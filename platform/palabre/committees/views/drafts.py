"""What somebody has begun to say with names, kept on the server until it is said."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from palabre.committees import rules, selectors, services
from palabre.committees.forms import NamedForm
from palabre.committees.models import Discussion
from palabre.committees.reading import Page
from palabre.committees.views.attachments import bound_form
from palabre.committees.views.talk import PAGE, not_said, talk_of
from palabre.core.http import fragment_or_redirect, takes_files
from palabre.core.verdict import require
from palabre.core.words import signed_in
from palabre.people.models import AuthedRequest

STATUS = "draft-status"  # the line of the form that says what is kept


@takes_files
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    """Keep what is in the form until it is said, or forget what was kept."""
    found = selectors.get_discussion(slug, pk, for_user=request.user)
    if request.method != "POST":
        return redirect(found)
    require(rules.can_keep_draft(request.user, found))
    if "forget" in request.POST:
        services.drop_draft(found, by=request.user)
        return _form_again(request, found)
    if request.headers.get("HX-Target") == STATUS:
        return _kept_in_passing(request, found)
    form = bound_form(request, found)
    words = form.as_a_draft
    if words is not None:
        services.keep_draft(found, words, by=request.user)
    return not_said(request, found, form) if form.problems else _form_again(request, found)


def _form_again(request: AuthedRequest, discussion: Discussion) -> HttpResponse:
    address = discussion.address_of(discussion.contributions, anchor="speak")
    page = Page(discussion, discussion.pages, lines=[], last_read=None)
    draft = selectors.get_draft(discussion, of=request.user)
    context = talk_of(page, request.user, draft=draft)
    return fragment_or_redirect(request, f"{PAGE}#speak", context, to=address)


def _kept_in_passing(request: AuthedRequest, discussion: Discussion) -> HttpResponse:
    """The words alone, as the field is left."""
    words = NamedForm(request.POST).as_a_draft
    kept = None
    if words is not None:
        kept = services.keep_draft(discussion, words, by=request.user)
    return render(request, f"{PAGE}#kept", {"draft": kept})
