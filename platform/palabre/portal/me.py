"""A person's own page: who they are here, and what they should know."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from palabre.forums.selectors import list_waiting
from palabre.notifications import services
from palabre.notifications.selectors import list_notices
from palabre.people.models import AuthedRequest
from palabre.reprisals.selectors import seats_of
from palabre.vaults.rules import can_have_vault


@login_required
@require_GET
def me(request: AuthedRequest) -> HttpResponse:
    context = {
        "section": "me",
        "notices": list_notices(request.user),
        "has_vault": can_have_vault(request.user),
        "seats": seats_of(request.user),
        "waiting": list_waiting(request.user),
    }
    return render(request, "portal/me.html", context)


@login_required
@require_POST
def read_notices(request: AuthedRequest) -> HttpResponse:
    services.read_notices(request.user)
    messages.success(request, _("All notices are marked as read."))
    return redirect("portal:me")
