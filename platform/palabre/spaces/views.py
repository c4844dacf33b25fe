from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.core.http import refused
from palabre.notifications.registry import link_in_this_language
from palabre.people.models import AuthedRequest, Side, User
from palabre.spaces import rules, selectors, services
from palabre.spaces.adapter import INVITATION
from palabre.spaces.doors import secretariat_required
from palabre.spaces.forms import RoleForm, TokenForm, VouchForm
from palabre.spaces.models import Invitation, Role

SECTION = {"section": "secretariat"}


# --- For who was invited -------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_code(request: HttpRequest) -> HttpResponse:
    """Where the code on paper is typed, for those who cannot type a long address."""
    form = TokenForm(request.POST or None)
    if not form.is_bound:
        return render(request, "spaces/invitation_code.html", {"form": form})
    if not form.is_valid():
        return refused(request, "spaces/invitation_code.html", {"form": form})
    return redirect("spaces:invitation", form.cleaned_data["token"])


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say who they will be; only their own yes makes the session remember."""
    found = services.open_invitation(token)
    if found is None:
        return render(request, "spaces/invitation_over.html", status=410)
    if request.method == "GET":
        return render(request, "spaces/invitation.html", {"invitation": found})
    if isinstance(request.user, User):
        services.accept_invitation(token, request.user)
        messages.success(request, _confirmed(found))
        return redirect(link_in_this_language(found.leads_to) or "portal:me")
    request.session[INVITATION] = token
    return redirect("account_signup")


def _confirmed(found: Invitation) -> str:
    if found.function:
        return _("Your side and your function are confirmed.")
    return _("Your side is confirmed.")


# --- For the secretariat -------------------------------------------------------------------------
@secretariat_required
@require_GET
def people(request: AuthedRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()
    page = selectors.list_people(query, page=request.GET.get("page", "1"))
    kept = f"{urlencode({'q': query})}&" if query else ""
    found = {"page": page, "query": query, "kept": kept}
    return render(request, "spaces/people.html", SECTION | found)


@secretariat_required
@require_GET
def person(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_person(pk)
    return render(request, "spaces/person.html", _about(found, by=request.user))


def _about(found: User, *, by: User) -> dict[str, object]:
    vouched = {"side": found.side, "function": found.function}
    return SECTION | {
        "person": found,
        "roles": selectors.list_roles(found, for_user=by),
        "may_verify": rules.can_verify(by, found),
        "may_close": rules.can_close(by, found),
        "vouch_form": VouchForm(initial=vouched, prefix="vouch"),
        "role_form": RoleForm(initial={"side": found.side}, prefix="role", by=by),
    }


@secretariat_required
@require_POST
def verify(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_person(pk)
    form = VouchForm(request.POST, prefix="vouch")
    if not form.is_valid():
        return _person_refused(request, found, vouch_form=form)
    services.verify_person(found, **form.cleaned_data, by=request.user)
    messages.success(request, _("Side and function are confirmed."))
    return redirect("spaces_desk:person", pk)


@secretariat_required
@require_POST
def grant(request: AuthedRequest, pk: int) -> HttpResponse:
    found = selectors.get_person(pk)
    form = RoleForm(request.POST, prefix="role", by=request.user)
    if not form.is_valid():
        return _person_refused(request, found, role_form=form)
    said = form.cleaned_data
    role, side = Role(said["role"]), said["side"]
    try:
        services.grant_role(said["space"], found, role, side=side, by=request.user)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return _person_refused(request, found, role_form=form)
    messages.success(request, _("The role is given."))
    return redirect("spaces_desk:person", pk)


def _person_refused(
    request: AuthedRequest, found: User, **bound: VouchForm | RoleForm
) -> HttpResponse:
    (form,) = bound.values()
    context = _about(found, by=request.user) | bound | {"form": form}
    return refused(request, "spaces/person.html", context)


@secretariat_required
@require_POST
def withdraw(request: AuthedRequest, pk: int) -> HttpResponse:
    membership = selectors.get_membership(pk, for_user=request.user)
    services.withdraw_role(membership, by=request.user)
    messages.success(request, _("The role is withdrawn."))
    return redirect("spaces_desk:person", membership.user_id)


@secretariat_required
@require_POST
def close(request: AuthedRequest, pk: int) -> HttpResponse:
    services.close_account(selectors.get_person(pk), by=request.user)
    messages.success(request, _("The account is closed, and signed out everywhere."))
    return redirect("spaces_desk:person", pk)


@secretariat_required
@require_POST
def reopen(request: AuthedRequest, pk: int) -> HttpResponse:
    services.reopen_account(selectors.get_person(pk), by=request.user)
    messages.success(request, _("The account is open again."))
    return redirect("spaces_desk:person", pk)


@secretariat_required
@require_POST
def void_password(request: AuthedRequest, pk: int) -> HttpResponse:
    services.void_password(selectors.get_person(pk), by=request.user)
    messages.success(
        request, _("The password is void. A mail tells the person how to make a new one.")
    )
    return redirect("spaces_desk:person", pk)


@secretariat_required
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: AuthedRequest) -> HttpResponse:
    """The letter is shown in the answer itself, once: nothing that is kept can show it again."""
    form = VouchForm(request.POST or None, initial={"side": Side.CIVILIAN})
    if not form.is_bound:
        return render(request, "spaces/invite.html", SECTION | {"form": form})
    if not form.is_valid():
        return refused(request, "spaces/invite.html", SECTION | {"form": form})
    made, token = services.invite_person(**form.cleaned_data, by=request.user)
    address = request.build_absolute_uri(reverse("spaces:invitation_code"))
    letter = {"invitation": made, "token": token, "address": address}
    return render(request, "spaces/invited.html", SECTION | letter)
