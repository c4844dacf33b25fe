"""What everybody may read of moderation: its decisions, and how each space goes about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from palabre.core.kept import same_for_strangers
from palabre.moderation import procedures as ways
from palabre.moderation import register as book
from palabre.moderation.views import page_of


@require_GET
@same_for_strangers
def register(request: HttpRequest) -> HttpResponse:
    filters = book.filters()
    wanted = filters.wanted(request.GET)
    page, pages = page_of(request, book.count(wanted), size=book.PAGE)
    context = {
        "cases": book.list_page(wanted, page=page),
        "filters": filters,
        "wanted": wanted,
        "query": urlencode({name: said for name, said in vars(wanted).items() if said}) + "&",
        "page": page,
        "pages": pages,
    }
    return render(request, "moderation/register.html", context)


@require_GET
@same_for_strangers
def procedures(request: HttpRequest) -> HttpResponse:
    spaces = ways.list_spaces(request.user)
    return render(request, "moderation/procedures.html", {"spaces": spaces})


@require_GET
@same_for_strangers
def procedure(request: HttpRequest, space: str) -> HttpResponse:
    found = ways.get_space(space, for_user=request.user)
    context = {
        "space": found,
        "values": ways.in_words(ways.procedure_of(found)),
        "changes": ways.changes_of(found),
    }
    return render(request, "moderation/procedure.html", context)
