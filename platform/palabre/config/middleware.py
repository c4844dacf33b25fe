"""What is true of every answer, whatever page made it."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    QueryDict,
)
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_request

from palabre.core.http import FILE_TAKERS
from palabre.core.places import Crowded, TooSlow, place_of

TIMED_OUT, TOO_MANY = 408, 429
Answer = Callable[[HttpRequest], HttpResponseBase]


class Unavailable:
    """When the database does not answer, say so in our words (503) instead of a bare error."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError | InterfaceError):
            return None
        response = render(None, "service/503.html", status=503)
        response["Retry-After"] = "60"
        return response


class Headers:
    """Permissions nobody asked for are off, and pages of people are kept in no cache."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        response.setdefault(
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        )
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        return response


def refused(request: HttpRequest, page: str, status: int, **told: str) -> HttpResponse:
    """Said before anything else has looked at the request, so its language is found here."""
    request.GET = QueryDict()  # it may be what could not be read
    with translation.override(get_language_from_request(request, check_path=True)):
        return render(request, f"service/{page}.html", told, status=status)


def page_above(path: str) -> str:
    """The nearest address that this one hangs on, by its words alone; nothing where there is none."""
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        while path := path.rstrip("/").rpartition("/")[0]:
            with suppress(Resolver404):
                resolve(f"{path}/")
                return f"{path}/"
    return ""


class KnownMethods:
    """GET, HEAD and POST. HEAD is answered wherever GET is, and a refusal says so in our words."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "POST"):
            return self.refusal(request, HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
        response = (
            self.answer_to_head(request) if request.method == "HEAD" else self.answer(request)
        )
        if isinstance(response, HttpResponseNotAllowed):
            return self.refusal(request, response)
        return response

    def answer_to_head(self, request: HttpRequest) -> HttpResponseBase:
        """As GET; the server sends the headers alone."""
        request.method = "GET"
        try:
            return self.answer(request)
        finally:
            request.method = "HEAD"

    def refusal(self, request: HttpRequest, refusal: HttpResponseNotAllowed) -> HttpResponse:
        page = refused(request, "405", 405, above=page_above(request.path_info))
        page["Allow"] = refusal["Allow"]
        return page


class BoundedRequest:
    """Read what came before any view does, so that a broken or oversized form is a 4xx everywhere."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if value.isprintable()
        }
        try:
            return self.refusal(request) or self.answer(request)
        finally:
            place_of(request.META).leave()

    def refusal(self, request: HttpRequest) -> HttpResponse | None:
        try:
            read(request)
        except RequestDataTooBig:
            return refused(request, "too_big", 413)
        except OSError as broken:
            return cut_off(request, broken)
        except (MultiPartParserError, SuspiciousOperation, BadRequest, ValueError):
            return refused(request, "malformed", 400)
        return None


def cut_off(request: HttpRequest, broken: OSError) -> HttpResponse:
    why: BaseException = broken
    while why.__cause__:  # Django wraps what it reads, once or twice
        why = why.__cause__
    if not isinstance(why, TooSlow):
        return refused(request, "malformed", 400)
    page = refused(request, "too_slow", TOO_MANY if isinstance(why, Crowded) else TIMED_OUT)
    page["Retry-After"] = "60"
    return page


def read(request: HttpRequest) -> None:
    """Raise for what cannot be read, or only by changing it."""
    len(request.GET)
    if request.method != "POST":
        return
    is_multipart = request.content_type == "multipart/form-data"
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > settings.LARGEST_REQUEST and not (is_multipart and brings_files(request)):
        raise RequestDataTooBig
    if is_multipart:
        len(request.FILES)  # core.arriving: to the letter, files sealed as they come
    else:
        unquote_to_bytes(request.body).decode()


def brings_files(request: HttpRequest) -> bool:
    """Whether the address is one that takes files: asked only where much comes in."""
    with translation.override(get_language_from_request(request, check_path=True)):
        try:
            return resolve(request.path_info).func in FILE_TAKERS
        except Resolver404:
            return False
