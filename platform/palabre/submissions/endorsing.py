"""How readers come to be trusted: the first two sit down together, the others are vouched for."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Space
from palabre.submissions import rules, selectors
from palabre.submissions.actions import Action
from palabre.submissions.founding import Founder, write_founders
from palabre.submissions.models import Endorsement, KeyWrap, ReaderKey
from palabre.submissions.sealing import endorsement, vault
from palabre.submissions.services import open_vault, require_own, whole_keys, wrapped_for
from palabre.submissions.trust import claim_of, keys_of, trust_in

PAIR = {Side.CIVILIAN.value, Side.FORCES.value}


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
    require_own(mine.user.reader_key, opened)
    open_vault(theirs.user.reader_key, phrase)
    pair = [
        Founder(one.user.username, one.side, keys_of(one.user.reader_key)) for one in (mine, theirs)
    ]
    record(Action.READERS_FOUNDED, by=by, on=space, with_=other)
    write_founders(space.slug, pair)
    return pair


@transaction.atomic
def vouch(seat: Membership, *, by: User, opened: vault.OpenVault, seen: str) -> Endorsement:
    """Sign that the two have met and compared fingerprints. `seen` is the one that was compared:
    keys that were put in their place meanwhile are not signed for."""
    space = seat.space
    require(rules.can_vouch(by, seat, trust_in(space)))
    claim = claim_of(space.slug, seat)
    if seen != vault.fingerprint(claim.keys):
        raise PermissionDenied(
            _("The keys are no longer those that you compared. Compare the fingerprint again.")
        )
    own = ReaderKey.objects.get(user=by)
    require_own(own, opened)
    signed = endorsement.endorse(claim, endorser_seed=opened.ed_seed)
    record(Action.READER_ENDORSED, by=by, on=seat.user.reader_key, space=space.slug)
    # A row that stands there already holds no signature of theirs: it goes.
    given, _new = Endorsement.objects.update_or_create(
        space=space,
        key=seat.user.reader_key,
        by_key=own,
        defaults={"username": claim.user, "side": claim.side, "signature": signed.signature},
    )
    return given


@transaction.atomic
def hand_on(seat: Membership, *, by: User, opened: vault.OpenVault) -> int:
    """Seal to another reader what `by` can open and they cannot. A message for civilian readers
    alone goes to no other. Returns how many."""
    trust = trust_in(seat.space)
    require(rules.can_hand_on(by, seat, trust))
    own, theirs = ReaderKey.objects.get(user=by), seat.user.reader_key
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
