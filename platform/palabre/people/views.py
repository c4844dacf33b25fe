from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from palabre.people.models import AuthedRequest


@login_required
@never_cache
@require_GET
def totp_picture(request: AuthedRequest) -> HttpResponse:
    """The key being set up, as a picture with an address: the content policy refuses data: ones."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")


@never_cache
@require_GET
def passkey(request: HttpRequest) -> HttpResponse:
    """Keys need scripts. They have a page of their own, so that signing in otherwise needs none."""
    if request.user.is_authenticated:
        return redirect("portal:me")
    return render(request, "account/passkey.html", {"next": request.GET.get("next", "")})
