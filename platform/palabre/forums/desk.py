"""The secretariat's pages of the forum."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import refused
from palabre.core.verdict import require
from palabre.forums import desk_services, rules, selectors
from palabre.forums.forms import CategoryForm, ForumForm
from palabre.forums.models import Category
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import office_required
from palabre.spaces.models import FORUM, Space

SECTION = {"section": "secretariat"}
FORM_PAGE = "forums/desk/form.html"


def forum_run_by(request: AuthedRequest) -> Space:
    space = get_object_or_404(Space, slug=FORUM)
    require(rules.can_run_forum(request.user, space))
    return space


@office_required
@require_GET
def categories(request: AuthedRequest) -> HttpResponse:
    space = forum_run_by(request)
    listed = Category.objects.filter(space=space).in_order()
    return render(request, "forums/desk/categories.html", {**SECTION, "categories": listed})


@office_required
@require_http_methods(["GET", "POST"])
def add(request: AuthedRequest) -> HttpResponse:
    space = forum_run_by(request)
    form = CategoryForm(request.POST if request.method == "POST" else None)
    context = {**SECTION, "form": form, "title": _("Add a category")}
    if request.method != "POST":
        return render(request, FORM_PAGE, context)
    if not form.is_valid():
        return refused(request, FORM_PAGE, context)
    desk_services.add_category(form.save(commit=False), space=space, by=request.user)
    messages.success(request, _("The category is open."))
    return redirect("forums_desk:categories")


@office_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthedRequest, pk: int) -> HttpResponse:
    space = forum_run_by(request)
    category = get_object_or_404(Category, pk=pk, space=space)
    form = CategoryForm(request.POST if request.method == "POST" else None, instance=category)
    context = {**SECTION, "form": form, "title": _("Change a category")}
    if request.method != "POST":
        return render(request, FORM_PAGE, context)
    if not form.is_valid():
        return refused(request, FORM_PAGE, context)
    desk_services.change_category(form.save(commit=False), by=request.user)
    messages.success(request, _("The category is changed."))
    return redirect("forums_desk:categories")


@office_required
@require_POST
def move(request: AuthedRequest, pk: int) -> HttpResponse:
    category = get_object_or_404(Category, pk=pk, space=forum_run_by(request))
    desk_services.move_category(category, up=request.POST.get("to") == "up", by=request.user)
    return redirect("forums_desk:categories")


@office_required
@require_http_methods(["GET", "POST"])
def settings(request: AuthedRequest) -> HttpResponse:
    space = forum_run_by(request)
    form = ForumForm(request.POST if request.method == "POST" else None, instance=space)
    context = {**SECTION, "form": form, "title": _("Settings of the forum")}
    if request.method != "POST":
        return render(request, FORM_PAGE, context)
    if not form.is_valid():
        return refused(request, FORM_PAGE, context)
    desk_services.change_forum(form.save(commit=False), by=request.user)
    messages.success(request, _("The settings are changed."))
    return redirect("forums_desk:categories")


@office_required
@require_POST
def topic(request: AuthedRequest, pk: int) -> HttpResponse:
    """Fields `pinned` and `closed`: yes or no; what is not sent stays as it is."""
    found = selectors.get_topic(pk, for_user=request.user)
    try:
        if "pinned" in request.POST:
            pinned = request.POST["pinned"] == "yes"
            desk_services.pin_topic(found, pinned=pinned, by=request.user)
        if "closed" in request.POST:
            closed = request.POST["closed"] == "yes"
            desk_services.close_topic(found, closed=closed, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    return redirect(found)
