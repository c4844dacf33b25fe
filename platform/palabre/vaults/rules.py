"""Who has a vault, and who signs for whom."""

from django.utils.translation import gettext as _

from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import User
from palabre.spaces.models import Membership, Role
from palabre.vaults.models import VaultKey
from palabre.vaults.trust import Trust

# Those to whom something is sealed, and those who speak: each has something that nobody else opens.
SIGNERS = (Role.READER, Role.CUSTODIAN)
HOLDERS = (Role.READER, Role.CUSTODIAN, Role.MEMBER, Role.CHAIR)


def can_have_vault(user: User) -> Verdict:
    if user.memberships.filter(role__in=HOLDERS).exists():
        return ALLOW
    return deny(_("Vaults are for readers, custodians and members of a committee."))


def can_see_custodians(user: User) -> Verdict:
    if user.memberships.filter(role__in=SIGNERS).exists():
        return ALLOW
    return deny(_("Only those who vouch for each other see this."))


def can_enrol(user: User) -> Verdict:
    if VaultKey.objects.filter(user=user).exists():
        return deny(_("You already have a vault."))
    return can_have_vault(user)


def can_found(user: User, trust: Trust) -> Verdict:
    """Begin its readers, two people sitting together."""
    if trust.seat_of(user) is None:
        return deny(_("Only a reader of this space who has a vault does this."))
    if trust.founders:
        return deny(_("The first two readers have already been written down."))
    return ALLOW


def can_vouch(user: User, seat: Membership, trust: Trust) -> Verdict:
    """Sign that the keys of whoever sits there are theirs."""
    if not trust.may_sign(user):
        return deny(_("Only those who are trusted here themselves vouch for others."))
    if seat.user_id == user.pk:
        return deny(_("Nobody vouches for their own key."))
    if trust.is_founder(seat):
        return deny(_("This is one of the first two: nobody need vouch for them."))
    if user in trust.vouched(seat):
        return deny(_("You have vouched for them."))
    return ALLOW
