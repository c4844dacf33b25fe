"""Who may ask for a link to be opened, and who answers. Pure questions: nothing here writes."""

from django.utils.translation import gettext as _

from palabre.committees.models import Discussion, NamelessContribution
from palabre.committees.models.link import SHARES, Opening, Outcome, SealedLink
from palabre.core.days import today
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import User
from palabre.spaces.models import Role
from palabre.vaults.trust import trust_in


def side_of(user: User, discussion: Discussion) -> str:
    """Of a custodian whose vault is trusted here; nothing for anybody else."""
    space = discussion.committee.space
    if not space.has_role(user, Role.CUSTODIAN):
        return ""
    trust = trust_in(space, Role.CUSTODIAN)
    seat = trust.seat_of(user)
    return str(seat.side) if seat and seat.side in SHARES and trust.has(user) else ""


def can_ask(user: User, said: NamelessContribution) -> Verdict:
    if not side_of(user, said.discussion):
        return deny(_("Only custodians of the two sides, with a trusted vault, do this."))
    link = SealedLink.objects.filter(contribution=said).first()
    if link is None or link.expires_on <= today():
        return deny(_("There is no link to whoever said this, or its days are over."))
    known = Opening.objects.filter(discussion=said.discussion, number=said.number)
    if known.exclude(outcome=Outcome.REFUSED).exists():
        return deny(_("This link is in the register already."))
    return ALLOW


def can_answer(user: User, asked: Opening) -> Verdict:
    side = side_of(user, asked.discussion)
    if not side or side == asked.side:
        return deny(_("A custodian of the other side answers this."))
    if asked.outcome != Outcome.ASKED:
        return deny(_("This has been answered."))
    number = {"contribution__number": asked.number, "contribution__discussion": asked.discussion}
    if asked.expires_on <= today() or not SealedLink.objects.filter(**number).exists():
        return deny(_("There is no link to whoever said this, or its days are over."))
    return ALLOW
