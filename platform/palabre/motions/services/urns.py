"""Opening an urn: one custodian of each side, each by their own vault, in whichever order. Or giving
it up."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.motions import rules, urn
from palabre.motions.actions import Action
from palabre.motions.counting import BOTH, Count, Outcome, may_be_shown
from palabre.motions.locks import sweep
from palabre.motions.models import Counted, Slip, UrnShare, Vote
from palabre.motions.services.casting import write_anew
from palabre.motions.services.settling import end, lock_vote, settle
from palabre.people.models import User
from palabre.sealing.errors import SealError
from palabre.sealing.vault import OpenVault


@transaction.atomic
def open_urn(vote: Vote, *, by: User, opened: OpenVault) -> Vote:
    """Open one side's halves. Where the other side has done so too, the ballots are counted, and what
    is sealed goes: nobody opens it again."""
    locked = lock_vote(vote)
    share = share_of(locked, opened.public.x)
    require(rules.can_open_urn(locked, share.key.side if share else ""))
    assert share  # noqa: S101 (the rule has asked)
    try:
        _open_halves(locked, share, opened)
    except SealError:
        raise PermissionDenied(ALTERED()) from None
    record(Action.URN_OPENED, by=by, on=locked, side=share.key.side)
    if locked.keys.filter(is_opened=True).count() == len(BOTH):
        return _count(locked, by)
    return locked


def share_of(vote: Vote, vault: bytes) -> UrnShare | None:
    return UrnShare.objects.select_related("key").filter(key__vote=vote, custodian=vault).first()


def ALTERED() -> str:  # noqa: N802
    return _("Somebody has altered what is in this urn. It cannot be counted: vote again.")


def _open_halves(vote: Vote, share: UrnShare, opened: OpenVault) -> None:
    secret = urn.opened_share(bytes(share.sealed), vault_secret=opened.x_secret)
    side = share.key.side
    slips = list(vote.slips.all())
    for slip in slips:
        setattr(slip, side, urn.half(bytes(getattr(slip, side)), secret=secret))
    write_anew(vote, slips)
    share.key.is_opened = True
    share.key.save(update_fields=["is_opened"])


def _count(vote: Vote, by: User) -> Vote:
    slips = list(vote.slips.all())
    try:
        read = {slip.number: urn.read(bytes(slip.civilian), bytes(slip.forces)) for slip in slips}
    except (SealError, ValueError):
        raise PermissionDenied(ALTERED()) from None
    tally = {side: Count.of(c for c, at in read.values() if at == side) for side in vote.cast}
    if {side: count.cast for side, count in tally.items()} != vote.cast:
        raise PermissionDenied(ALTERED())
    shown = may_be_shown(tally)
    _list(vote, slips, {number: choice if shown else "" for number, (choice, _at) in read.items()})
    return settle(vote, tally, shown=shown, by=by)


def _list(vote: Vote, slips: Iterable[Slip], said: dict[str, str]) -> None:
    """The ballots as a list of numbers. What was sealed is gone, and with it which side cast which."""
    Counted.objects.bulk_create(
        Counted(vote=vote, number=number, choice=said[number]) for number in sorted(said)
    )
    vote.slips.all().delete()
    vote.keys.all().delete()


def give_up_urn(vote: Vote, reason: str, *, by: User) -> Vote:
    """Where nobody can open it any more, or somebody has altered it: ballots and keys are destroyed
    unread, nothing is decided, and the same text may be put to the vote again."""
    with transaction.atomic():
        locked = lock_vote(vote)
        require(rules.can_give_up_urn(by, locked))
        locked.slips.all().delete()
        locked.keys.all().delete()
        locked.given_up_for = reason
        record(Action.URN_GIVEN_UP, by=by, on=locked, reason=reason)
        ended = end(locked, Outcome.GIVEN_UP, by=by)
    sweep()
    return ended
