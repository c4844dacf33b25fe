"""A committee's quarter: as a page, as a PDF, as a table."""

from hashlib import blake2b

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.committees.models import Committee
from palabre.committees.selectors import get_committee
from palabre.committees.views.pages import shell
from palabre.core.places import place_of
from palabre.reports import words
from palabre.reports.activity import Report, report_of
from palabre.reports.document import job_of, mark_of, pdf_of
from palabre.reports.quarters import Quarter, back_to, quarter_asked, quarter_of
from palabre.reports.table import table_of

MOST_QUARTERS = 8  # that a page leads to at once
KEPT = 600  # seconds for which the public's PDF need not be set anew
BUSY = 503


def _report(request: HttpRequest, slug: str) -> Report:
    committee = get_committee(slug, for_user=request.user)
    quarter = quarter_asked(request.GET.get("quarter", ""), first=_first(committee), last=_last())
    return report_of(committee, quarter, inside=committee.standing_of(request.user).inside)


def _last() -> Quarter:
    return quarter_of(timezone.localdate())


def _first(committee: Committee) -> Quarter:
    return min(quarter_of(committee.founded_on), _last())


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    found = _report(request, slug)
    last = min(_last(), _in_years(found.quarter))
    context = {
        **shell(found.committee, request.user, "report"),
        "report": found,
        "figures": words.figures(found),
        "sittings": [(one, words.what_became_of(one)) for one in found.sittings],
        "adopted": [(one, words.what_became_of_it(one)) for one in found.adopted],
        "quarters": list(back_to(_first(found.committee), from_=last, most=MOST_QUARTERS)),
    }
    return render(request, "reports/report.html", context)


def _in_years(quarter: Quarter) -> Quarter:
    """So that the one that is shown is among those that can be chosen."""
    return Quarter(quarter.year + 1, quarter.number)


@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    found = _report(request, slug)
    return _attached(table_of(found).encode(), "text/csv; charset=utf-8", found, "csv")


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Setting takes a second and a process of its own: what everybody may read is kept for a while."""
    found = _report(request, slug)
    job = job_of(found)
    key = f"report:{blake2b(mark_of(job), digest_size=16).hexdigest()}"
    content: bytes | None = None if found.inside else cache.get(key)
    if content is None:
        if not place_of(request.META).take():
            return render(request, "service/503.html", status=BUSY)
        content = pdf_of(job)
    if not found.inside:
        cache.set(key, content, KEPT)
    return _attached(content, "application/pdf", found, "pdf")


def _attached(content: bytes, media_type: str, report: Report, ending: str) -> HttpResponse:
    name = f"{report.committee.slug}-{report.quarter}.{ending}"
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
