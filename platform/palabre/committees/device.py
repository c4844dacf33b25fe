"""How far this device has read in discussions without names. Nothing of it reaches our database."""

import re
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from palabre.committees.models import Committee

PAIR = re.compile(r"^(\d{1,12})-(\d{1,9})$", re.ASCII)
MOST = 60  # the latest read; a cookie has little room


def cookie_name(language: str) -> str:
    return f"read-{language}"


def seen_on_device(request: HttpRequest) -> dict[int, int]:
    kept = request.COOKIES.get(cookie_name(translation.get_language() or ""), "")
    pairs = (PAIR.match(pair) for pair in kept.split(".")[:MOST])
    return {int(pair[1]): int(pair[2]) for pair in pairs if pair}


def remember_on_device(
    response: HttpResponse, committee: Committee, seen: Mapping[int, int]
) -> None:
    """Sent back to this committee's pages alone, in either language, and gone with the browser."""
    value = ".".join(f"{pk}-{number}" for pk, number in list(seen.items())[-MOST:])
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            path = reverse("committees:committee", args=[committee.slug])
        response.set_cookie(
            cookie_name(language),
            value,
            path=path,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
