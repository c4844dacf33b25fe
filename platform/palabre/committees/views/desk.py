"""The secretariat's desk: the committees that it runs, and what they say of themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.committees import selectors, services
from palabre.committees.balance import balance_of
from palabre.committees.forms import CommitteeForm
from palabre.committees.models import Committee
from palabre.core.http import refused
from palabre.core.verdict import require
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import office_required
from palabre.spaces.rules import can_run_anything


def desk_of(committee: Committee, here: str) -> dict[str, object]:
    return {
        "section": "secretariat",
        "committee": committee,
        "here": here,
        "balance": balance_of(committee),
    }


@office_required
@require_safe
def committees(request: AuthedRequest) -> HttpResponse:
    require(can_run_anything(request.user))
    found = Committee.objects.run_by(request.user).select_related("space").with_balance()
    context = {"section": "secretariat", "committees": found}
    return render(request, "committees/desk/committees.html", context)


@office_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AuthedRequest, slug: str) -> HttpResponse:
    committee = selectors.get_committee_to_run(slug, for_user=request.user)
    form = CommitteeForm(
        request.POST or None,
        instance=Committee.objects.get(pk=committee.pk),
        initial={"is_public": committee.space.is_public},
    )
    context = {**desk_of(committee, "change"), "form": form}
    if request.method != "POST":
        return render(request, "committees/desk/change.html", context)
    if not form.is_valid():
        return refused(request, "committees/desk/change.html", context)
    services.change_committee(committee, by=request.user, **form.cleaned_data)
    messages.success(request, _("The changes are kept."))
    return redirect("committees_desk:change", slug)
