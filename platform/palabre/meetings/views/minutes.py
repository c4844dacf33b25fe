"""The minutes of a meeting: reading, writing, agreeing, approving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.core.kept import same_for_strangers
from palabre.core.verdict import require
from palabre.meetings import minutes_reading as reading
from palabre.meetings import minutes_rules as rules
from palabre.meetings import services
from palabre.meetings.doors import meeting_to_lead
from palabre.meetings.minutes_forms import AssentForm, MinutesForm
from palabre.meetings.models import Minutes
from palabre.meetings.printing import pdf_of, present_in_words, words_of_sides
from palabre.people.models import AuthedRequest
from palabre.spaces.models import Anyone

PAGE = "meetings/minutes.html"


@require_safe
@same_for_strangers
def minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    meeting, found = reading.find_minutes(slug, pk, for_user=request.user)
    if found is None:
        if not meeting.committee.standing_of(request.user).inside:
            raise Http404
        context = {
            **shell(meeting.committee, request.user, "meetings"),
            "meeting": meeting,
            "may_begin": rules.can_begin(request.user, meeting),
        }
        return render(request, "meetings/no_minutes.html", context)
    said = reading.word_of(request.user, found)
    form = AssentForm(initial={"edition": found.edition, "words": said.words if said else ""})
    return render(request, PAGE, context_of(request, found, form))


def context_of(request: HttpRequest, minutes: Minutes, form: AssentForm) -> dict[str, object]:
    user, committee = request.user, minutes.meeting.committee
    inside = committee.standing_of(user).inside and "public" not in request.GET
    document = reading.document_for(minutes, inside=inside, for_user=user)
    return {
        **shell(committee, user, "meetings"),
        "meeting": minutes.meeting,
        "minutes": minutes,
        "document": document,
        "present": present_in_words(document.present),
        "disagreements": words_of_sides(document),
        **(tools_of(minutes, user) if inside else {}),
        "form": form,
    }


def tools_of(minutes: Minutes, user: Anyone) -> dict[str, object]:
    said = reading.word_of(user, minutes)
    return {
        "sides": reading.words_of_sides(minutes),
        "word": said if said and said.edition == minutes.edition else None,
        "contests": reading.contests_of(minutes),
        "warnings": reading.warnings_of(minutes, for_user=user) if not minutes.is_approved else [],
        "blanks": [] if minutes.is_approved else reading.blanks_of(minutes),
        "may_write": rules.can_write(user, minutes),
        "may_go_on": rules.can_publish_without(user, minutes),
        "may_assent": rules.can_assent(user, minutes),
        "may_contest": rules.can_contest(user, minutes),
        "may_judge": rules.can_judge(user, minutes),
        "may_approve": rules.can_approve(user, minutes),
    }


@login_required
@require_POST
def begin(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    meeting = meeting_to_lead(slug, pk, for_user=request.user)
    try:
        services.begin_minutes(meeting, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
        return redirect("meetings:minutes", slug, pk)
    return redirect("meetings:edit_minutes", slug, pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    meeting_to_lead(slug, pk, for_user=request.user)
    found = reading.get_minutes(slug, pk, for_user=request.user)
    if request.method != "POST":  # what was typed is refused with its words, by the service
        require(rules.can_write(request.user, found))
    form = MinutesForm(request.POST or None, minutes=found, passages=found.passages.all())
    context = {
        **shell(found.meeting.committee, request.user, "meetings"),
        "meeting": found.meeting,
        "minutes": found,
        "decisions": found.meeting.decisions.all(),
        "warnings": reading.warnings_of(found, for_user=request.user),
        "form": form,
    }
    if request.method != "POST":
        return render(request, "meetings/edit_minutes.html", context)
    if not form.is_valid():
        return refused(request, "meetings/edit_minutes.html", context)
    said = form.cleaned_data
    try:
        services.write_minutes(
            found, form.words, edition=said["edition"], is_public=said["is_public"], by=request.user
        )
    except PermissionDenied as why:
        form.compare_with(reading.get_minutes(slug, pk, for_user=request.user))
        return refused(request, "meetings/edit_minutes.html", context, why=why)
    messages.success(request, _("The minutes are kept."))
    return redirect(
        "meetings:minutes" if "done" in request.POST else "meetings:edit_minutes", slug, pk
    )


@login_required
@require_POST
def word(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = reading.get_minutes(slug, pk, for_user=request.user)
    form = AssentForm(request.POST)
    if not form.is_valid():
        return refused(request, PAGE, context_of(request, found, form))
    said = form.cleaned_data
    try:
        services.assent(found, edition=said["edition"], words=said["words"], by=request.user)
    except PermissionDenied as why:
        return refused(request, PAGE, context_of(request, found, form), why=why)
    messages.success(request, _("The word of your side is kept."))
    return redirect("meetings:minutes", slug, pk)


@login_required
@require_POST
def go_on(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = reading.get_minutes(slug, pk, for_user=request.user)
    try:
        services.go_on_without(found, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    else:
        messages.success(
            request, _("The draft is with the members. It says that one side is silent.")
        )
    return redirect("meetings:minutes", slug, pk)


@login_required
@require_POST
def approve(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    found = reading.get_minutes(slug, pk, for_user=request.user)
    try:
        services.approve_minutes(found, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("The minutes are approved. No word of them changes any more."))
    return redirect("meetings:minutes", slug, pk)


@login_required
@require_safe
def history(request: AuthedRequest, slug: str, pk: int) -> HttpResponse:
    """For those inside: a version may hold what is for the members alone."""
    found = reading.get_minutes(slug, pk, for_user=request.user)
    if not found.meeting.committee.standing_of(request.user).inside:
        raise Http404
    context = {
        **shell(found.meeting.committee, request.user, "meetings"),
        "meeting": found.meeting,
        "minutes": found,
        "steps": reading.history_of(found),
    }
    return render(request, "meetings/history.html", context)


@require_safe
@same_for_strangers
def pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = reading.get_minutes(slug, pk, for_user=request.user)
    inside = found.meeting.committee.standing_of(request.user).inside
    document = reading.document_for(
        found, inside=inside and "public" not in request.GET, for_user=request.user
    )
    file = pdf_of(document, is_final=found.is_approved)
    return HttpResponse(
        file,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{document.day.isoformat()}.pdf"'},
    )
