from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from palabre.core.kept import same_for_strangers
from palabre.people.models import AuthedRequest
from palabre.portal.selectors import front_page
from palabre.spaces.doors import secretariat_required


@require_GET
@same_for_strangers
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"front": front_page(request.user)})


@require_GET
def protections(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/protections.html")


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Answer at once with a blank page of our own, which then goes to the neutral one.

    A link, so that it works everywhere; therefore it ends the session and deletes nothing else.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        logout(request)
    response = render(request, "portal/leave.html", {"leave_to": settings.LEAVE_TO})
    for cookie in request.COOKIES:
        response.delete_cookie(cookie)
    response["Referrer-Policy"] = "no-referrer"
    if request.is_secure():
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@secretariat_required
@require_GET
def secretariat(request: AuthedRequest) -> HttpResponse:
    return render(request, "portal/secretariat.html", {"section": "secretariat"})
