"""What only the device knows of discussions without names: how far it has read, and until when what
was said there waits. Nothing of it reaches our database."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from palabre.committees.models import Committee

PAIR = re.compile(r"^(\d{1,12})-(\d{1,10})$", re.ASCII)
SAID, WITHDRAWN, PLEADED = "waits", "goes", "heard"
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
    """Gone with the browser."""
    value = ".".join(f"{pk}-{number}" for pk, number in list(seen.items())[-MOST:])
    _keep(response, committee, "read", value)


def remember_what_waits(
    response: HttpResponse,
    committee: Committee,
    until: datetime,
    what: str = SAID,
    *,
    where: int = 0,
) -> None:
    """In a discussion, or a question itself. Gone as soon as it can be read, or with the browser
    of before: a phone that is taken then shows nothing of it."""
    value = f"{where}-{int(until.timestamp())}"
    seconds = int((until - timezone.now()).total_seconds()) + 1
    _keep(response, committee, what, value, seconds)


def waits_until(request: HttpRequest, what: str = SAID, *, where: int = 0) -> datetime | None:
    """Until when at least something waits that was sent from this device."""
    found = PAIR.match(request.COOKIES.get(f"{what}-{translation.get_language() or ''}", ""))
    if not found or int(found[1]) != where:
        return None
    until = datetime.fromtimestamp(int(found[2]), UTC)
    return until if until > timezone.now() else None


def _keep(
    response: HttpResponse, committee: Committee, name: str, value: str, seconds: int | None = None
) -> None:
    """Sent back to this committee's pages alone, in either language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            path = reverse("committees:committee", args=[committee.slug])
        response.set_cookie(
            f"{name}-{language}",
            value,
            max_age=seconds,
            path=path,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
