"""Which territories have a committee: numbers, a list, a picture."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.committees import reading, selectors
from palabre.committees.coverage import TONES, picture_of
from palabre.core.kept import same_for_strangers

A_PAGE = 60


@require_safe
@same_for_strangers
def coverage(request: HttpRequest) -> HttpResponse:
    found = selectors.coverage_for(request.user)
    page = reading.page_asked(request.GET.get("page", ""))
    context = {
        "section": "committees",
        "coverage": found,
        "picture": picture_of(found),
        "page": Paginator(found.spots, A_PAGE).get_page(page),
    }
    return render(request, "committees/coverage.html", context)


@require_safe
@same_for_strangers
def picture(request: HttpRequest, tone: str) -> HttpResponse:
    if tone not in TONES:
        raise Http404
    drawn = picture_of(selectors.coverage_for(request.user)).svg(tone)
    return HttpResponse(drawn, content_type="image/svg+xml")
