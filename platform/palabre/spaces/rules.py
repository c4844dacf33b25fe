"""Who may look into a space and who runs it. Pure questions: nothing here writes."""

from django.utils.translation import gettext as _

from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import User
from palabre.spaces.models import Anyone, Membership, Role, Space


def can_look_in(user: Anyone, space: Space) -> Verdict:
    if space.is_public or space.has_anyone(user):
        return ALLOW
    if user.is_authenticated and user.is_superuser:
        return ALLOW
    return deny(_("This space is for its members."))


def can_run(user: Anyone, space: Space) -> Verdict:
    """Run it: change its parts, seats and roles."""
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    if user.is_superuser or space.has_role(user, Role.SECRETARIAT):
        return ALLOW
    return deny(_("Only the secretariat of this space or an administrator does this."))


def can_give(user: Anyone, person: User, space: Space, role: str, side: str) -> Verdict:
    """A moderator holds the key of one side: nobody takes one, and nobody holds another side's."""
    if role == Role.MODERATOR and person == user:
        return deny(_("Nobody makes themselves a moderator: somebody else does."))
    if role == Role.MODERATOR and not (person.is_verified and person.side == side):
        return deny(
            _("A moderator decides for their own side: confirm first that this person is of it.")
        )
    return can_run(user, space)


def can_run_anything(user: Anyone) -> Verdict:
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    if user.is_superuser or user.memberships.filter(role=Role.SECRETARIAT).exists():
        return ALLOW
    return deny(_("Only a secretariat or an administrator does this."))


def can_verify(user: Anyone, person: User) -> Verdict:
    if user == person:
        return deny(_("Nobody verifies themselves."))
    return can_run_anything(user)


def can_withdraw(user: Anyone, membership: Membership) -> Verdict:
    if allowed := can_run(user, membership.space):
        if _is_their_last_key(user, membership):
            return deny(_("This is your last role in a secretariat: somebody else withdraws it."))
        return ALLOW
    return allowed


def _is_their_last_key(user: Anyone, membership: Membership) -> bool:
    if not user.is_authenticated or user.is_superuser or membership.user_id != user.pk:
        return False
    if membership.role != Role.SECRETARIAT:
        return False
    return user.memberships.filter(role=Role.SECRETARIAT).count() == 1


def can_close(user: Anyone, person: User) -> Verdict:
    """Close an account, or make its password void. It opens again by the same rule."""
    if user == person:
        return deny(_("Nobody does this to their own account."))
    if not user.is_superuser and _holds_an_office(person):
        return deny(_("This person holds an office: only an administrator does this."))
    return can_run_anything(user)


def _holds_an_office(person: User) -> bool:
    offices = (Role.MODERATOR, Role.SECRETARIAT)
    return person.is_superuser or person.memberships.filter(role__in=offices).exists()
