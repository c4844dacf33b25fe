from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from palabre.moderation.dashboard import FEWEST_MODERATORS, LATELY, dashboard_of
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import office_required


@office_required
@require_GET
def dashboard(request: AuthedRequest) -> HttpResponse:
    context = {
        "section": "moderation",
        "board": dashboard_of(request.user),
        "days": LATELY,
        "fewest": FEWEST_MODERATORS,
    }
    return render(request, "moderation/dashboard.html", context)
