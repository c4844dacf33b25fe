"""How keys come to be trusted: the first two sit down together, the others are vouched for."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.people.models import Side, User
from palabre.sealing import endorsement, vault
from palabre.spaces.models import Membership, Role, Space
from palabre.vaults import rules
from palabre.vaults.actions import Action
from palabre.vaults.founding import Founder, write_founders
from palabre.vaults.models import Endorsement, VaultKey
from palabre.vaults.services import open_vault, require_own
from palabre.vaults.trust import claim_of, keys_of, trust_in

PAIR = {Side.CIVILIAN.value, Side.FORCES.value}
ENDORSED: dict[str, Action] = {
    Role.READER: Action.READER_ENDORSED,
    Role.CUSTODIAN: Action.CUSTODIAN_ENDORSED,
}


@transaction.atomic
def found_readers(
    space: Space, *, by: User, opened: vault.OpenVault, other: str, phrase: str
) -> list[Founder]:
    """Write down the first two, one of each side: `by` with an open vault, and whoever sits beside
    them, who opens theirs here. Raises WrongPassphrase."""
    trust = trust_in(space)
    require(rules.can_found(by, trust))
    seats = {seat.user.username: seat for seat in trust.seats}
    mine, theirs = seats[by.username], seats.get(other)
    if theirs is None or {mine.side, theirs.side} != PAIR:
        raise PermissionDenied(
            _("The other is no reader of the other side here, or has no vault yet.")
        )
    require_own(mine.user.vault_key, opened)
    open_vault(theirs.user.vault_key, phrase)
    pair = [
        Founder(one.user.username, one.side, keys_of(one.user.vault_key)) for one in (mine, theirs)
    ]
    record(Action.READERS_FOUNDED, by=by, on=space, with_=other)
    write_founders(space.slug, pair)
    return pair


@transaction.atomic
def vouch(seat: Membership, *, by: User, opened: vault.OpenVault, seen: str) -> Endorsement:
    """Sign that the two have met and compared fingerprints. `seen` is the one that was compared:
    keys that were put in their place meanwhile are not signed for."""
    space = seat.space
    require(rules.can_vouch(by, seat, trust_in(space, seat.role)))
    claim = claim_of(space.slug, seat)
    if seen != vault.fingerprint(claim.keys):
        raise PermissionDenied(
            _("The keys are no longer those that you compared. Compare the fingerprint again.")
        )
    own = VaultKey.objects.get(user=by)
    require_own(own, opened)
    signed = endorsement.endorse(claim, endorser_seed=opened.ed_seed)
    record(ENDORSED[seat.role], by=by, on=seat.user.vault_key, space=space.slug)
    # A row that stands there already holds no signature of theirs: it goes.
    given, _new = Endorsement.objects.update_or_create(
        space=space,
        key=seat.user.vault_key,
        by_key=own,
        role=seat.role,
        defaults={"username": claim.user, "side": claim.side, "signature": signed.signature},
    )
    return given
