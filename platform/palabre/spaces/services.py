"""Roles, verification, invitations and accounts: what the secretariat does about people."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.notifications.services import tell
from palabre.people.models import Side, User
from palabre.people.services import end_sessions
from palabre.spaces import rules
from palabre.spaces.actions import Action
from palabre.spaces.models import FORUM, Invitation, Membership, Role, Space

BOTH_SIDES = (Side.CIVILIAN, Side.FORCES)
INVITATION_DURATION = timedelta(days=30)
# Read from paper and typed on a phone: nothing that looks like something else. 117 bits.
TOKEN_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"  # noqa: S105 (an alphabet)
TOKEN_GROUPS, GROUP = 6, 4


@transaction.atomic
def grant_role(space: Space, user: User, role: Role, *, side: str, by: User) -> Membership:
    require(rules.can_give(by, user, space, role, side))
    membership, is_new = Membership.objects.get_or_create(
        space=space, user=user, role=role, defaults={"side": side}
    )
    if is_new:
        record(Action.ROLE_GRANTED, by=by, on=membership, role=role, side=side, space=space.slug)
    return membership


@transaction.atomic
def withdraw_role(membership: Membership, *, by: User) -> None:
    # The person's row is the lock: two secretaries cannot each let the other's last role go.
    User.objects.select_for_update().get(pk=membership.user_id)
    require(rules.can_withdraw(by, membership))
    record(
        Action.ROLE_WITHDRAWN,
        by=by,
        on=membership,
        role=membership.role,
        space=membership.space.slug,
    )
    membership.delete()


@transaction.atomic
def end_roles(space: Space, person: User, *roles: Role, by: User) -> None:
    """They end with what they came from, a seat for example; whoever calls has asked its rules."""
    for membership in Membership.objects.filter(space=space, user=person, role__in=roles):
        record(Action.ROLE_WITHDRAWN, by=by, on=membership, role=membership.role, space=space.slug)
        membership.delete()


@transaction.atomic
def verify_person(person: User, *, side: str, function: str, by: User) -> User:
    """Confirm on whose side and in what function a person speaks."""
    require(rules.can_verify(by, person))
    person.side, person.function = side, function
    person.verified_on, person.verified_by = timezone.now().date(), by
    person.save(update_fields=["side", "function", "verified_on", "verified_by"])
    record(Action.PERSON_VERIFIED, by=by, on=person, side=side)
    return person


@transaction.atomic
def verify_side(person: User, *, side: str, by: User) -> User:
    """Confirm a side alone. A function that was confirmed for this side stays; one that was only
    declared is not passed off as confirmed."""
    known = person.is_verified and person.side == side
    return verify_person(person, side=side, function=person.function if known else "", by=by)


def tell_both_sides(
    spaces: Iterable[Space], kind: str, *, by: User, link: str = "", **words: Any
) -> None:
    """What one office does alone, moderators of both sides of these spaces hear of (ADR 31)."""
    seats = Membership.objects.filter(space__in=spaces, role=Role.MODERATOR, side__in=BOTH_SIDES)
    people = User.objects.filter(pk__in=seats.values("user"), is_active=True).exclude(pk=by.pk)
    for person in people.order_by("pk"):
        tell(person, kind, link=link, **words)


def tell_of_door(space: Space, *, by: User) -> None:
    """Strangers read here now, or read here no more."""
    kind = "spaces.shown" if space.is_public else "spaces.hidden"
    names = {"space_fr": space.name_fr, "space_en": space.name_en}
    tell_both_sides([space], kind, by=by, **names)


@transaction.atomic
def close_account(person: User, *, by: User) -> None:
    """They are signed out everywhere and cannot come back; what they wrote stays."""
    require(rules.can_close(by, person))
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    record(Action.ACCOUNT_CLOSED, by=by, on=person)
    theirs = Space.objects.filter(Q(slug=FORUM) | Q(memberships__user=person))
    tell_both_sides(theirs, "spaces.account_closed", by=by, name=str(person))


@transaction.atomic
def reopen_account(person: User, *, by: User) -> None:
    require(rules.can_close(by, person))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(Action.ACCOUNT_REOPENED, by=by, on=person)


@transaction.atomic
def void_password(person: User, *, by: User) -> None:
    """Nobody chooses a password for another: theirs stops working, and they make a new one with a
    code sent to their own address. Their second factor stays."""
    require(rules.can_close(by, person))
    person.set_unusable_password()
    person.save(update_fields=["password"])
    end_sessions(person)
    record(Action.PASSWORD_VOIDED, by=by, on=person)
    with translation.override(person.language):
        send_mail(_("Message"), _void_words(), None, [person.email])


def _void_words() -> str:
    return _(
        "Hello,\n\n"
        "Your password does not work any more: we asked for it, to protect you.\n"
        "Open your usual site, choose “Password forgotten”, and make a new one.\n\n"
        "This mail has no link, on purpose.\n"
    )


@transaction.atomic
def invite_person(
    *, side: str, by: User, function: str = "", leads_to: str = ""
) -> tuple[Invitation, str]:
    """Returns the invitation and its token, which is shown once and kept nowhere. `leads_to`: where
    whoever used it goes on. Without a function it vouches for the side alone."""
    require(rules.can_run_anything(by))
    token = new_token()
    invitation = Invitation.objects.create(
        token_digest=digest(token),
        side=side,
        function=function,
        invited_by=by,
        leads_to=leads_to,
        expires_on=timezone.now().date() + INVITATION_DURATION,
    )
    record(Action.PERSON_INVITED, by=by, on=invitation, side=side)
    return invitation, token


def new_token() -> str:
    letters = [secrets.choice(TOKEN_LETTERS) for _each in range(TOKEN_GROUPS * GROUP)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def letters_and_digits(token: str) -> str:
    """What counts when it is typed from paper: not capitals, spaces or dashes."""
    return "".join(each for each in token.lower() if each.isascii() and each.isalnum())


def digest(token: str) -> str:
    return hashlib.sha256(letters_and_digits(token).encode()).hexdigest()


def open_invitation(token: str) -> Invitation | None:
    """None alike for one that never was, is used or over, or whose author may not invite now."""
    invitation = (
        Invitation.objects.filter(
            token_digest=digest(token), used=False, expires_on__gte=timezone.now().date()
        )
        .select_related("invited_by")
        .first()
    )
    if invitation and invitation.invited_by.is_active:
        return invitation if rules.can_run_anything(invitation.invited_by) else None
    return None


@transaction.atomic
def accept_invitation(token: str, user: User) -> User:
    """Give the account the side and function that the invitation vouches for, once."""
    invitation = open_invitation(token)
    if invitation is None or not _use_up(invitation, user):
        raise PermissionDenied(_("This invitation has been used or is over."))
    if invitation.leads_to:
        tell(user, "spaces.invited", link=invitation.leads_to)
    side, function, by = invitation.side, invitation.function, invitation.invited_by
    if not function:
        return verify_side(user, side=side, by=by)
    return verify_person(user, side=side, function=function, by=by)


def void_invitation(invitation: Invitation) -> None:
    """The letter opens nothing any more. What it has opened stays."""
    Invitation.objects.filter(pk=invitation.pk, used=False).update(used=True)


def forget_invitations(pks: Iterable[UUID]) -> None:
    """Whom it was for, who wrote it and where it led. An account that came of it stays."""
    Invitation.objects.filter(pk__in=list(pks)).delete()


def _use_up(invitation: Invitation, user: User) -> bool:
    """False for all but the first of those who come in the same instant."""
    rows = Invitation.objects.filter(pk=invitation.pk, used=False)
    return bool(rows.update(used=True, taken_by=user))
