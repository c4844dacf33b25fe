from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import fragment_or_redirect, is_htmx, refused
from palabre.core.kept import same_for_strangers
from palabre.core.text import words_of
from palabre.moderation import lines, reading, rules, selectors, services
from palabre.moderation.batch import numbers_in
from palabre.moderation.forms import DecisionForm, NoteForm, ReportForm
from palabre.moderation.models import Case, Outcome, Round, Rule
from palabre.moderation.registry import is_read_now, keeper_of, name_above
from palabre.people.models import AuthedRequest, User
from palabre.spaces.doors import office_required

CASE = "moderation/case.html"
REPORT = "moderation/report.html"
CONFLICT = 409
MOST_PAGES, MOST_QUOTED = 10_000, 300
SECTION = {"section": "moderation"}


def moderator_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @office_required
    @wraps(view)
    def guarded(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.moderates:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def page_of(request: HttpRequest, number: int, *, size: int = selectors.PAGE) -> tuple[int, int]:
    """The page asked for and how many there are; whatever is typed leads to one that exists."""
    pages = max(1, -(-number // size))
    asked = request.GET.get("page", "1")
    page = (
        int(asked)
        if asked.isascii() and asked.isdigit() and len(asked) < len(str(MOST_PAGES))
        else 1
    )
    return min(max(1, page), pages), pages


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: AuthedRequest, label: str, item_pk: str) -> HttpResponse:
    item = selectors.get_item(label, item_pk, for_user=request.user)
    form = ReportForm(request.POST or None, has_name=name_above(item) not in (None, request.user))
    if request.method != "POST":
        return render(request, REPORT, _report_page(request, item, form))
    if not form.is_valid():
        return refused(request, REPORT, _report_page(request, item, form))
    said = form.cleaned_data
    try:
        deed = services.report_name if form.is_about_name else services.report
        case = deed(item, rule=said["reason"], note=said["note"], by=request.user)
    except PermissionDenied as refusal:
        return refused(request, REPORT, _report_page(request, item, form), why=refusal)
    messages.success(request, _thanks(case))
    return redirect(keeper_of(label).exhibit(item).url)


def _report_page(request: AuthedRequest, item: Model, form: ReportForm) -> dict[str, Any]:
    exhibit = keeper_of(item._meta.label_lower).exhibit(item)
    words = words_of(exhibit.html) if is_read_now(item) else ""
    context = {
        "words": words[:MOST_QUOTED] + ("…" if len(words) > MOST_QUOTED else ""),
        "lang": exhibit.lang,
        "name": name_above(item) if form.has_name else None,
        "form": form,
        "kind": item._meta.verbose_name,
        "where": exhibit.where,
        "scope": exhibit.scope,
        "url": exhibit.url,
        "may_report": rules.can_report(request.user, item),
    }
    if form.has_name:  # what was reported already may still stand under a name that breaks a rule
        context["may_report_name"] = rules.can_report_name(request.user, item)
    return context


def _thanks(case: Case) -> str:
    if case.is_veiled:
        return _(
            "Thank you. It is hidden until both sides have decided, for a day at most. You will be told."
        )
    return _("Thank you. A moderator of each side will decide, and you will be told.")


@login_required
@require_GET
def own_reports(request: AuthedRequest) -> HttpResponse:
    reports = selectors.list_own_reports(request.user)
    return render(request, "moderation/own_reports.html", {"section": "me", "reports": reports})


@moderator_required
@require_GET
def queue(request: AuthedRequest) -> HttpResponse:
    show = request.GET.get("show", "todo")
    show = show if show in selectors.SHOWS else "todo"
    user, counts = request.user, lines.count_queue(request.user)
    number = lines.count_closed(user) if show == "closed" else counts.of(show)
    page, pages = page_of(request, number)
    if show == "closed":
        shown: dict[str, Any] = {"cases": lines.list_closed(user, page=page)}
    else:
        shown = lines.show_open(user, show, page=page)
    context = {
        **SECTION,
        **shown,
        "show": show,
        "counts": counts,
        "page": page,
        "pages": pages,
        "has_keys": counts.has_keys,
    }
    return render(request, "moderation/queue.html", context)


@moderator_required
@require_POST
def take_next(request: AuthedRequest) -> HttpResponse:
    before = _case_before(request)
    is_given_back = before is not None and bool(rules.can_release(request.user, before))
    taken = services.claim_next(by=request.user, instead_of=before)
    if taken is None:
        messages.info(request, _why_none(request.user))
        return redirect("moderation:queue")
    if is_given_back:
        messages.info(request, _("The case before it is free again: you had not decided it."))
    return redirect(taken)


def _case_before(request: AuthedRequest) -> Case | None:
    """The one on whose page the button was pressed."""
    asked = numbers_in([request.POST.get("case", "")])
    return selectors.get_case(asked[0], for_user=request.user) if asked else None


def _why_none(user: User) -> str:
    too_many = rules.can_hold_another(user)
    return _("Nothing is left to take. Thank you.") if too_many else too_many.reason


@moderator_required
@require_GET
def case(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_case(pk, for_user=request.user)
    return render(request, CASE, case_page(request, found))


def case_page(request: AuthedRequest, found: Case, **more: Any) -> dict[str, Any]:
    page = reading.get_case_page(found, for_user=request.user)
    form = more.get("form") or DecisionForm(case=found)
    note_form = more.get("note_form") or NoteForm()
    may_decide = rules.can_decide(request.user, found)
    if may_decide:
        note_form.send_with("decision")
    beside = lines.list_lines(request.user, "todo", size=selectors.BESIDE)
    return {
        **SECTION,
        "page": page,
        "seen": page.exhibit.mark if page.exhibit else "",
        "may_decide": may_decide,
        "may_recuse": may_decide or rules.can_recuse_from_decision(request.user, found),
        "may_note": may_decide or rules.can_note(request.user, found),
        "beside": lines.as_html(beside, for_user=request.user, here=found.pk),
        "has_keys": found.has_keys,
        **more,
        "form": form,
        "decision": form,
        "note_form": note_form,
    }


def begun_in(request: AuthedRequest, found: Case) -> dict[str, str]:
    """What somebody has begun to write of their decision, whichever button they press."""
    said = {name: typed for name in DecisionForm.field_order if (typed := request.POST.get(name))}
    return {} if said == {"reason": found.rule.code} else said


def _with_note(request: AuthedRequest, found: Case, form: DecisionForm) -> dict[str, Any]:
    """The page with the note that they had begun, or with its words to be copied."""
    text = request.POST.get("text", "")
    note_form = NoteForm(initial={"text": text})
    context = case_page(request, found, form=form, note_form=note_form, **_seen(request))
    return {**context, "typed": "" if context["may_note"] else text.strip()}


@moderator_required
@require_POST
def claim(request: AuthedRequest, pk: int) -> HttpResponse:
    return _take_or_give_back(request, pk, services.claim)


@moderator_required
@require_POST
def release(request: AuthedRequest, pk: int) -> HttpResponse:
    return _take_or_give_back(request, pk, services.release)


def _take_or_give_back(request: AuthedRequest, pk: int, deed: Callable[..., Any]) -> HttpResponse:
    """What somebody has begun to write stays: it comes along, and stands in the form again."""
    found = selectors.get_case(pk, for_user=request.user)
    try:
        deed(found, by=request.user)
    except PermissionDenied as refusal:
        return conflict(request, pk, refusal)
    begun = begun_in(request, found)
    context = _with_note(request, found, DecisionForm(case=found, initial=begun))
    if (begun or request.POST.get("text")) and not is_htmx(request):
        return render(request, CASE, context)
    return fragment_or_redirect(request, f"{CASE}#work", context, to=found)


def _seen(request: HttpRequest) -> dict[str, str]:
    """Where a part of the page alone is drawn anew, the words that stand above it are as they were."""
    return {"seen": request.POST.get("seen", "")} if is_htmx(request) else {}


@moderator_required
@require_POST
def decide(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_case(pk, for_user=request.user)
    form = DecisionForm(request.POST, case=found)
    if not form.is_valid():
        return refused(request, CASE, _with_note(request, found, form))
    said = form.cleaned_data
    reason: Rule = said["reason"]
    try:
        why = {**form.why, "seen": request.POST.get("seen", "")}
        decided = services.decide(
            found, choice=said["decision"], rule=reason, by=request.user, **why
        )
    except PermissionDenied as refusal:
        return conflict(request, pk, refusal)
    messages.success(request, _what_it_did(decided))
    if request.POST.get("text", "").strip():
        return _show_unsent_note(request, pk)
    return redirect(decided)


def _show_unsent_note(request: AuthedRequest, pk: int) -> HttpResponse:
    now = selectors.get_case(pk, for_user=request.user)
    context = _with_note(request, now, DecisionForm(case=now))
    if not context["typed"]:
        messages.warning(request, _("The note that you were writing is not left yet: see below."))
    return render(request, CASE, context)


def _what_it_did(decided: Case) -> str:
    if decided.is_open and not decided.decisions.filter(round=decided.round).exists():
        return _what_begins(decided)
    if decided.is_open and decided.round == Round.PANEL:
        return _("Your decision is kept. The others of the panel decide now, without seeing it.")
    if decided.is_open:
        return _("Your decision is kept. The other side decides now, without seeing it.")
    if decided.is_held and decided.outcome == Outcome.KEPT:
        return _("You have let it through: it is published.")
    if decided.one_key and decided.decisions.count() == 1:
        return _("It is refused as spam. The register says that it was one key.")
    return _("Both sides have decided. The case is closed.")


def _what_begins(decided: Case) -> str:
    """The other side had decided before, and otherwise."""
    if decided.round == Round.PANEL:
        return _("The two sides still differ. Three others, drawn by lot, decide now.")
    return _("The two sides differ. Read both reasons below, and look at it once more.")


def conflict(request: AuthedRequest, pk: int, refusal: PermissionDenied) -> HttpResponse:
    """Somebody was quicker, or this is not theirs to judge: what happened, and their words, in their
    place where they can still be sent."""
    found = selectors.get_case(pk, for_user=request.user)
    begun = begun_in(request, found)
    context = _with_note(request, found, DecisionForm(case=found, initial=begun))
    context["refusal"] = str(refusal)
    if not context["may_decide"]:
        decision = [begun.get("passage"), begun.get("note")]
        context["typed"] = "\n\n".join(filter(None, [*decision, context["typed"]]))
    if request.headers.get("HX-Request"):
        return render(request, f"{CASE}#work", context)  # htmx swaps only a success
    return render(request, CASE, context, status=CONFLICT)


@require_GET
@same_for_strangers
def rules_page(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/rules.html", {"rules": Rule.objects.in_force()})
