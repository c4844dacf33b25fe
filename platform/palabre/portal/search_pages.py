from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.core.http import UNPROCESSABLE
from palabre.search.forms import SearchForm
from palabre.search.selectors import MOST_PAGES, Results

PAGE = "portal/search.html"
LONGEST_PAGE_NUMBER = 3


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET if "q" in request.GET else None)
    context = {"section": "search", "form": form}
    if not form.is_bound:
        return render(request, PAGE, context)
    if not form.is_valid():
        return render(request, PAGE, context, status=UNPROCESSABLE)
    query = form.cleaned_data["q"]
    try:
        results = Results(query, request.user, page=page_asked(request))
    except ValidationError as why:
        form.add_error("q", why)
        return render(request, PAGE, context, status=UNPROCESSABLE)
    return render(request, PAGE, {**context, "results": results, "query": query})


def page_asked(request: HttpRequest) -> int:
    page = request.GET.get("page", "1")
    if not page.isdecimal() or len(page) > LONGEST_PAGE_NUMBER or not 1 <= int(page) <= MOST_PAGES:
        raise Http404
    return int(page)
