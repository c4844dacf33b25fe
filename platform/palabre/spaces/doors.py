"""The door to every page of an office: signed in, holding it, with a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from palabre.people.models import AuthedRequest, User
from palabre.people.selectors import has_second_factor

View = Callable[..., HttpResponse]


def holds_an_office(user: User) -> bool:
    return user.moderates or user.runs


def runs_something(user: User) -> bool:
    return user.runs


def office_required(view: View) -> View:
    return _door(view, holds_an_office)


def secretariat_required(view: View) -> View:
    return _door(view, runs_something)


def _door(view: View, may_enter: Callable[[User], bool]) -> View:
    @login_required
    @wraps(view)
    def guarded(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_enter(request.user):
            raise Http404
        if not has_second_factor(request.user):
            messages.warning(
                request, _("This office needs two-step sign-in. Set it up here, then come back.")
            )
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded
