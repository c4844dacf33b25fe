"""What a trusted reader gives to a colleague who is new."""

from django.db import transaction

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.people.models import User
from palabre.sealing import vault
from palabre.spaces.models import Membership
from palabre.submissions import rules, selectors
from palabre.submissions.actions import Action
from palabre.submissions.models import KeyWrap
from palabre.submissions.services import whole_keys, wrapped_for
from palabre.vaults.models import VaultKey
from palabre.vaults.services import require_own
from palabre.vaults.trust import trust_in


@transaction.atomic
def hand_on(seat: Membership, *, by: User, opened: vault.OpenVault) -> int:
    """Seal to another reader what `by` can open and they cannot. A message for civilian readers
    alone goes to no other. Returns how many."""
    trust = trust_in(seat.space)
    require(rules.can_hand_on(by, seat, trust))
    own, theirs = VaultKey.objects.get(user=by), seat.user.vault_key
    require_own(own, opened)
    waiting = selectors.to_hand_on(seat, by_key=own).select_for_update().order_by("pk")
    missing = [
        wrapped_for(theirs, wrap.submission, keys)
        for wrap in selectors.wraps_of(own, waiting)
        if (keys := whole_keys(wrap, opened))
    ]
    KeyWrap.objects.bulk_create(sorted(missing, key=lambda wrap: wrap.pk), ignore_conflicts=True)
    record(Action.MESSAGES_HANDED_ON, by=by, on=theirs, space=seat.space.slug)
    return len(missing)
