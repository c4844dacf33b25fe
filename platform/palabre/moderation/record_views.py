"""Pages of offices: the record in words, and its head on a sheet of paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from palabre.audit.models import Check, DailyHead, Head
from palabre.audit.words import areas
from palabre.core.days import today
from palabre.moderation import heads, recorded
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import office_required

SECTION = {"section": "moderation"}
DAYS = 14


@office_required
@require_GET
def record(request: AuthedRequest) -> HttpResponse:
    spaces = list(recorded.spaces_to_choose(request.user))
    asked = {"area": request.GET.get("area", ""), "space": request.GET.get("space", "")}
    area = asked["area"] if asked["area"] in areas() else ""
    space = asked["space"] if asked["space"] in {each.slug for each in spaces} else ""
    page, lines = recorded.list_records(
        request.user, area=area, space=space, page=request.GET.get("page", "1")
    )
    context = {
        **SECTION,
        "page": page,
        "lines": lines,
        "area": area,
        "areas": areas().items(),
        "space": space,
        "spaces": spaces,
        "query": urlencode({"area": area, "space": space}) + "&",
        "head": Head.objects.filter(pk=1).first(),
        "check": Check.objects.first(),
    }
    return render(request, "moderation/record.html", context)


@office_required
@require_GET
def head_sheet(request: AuthedRequest) -> HttpResponse:
    head = Head.objects.get()
    context = {
        "head": head,
        "groups": heads.in_lines(head.groups),
        "day": today(),
        "days": DailyHead.objects.all()[:DAYS],
    }
    return render(request, "moderation/head.html", {**SECTION, **context})
