"""The address says the language. Only sign-in pages, which have none in theirs, remember a choice."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

PREFIX = settings.LANGUAGE_COOKIE_PATH


class LanguageMiddleware(LocaleMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith(PREFIX):
            # The cookie is sent under /accounts/ alone; elsewhere only address and browser speak.
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        super().process_request(request)
        if chosen := asked_language(request):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response = super().process_response(request, response)
        if chosen := asked_language(request):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                path=PREFIX,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response


def asked_language(request: HttpRequest) -> str:
    """What a sign-in page is asked to speak: said, or that of the page it will lead back to."""
    if not request.path_info.startswith(PREFIX):
        return ""
    said = request.GET.get("lang", "")
    if said in dict(settings.LANGUAGES):
        return said
    return translation.get_language_from_path(request.GET.get("next", "")) or ""
