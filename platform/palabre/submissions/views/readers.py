"""Who reads in each space, how one knows that their keys are theirs, and how they are trusted."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import refused
from palabre.core.verdict import Verdict
from palabre.people.models import AuthedRequest, User
from palabre.sealing.errors import Busy, SealError
from palabre.sealing.vault import OpenVault, fingerprint
from palabre.spaces.models import Membership, Role, Space
from palabre.submissions import handing_on, renewing, rules, selectors
from palabre.submissions.views.reading import SECTION, readers_only
from palabre.vaults import endorsing
from palabre.vaults import rules as vault_rules
from palabre.vaults.forms import FoundForm
from palabre.vaults.models import VaultKey
from palabre.vaults.opened import opened_vault
from palabre.vaults.trust import Trust, keys_of, trust_by_space, trust_in

PAGE, FOUND = "submissions/readers.html", "submissions/found_readers.html"


@dataclass(frozen=True)
class Reader:
    """One reader of a space, as their colleagues see them."""

    seat: Membership
    trust: Trust
    may_vouch: Verdict
    may_hand_on: Verdict

    @property
    def fingerprint(self) -> str:
        return fingerprint(keys_of(self.seat.user.vault_key))

    @property
    def is_trusted(self) -> bool:
        return self.trust.counts(self.seat)

    @property
    def is_founder(self) -> bool:
        return self.trust.is_founder(self.seat)

    @property
    def vouched_by(self) -> str:
        return ", ".join(map(str, self.trust.vouched(self.seat)))


@dataclass(frozen=True)
class Circle:
    """The readers of one space."""

    space: Space
    readers: list[Reader]
    may_found: Verdict
    may_renew: Verdict
    astray: int  # conversations that somebody opens who does not read here any more


def circles_of(user: User) -> list[Circle]:
    mine = Membership.objects.filter(user=user, role=Role.READER)
    every = trust_by_space(Membership.objects.filter(space__in=mine.values("space")))
    return [_circle(trust, user) for trust in every]


def _circle(trust: Trust, user: User) -> Circle:
    readers = [
        Reader(
            seat,
            trust,
            may_vouch=vault_rules.can_vouch(user, seat, trust),
            may_hand_on=rules.can_hand_on(user, seat, trust),
        )
        for seat in trust.seats
    ]
    return Circle(
        trust.space,
        readers,
        may_found=vault_rules.can_found(user, trust),
        may_renew=rules.can_renew(user, trust),
        astray=selectors.open_to_others(trust).count(),
    )


@readers_only
@require_GET
def readers(request: AuthedRequest) -> HttpResponse:
    page = {
        **SECTION,
        "circles": circles_of(request.user),
        "key": VaultKey.objects.held_by(request.user),
        "is_open": opened_vault(request) is not None,
    }
    return render(request, PAGE, page)


def _own_space(request: AuthedRequest, slug: str) -> Space:
    found = Space.objects.filter(slug=slug).first()
    if found is None or not found.has_role(request.user, Role.READER):
        raise Http404
    return found


Deed = Callable[..., object]


@readers_only
@require_POST
def vouch(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    deed = partial(endorsing.vouch, seen=request.POST.get("seen", ""))
    return _for_a_colleague(request, slug, pk, deed, _("You have vouched for this reader."))


@readers_only
@require_POST
def hand_on(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    return _for_a_colleague(
        request, slug, pk, handing_on.hand_on, _("They can read what you can read here.")
    )


def _for_a_colleague(
    request: AuthedRequest, slug: str, pk: UUID, deed: Deed, done: str
) -> HttpResponse:
    """What one reader does for another, with an open vault."""
    seats = trust_in(_own_space(request, slug)).seats
    seat = next((one for one in seats if one.user.vault_key.pk == pk), None)
    if seat is None:
        raise Http404
    opened = opened_vault(request)
    if opened is None:
        messages.warning(request, _("Open your vault first: it holds what you sign with."))
        return redirect("messages_vault:vault")
    try:
        deed(seat, by=request.user, opened=opened)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("submissions:readers")


@readers_only
@require_POST
def renew(request: AuthedRequest, slug: str) -> HttpResponse:
    space = _own_space(request, slug)
    opened = opened_vault(request)
    if opened is None:
        messages.warning(request, _("Open your vault first: it holds what you sign with."))
        return redirect("messages_vault:vault")
    try:
        count = renewing.renew_keys(space, by=request.user, opened=opened)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext(
            "The keys of %(count)d conversation are new.",
            "The keys of %(count)d conversations are new.",
            count,
        )
        messages.success(request, said % {"count": count})
    return redirect("submissions:readers")


@readers_only
@require_http_methods(["GET", "POST"])
def found(request: AuthedRequest, slug: str) -> HttpResponse:
    """Two people at one screen: one has opened their vault, the other opens theirs here."""
    space = _own_space(request, slug)
    opened = opened_vault(request)
    if opened is None:
        messages.warning(request, _("Open your vault first: it holds what you sign with."))
        return redirect("messages_vault:vault")
    form = FoundForm(request.POST or None)
    may_found = vault_rules.can_found(request.user, trust_in(space))
    page = {**SECTION, "space": space, "form": form, "may_found": may_found}
    if not form.is_bound:
        return render(request, FOUND, page)
    if form.is_valid() and _founded(request, space, opened, form):
        messages.success(
            request, _("The first two readers are written down. Messages can come in.")
        )
        return redirect("submissions:readers")
    return refused(request, FOUND, page)


def _founded(request: AuthedRequest, space: Space, opened: OpenVault, form: FoundForm) -> bool:
    said = form.cleaned_data
    try:
        endorsing.found_readers(
            space, by=request.user, opened=opened, other=said["other"], phrase=said["passphrase"]
        )
    except Busy:
        form.add_error(None, _("The machine is busy. Try again in a minute."))
    except SealError:
        form.add_error("passphrase", _("This passphrase does not open the vault of the other."))
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
    return not form.errors
