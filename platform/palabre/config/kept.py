"""Answers strangers from memory as long as nothing has changed (ADR 8)."""

import re
from datetime import datetime
from hashlib import blake2b
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from redis.exceptions import RedisError

from palabre.config.middleware import Answer
from palabre.core.kept import MARK, UNTIL, forget_pages, keep_page, kept_page, state_of_the_house

QUERY = re.compile(r"(page=\d{1,5})?", re.ASCII)
# Whoever sends one of these may be somebody in particular, or asks for a part of a page.
PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_HX_REQUEST")


class KeptPages:
    """Any request that may write drops them all; what is left out lives for a minute at most."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGES_KEPT or request.method == "HEAD":
            return self.answer(request)
        if request.method != "GET":
            try:
                return self.answer(request)
            finally:
                forget_pages()
        return self.look(request) if is_anybodys(request) else self.answer(request)

    def look(self, request: HttpRequest) -> HttpResponseBase:
        try:
            place = place_of(request)
            found = kept_page(place)
        except RedisError:  # reading goes on without it
            return self.answer(request)
        if found:
            content, headers = found
            return HttpResponse(content, headers=headers)
        response = self.answer(request)
        if isinstance(response, HttpResponse) and may_be_kept(response):
            seconds = seconds_of(response)
            if seconds > 0:
                keep_page(place, (response.content, dict(response.items())), seconds)
        return response


def is_anybodys(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    return not any(request.META.get(name) for name in PERSONAL) and bool(QUERY.fullmatch(query))


def place_of(request: HttpRequest) -> str:
    """What was asked for and how it is to be sent; nothing of who asked."""
    asked = (
        state_of_the_house(),
        request.scheme or "",
        request.META.get("HTTP_HOST", ""),
        request.get_full_path(),
        "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else "",
    )
    return blake2b("\0".join(asked).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def may_be_kept(response: HttpResponse) -> bool:
    """A view said so, it went well, and nobody is handed a cookie."""
    return MARK in vars(response) and response.status_code == HTTPStatus.OK and not response.cookies


def seconds_of(response: HttpResponse) -> int:
    """For how long it is kept at most; what it says may end before that."""
    most: int = settings.PAGES_KEPT
    until: datetime | None = vars(response).get(UNTIL)
    return most if until is None else min(most, int((until - timezone.now()).total_seconds()))
