"""Asking for another look at words without a name: the open vault shows whose they are, to nobody else."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from palabre.committees import rules, selectors, services
from palabre.committees.device import PLEADED, remember_what_waits
from palabre.committees.models import NamelessContribution
from palabre.committees.views.pages import shell
from palabre.committees.views.talk import own_in
from palabre.core.http import refused
from palabre.moderation.models import Case
from palabre.moderation.told import told_of
from palabre.moderation.told_forms import AppealForm
from palabre.people.models import AuthedRequest

APPEAL = "committees/appeal.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: AuthedRequest, slug: str, pk: int, number: int) -> HttpResponse:
    said = selectors.get_nameless(slug, pk, number, for_user=request.user)
    own = own_in(request, said.discussion)
    if own is None:
        return redirect(f"{reverse('vaults:vault')}?{urlencode({'next': request.path})}")
    if not own.said(said):
        raise Http404
    form = AppealForm(request.POST or None)
    context = {
        **shell(said.discussion.committee, request.user, "discussions"),
        "said": said,
        "discussion": said.discussion,
        "told": told_of(_removal(said)),
        "may_plead": rules.can_plead(own, said),
        "form": form,
    }
    if request.method != "POST":
        return render(request, APPEAL, context)
    if not form.is_valid():
        return refused(request, APPEAL, context)
    try:
        until = services.appeal_namelessly(said, plea=form.cleaned_data["plea"], own=own)
    except PermissionDenied as why:
        return refused(request, APPEAL, context, why=why)
    response = redirect(said.discussion.address_of(number))
    remember_what_waits(response, said.discussion.committee, until, PLEADED, where=pk)
    return response


def _removal(said: NamelessContribution) -> Case:
    cases = Case.objects.about(said).filter(outcome="removed", appeal_of=None)
    found = cases.select_related("rule", "space").order_by("-pk").first()
    if found is None:
        raise Http404
    return found
