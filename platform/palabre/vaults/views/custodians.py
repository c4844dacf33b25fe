"""Who keeps secrets in each space, how one knows that their keys are theirs, and how they are trusted."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from palabre.core.verdict import Verdict
from palabre.people.models import AuthedRequest, User
from palabre.spaces.models import Membership, Role, Space
from palabre.vaults import endorsing, rules
from palabre.vaults.models import VaultKey
from palabre.vaults.opened import opened_vault
from palabre.vaults.trust import Trust, fingerprint_of, trust_by_space, trust_in
from palabre.vaults.views.own import holders_only

PAGE = "vaults/custodians.html"


@dataclass(frozen=True)
class Custodian:
    """One custodian of a space, as their colleagues and its readers see them."""

    seat: Membership
    trust: Trust
    may_vouch: Verdict

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.seat.user.vault_key)

    @property
    def is_trusted(self) -> bool:
        return self.trust.counts(self.seat)

    @property
    def vouched_by(self) -> str:
        return ", ".join(map(str, self.trust.vouched(self.seat)))


@dataclass(frozen=True)
class Circle:
    """The custodians of one space."""

    space: Space
    custodians: list[Custodian]


def circles_of(user: User) -> list[Circle]:
    mine = Membership.objects.filter(user=user, role__in=rules.SIGNERS).values("space")
    every = trust_by_space(Membership.objects.filter(space__in=mine), Role.CUSTODIAN)
    return [_circle(trust, user) for trust in every]


def _circle(trust: Trust, user: User) -> Circle:
    return Circle(
        trust.space,
        [Custodian(seat, trust, rules.can_vouch(user, seat, trust)) for seat in trust.seats],
    )


@holders_only
@require_GET
def custodians(request: AuthedRequest) -> HttpResponse:
    if not rules.can_see_custodians(request.user):
        raise Http404
    page = {
        "section": "me",
        "circles": circles_of(request.user),
        "key": VaultKey.objects.held_by(request.user),
        "is_open": opened_vault(request) is not None,
    }
    return render(request, PAGE, page)


@holders_only
@require_POST
def vouch(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    seat = _seat(request.user, slug, pk)
    opened = opened_vault(request)
    if opened is None:
        messages.warning(request, _("Open your vault first: it holds what you sign with."))
        return redirect(f"{reverse('vaults:vault')}?next={reverse('custodians:all')}")
    try:
        endorsing.vouch(seat, by=request.user, opened=opened, seen=request.POST.get("seen", ""))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have vouched for this custodian."))
    return redirect("custodians:all")


def _seat(user: User, slug: str, pk: UUID) -> Membership:
    space = Space.objects.filter(slug=slug).first()
    if space is None or not space.has_role(user, *rules.SIGNERS):
        raise Http404
    for seat in trust_in(space, Role.CUSTODIAN).seats:
        if seat.user.vault_key.pk == pk:
            return seat
    raise Http404
