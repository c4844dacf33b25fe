"""Opening one link: a custodian of one side asks, one of the other agrees, all members are told."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import links, opening_rules
from palabre.committees.actions import Action
from palabre.committees.models import NamelessContribution
from palabre.committees.models.link import SHARES, Opening, Outcome, SealedLink
from palabre.committees.services.talk import lock
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.notifications.services import tell
from palabre.people.models import User
from palabre.sealing.vault import OpenVault
from palabre.vaults import epochs


@transaction.atomic
def ask_opening(said: NamelessContribution, *, reason: str, by: User, opened: OpenVault) -> Opening:
    """The half of whoever asks goes to the other side's custodians. From here on a line of the
    register says so: one of them could look without answering."""
    lock(said.discussion_id)
    require(opening_rules.can_ask(by, said))
    side = opening_rules.side_of(by, said.discussion)
    link = SealedLink.objects.get(contribution=said)
    half = _own(links.half_in(link, side, opened))
    others = links.custodians_of(said.discussion.committee.space)[_other(side)]
    asked = Opening.objects.create(
        discussion=said.discussion,
        number=said.number,
        reason=reason,
        side=side,
        asked_by=by,
        half=epochs.lock(link.expires_on, links.seal_to(others, half)),
        expires_on=link.expires_on,
    )
    record(Action.OPENING_ASKED, by=by, on=asked, reason=reason)
    _tell_all(asked, "committees.opening.asked")
    return asked


@transaction.atomic
def agree_to_opening(asked: Opening, *, by: User, opened: OpenVault) -> Opening:
    """Put both halves together, for the eyes of the two alone."""
    locked = _locked(asked)
    require(opening_rules.can_answer(by, locked))
    said = locked.discussion.said_namelessly.get(number=locked.number)
    link = SealedLink.objects.get(contribution=said)
    mine = _own(links.half_in(link, _other(locked.side), opened))
    theirs = _own(links.own_half(opened, locked.expires_on, locked.half))
    person = links.whose(mine, theirs, said.pk.hex)
    if person is None:
        raise PermissionDenied(_("Somebody has altered this link. It names nobody."))
    found = person.to_bytes(links.PERSON).ljust(links.RECORD, b"\0")
    both = [bytes(user.vault_key.x_pk) for user in (locked.asked_by, by)]
    locked.found = epochs.lock(locked.expires_on, links.seal_to(both, found))
    _answer(locked, Outcome.OPENED, by)
    record(Action.OPENING_AGREED, by=by, on=locked)
    _tell_all(locked, "committees.opening.opened")
    return locked


@transaction.atomic
def refuse_opening(asked: Opening, *, by: User) -> Opening:
    locked = _locked(asked)
    require(opening_rules.can_answer(by, locked))
    _answer(locked, Outcome.REFUSED, by)
    record(Action.OPENING_REFUSED, by=by, on=locked)
    return locked


def found_in(opening: Opening, *, by: User, opened: OpenVault) -> User | None:
    """Whom the two custodians found; nobody for anybody else."""
    if by.pk not in (opening.asked_by_id, opening.answered_by_id):
        return None
    found = links.own_half(opened, opening.expires_on, opening.found)
    return User.objects.filter(pk=int.from_bytes(found[: links.PERSON])).first() if found else None


def end_links(day: date) -> None:
    """The halves and what was found go; the lines of the register stay."""
    SealedLink.objects.filter(expires_on__lte=day).delete()
    Opening.objects.over(day).update(half=b"", found=b"")


def _locked(asked: Opening) -> Opening:
    rows = Opening.objects.select_related("discussion__committee__space", "asked_by")
    return rows.select_for_update(of=("self",)).get(pk=asked.pk)


def _answer(asked: Opening, outcome: Outcome, by: User) -> None:
    asked.outcome, asked.half = outcome, b""
    asked.answered_by, asked.answered_on = by, today()
    asked.save()


def _own(half: bytes | None) -> bytes:
    if half is None:
        raise PermissionDenied(_("Your vault has no half of this link, or its days are over."))
    return half


def _other(side: str) -> str:
    return next(str(one) for one in SHARES if one != side)


def _tell_all(opening: Opening, kind: str) -> None:
    committee = opening.discussion.committee
    for seat in committee.members:
        if seat.user:
            words = {"committee": committee.name, "number": opening.number}
            tell(seat.user, kind, link=committee.openings_url, **words)
