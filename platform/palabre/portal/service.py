"""Is the process alive, is the house ready; and what to say when something is refused or broken."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palabre.core.words import words_typed
from palabre.jobs.services import broker_answers


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """503 with the name of what does not answer."""
    silent = [name for name, answers in CHECKS.items() if not _tries(answers)]
    if silent:
        return HttpResponse(", ".join(silent), status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def _tries(answers: Callable[[], bool]) -> bool:
    try:
        return answers()
    except Exception:  # whatever a database or cache raises, it does not answer
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _cache() -> bool:
    cache.set("readyz", "1", 10)
    return bool(cache.get("readyz") == "1")


CHECKS = {"database": _database, "cache": _cache, "queue": broker_answers}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "service/malformed.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "service/403.html", {"exception": str(exception)}, status=403)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was left open too long or comes from elsewhere; what was typed is shown to keep."""
    page = {"typed": words_typed(request)}
    return render(request, "service/stale_form.html", page, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "service/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(None, "service/500.html", status=500)
