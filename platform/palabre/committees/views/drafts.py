"""What somebody has begun to say with names, kept on the server until it is said."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.views.decorators.http import require_http_methods

from palabre.committees import rules, selectors, services
from palabre.committees.forms import NamedForm
from palabre.committees.models import Discussion
from palabre.committees.reading import Page
from palabre.committees.views.attachments import bound_form
from palabre.committees.views.talk import PAGE, filled_form, not_said, talk_of
from palabre.core.http import fragment_or_redirect, takes_files
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
    if request.headers.get("HX-Target") == STATUS:
        return _kept_in_passing(request, found)
    if not (allowed := rules.can_keep_draft(request.user, found)):
        why = PermissionDenied(allowed.reason)
        return not_said(request, found, filled_form(request, found), why=why)
    if "forget" in request.POST:
        services.drop_draft(found, by=request.user)
        return _form_again(request, found)
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
    """The words alone, as the field is left: they still stand in it, so a refusal is one line."""
    form = NamedForm(request.POST)
    words = form.as_a_draft
    try:
        kept = None if words is None else services.keep_draft(discussion, words, by=request.user)
    except PermissionDenied as why:
        return HttpResponse(escape(str(why)))
    if form.problems:
        return HttpResponse(escape(form.problems[0]))
    return render(request, f"{PAGE}#kept", {"draft": kept})
