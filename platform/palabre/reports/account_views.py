"""The public account of moderation: the numbers of each month, and closed cases for researchers.

All of it is read without a cookie: what a researcher agrees to goes in the address, and nothing is
kept of who did, nor how many (ADR 29).
"""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from palabre.core.http import refused
from palabre.core.kept import same_for_strangers
from palabre.reports import account_files, account_words
from palabre.reports import research as cases
from palabre.reports.account import Account, account_of, first_month
from palabre.reports.months import Month, back_to, last_month, month_asked
from palabre.reports.table import written
from palabre.reports.telling import FEWEST

PAGE, RESEARCH = "reports/account.html", "reports/research.html"


@require_safe
@same_for_strangers
def months(request: HttpRequest) -> HttpResponse:
    """The latest one, and the way to all others."""
    first = first_month()
    if first is None:
        return render(request, PAGE, {"months": []})
    return _page(request, last_month(), first)


@require_safe
@same_for_strangers
def month(request: HttpRequest, month: str) -> HttpResponse:
    asked, first = _asked(month)
    return _page(request, asked, first)


def _asked(month: str) -> tuple[Month, Month]:
    """A month that is over, and the first of which there is an account."""
    asked, first = month_asked(month), first_month()
    if asked is None or first is None or not first <= asked <= last_month():
        raise Http404
    return asked, first


def _page(request: HttpRequest, month: Month, first: Month) -> HttpResponse:
    told = account_of(month)
    context = {
        "told": told,
        "tables": account_words.tables(told),
        "fewest": FEWEST,
        "months": list(back_to(first, from_=last_month())),
    }
    return render(request, PAGE, context)


@require_safe
@same_for_strangers
def table(request: HttpRequest, month: str) -> HttpResponse:
    told = _account(month)
    return _attached(account_files.table_of(told), f"moderation-{told.month}.csv")


@require_safe
@same_for_strangers
def document(request: HttpRequest, month: str) -> HttpResponse:
    return JsonResponse(account_files.document_of(_account(month)))


def _account(month: str) -> Account:
    asked, _first = _asked(month)
    return account_of(asked)


def _attached(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class TermsForm(forms.Form):
    accept = forms.BooleanField(
        label=_("I have read these terms and I will keep to them"),
        error_messages={
            "required": _("Tick this first: the file is for whoever keeps to the terms.")
        },
    )


@require_safe
@same_for_strangers
def research(request: HttpRequest) -> HttpResponse:
    return render(request, RESEARCH, {"form": TermsForm()})


@require_safe
@same_for_strangers
def cases_table(request: HttpRequest) -> HttpResponse:
    form = TermsForm(request.GET)
    if not form.is_valid():
        return refused(request, RESEARCH, {"form": form})
    rows = cases.rows_of(cases.study())
    return _attached(written(list(cases.COLUMNS), rows), "moderation-cases.csv")


@require_safe
@same_for_strangers
def cases_document(request: HttpRequest) -> HttpResponse:
    form = TermsForm(request.GET)
    if not form.is_valid():
        return refused(request, RESEARCH, {"form": form})
    told = {
        "schema": cases.SCHEMA,
        "terms": request.build_absolute_uri(reverse("account:research")),
        "columns": list(cases.COLUMNS),
        "lines": cases.rows_of(cases.study()),
    }
    response = JsonResponse(told)
    response["Content-Disposition"] = 'attachment; filename="moderation-cases.json"'
    return response
