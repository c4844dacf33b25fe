"""Pages and tasks that break, each holding words that nobody may find afterwards."""

import threading
import warnings
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import ensure_csrf_cookie

from palabre.config.urls import *  # noqa: F403
from palabre.config.urls import urlpatterns as ours
from palabre.jobs.registry import task
from palabre.jobs.services import later
from palabre.people.models import User


def words_of(request: HttpRequest) -> str:
    return f"{request.path} {request.GET} {request.POST} {request.COOKIES} {request.META}"


@ensure_csrf_cookie
def error(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return HttpResponse("form")
    raise RuntimeError(words_of(request))


@login_required
def row(request: HttpRequest) -> HttpResponse:
    """The database's own words quote the row that it refuses."""
    User.objects.create(username=request.user.get_username(), name=words_of(request))
    return HttpResponse()


def sql(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT '{request.GET['q']}' FROM nowhere_{request.GET['q']}")  # noqa: S608
    return HttpResponse()


def header(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"X-Words": f"{request.GET['q']}\n"})


def stream(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[str]:
        yield "begun"
        raise RuntimeError(words_of(request))

    return StreamingHttpResponse(pieces())


def thread(request: HttpRequest) -> HttpResponse:
    def work(words: str) -> None:
        raise RuntimeError(words)

    threading.Thread(target=work, args=[words_of(request)], name=request.GET["q"]).start()
    return HttpResponse()


def warning(request: HttpRequest) -> HttpResponse:
    warnings.warn(words_of(request), stacklevel=1)
    return HttpResponse()


def work_later(request: HttpRequest) -> HttpResponse:
    later("tests.break", User.objects.get(username="admin").pk)
    return HttpResponse()


@task("tests.break")
def break_down(pk: int) -> None:
    person = User.objects.get(pk=pk)
    User.objects.create(username=person.username, name=f"{person.name} {person.email}")


urlpatterns = [
    *(path(f"broken/{view.__name__}/", view) for view in (
        error, row, sql, header, stream, thread, warning, work_later
    )),
    *ours,
]  # fmt: skip
