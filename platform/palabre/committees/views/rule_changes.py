"""A committee's rules: in force, announced, past; and how its secretariat changes them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.committees import rules, selectors, services
from palabre.committees.composition import faults_today
from palabre.committees.founding_forms import RuleChangeForm
from palabre.committees.views.charters import done
from palabre.committees.views.desk import desk_of
from palabre.committees.views.pages import shell
from palabre.core.http import refused
from palabre.core.kept import same_for_strangers
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import office_required

DESK = "committees/desk/rules.html"


@require_safe
@same_for_strangers
def rules_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.get_committee(slug, for_user=request.user)
    context = {
        **shell(found, request.user, "rules"),
        "story": selectors.story_of_rules(found),
    }
    return render(request, "committees/rules.html", context)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    form = RuleChangeForm(request.POST or None, current=committee.rules)
    story = selectors.story_of_rules(committee)
    ahead = [*story.proposed, *story.to_come]
    next_rules = ahead[0].rules if ahead else committee.rules
    context = {
        **desk_of(committee, "rules"),
        "form": form,
        "story": story,
        "may_announce": rules.can_announce(request.user, committee),
        "broken": faults_today(committee, next_rules),
    }
    if request.method != "POST":
        return render(request, DESK, context)
    if not form.is_valid():
        return refused(request, DESK, context)
    given = form.constitution
    try:
        announced = services.announce_rules(
            committee, by=request.user, numbers=given.numbers, shares=given.shares, **form.words()
        )
    except PermissionDenied as why:
        return refused(request, DESK, context, why=why)
    messages.success(request, done(waits=announced.waits))
    return redirect("committees_desk:rules", slug)


@office_required
@require_POST
def withdraw(request: AuthedRequest, slug: str, number: int) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    announced = selectors.get_announced_rules(committee, number)
    try:
        services.withdraw_rules(announced, by=request.user)
    except PermissionDenied as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("The change is withdrawn. Whoever knew of it is told."))
    return redirect("committees_desk:rules", slug)
