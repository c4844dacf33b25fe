"""Who reads sealed messages. What a person can open is decided by keys; this is the door before."""

from django.utils.translation import gettext as _

from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import User
from palabre.spaces.models import Membership, Role, Space
from palabre.spaces.rules import can_run
from palabre.submissions.models import PaperSheet, ReaderKey, Status, Submission
from palabre.submissions.trust import Trust, trust_in

MOST_SHEETS = 1000  # that wait in one space


def can_read_messages(user: User) -> Verdict:
    if user.memberships.filter(role=Role.READER).exists():
        return ALLOW
    return deny(_("Only the readers of a committee open its messages."))


def can_enrol(user: User) -> Verdict:
    if ReaderKey.objects.filter(user=user).exists():
        return deny(_("You already have a vault."))
    return can_read_messages(user)


def can_found(user: User, trust: Trust) -> Verdict:
    """Begin its readers, two people sitting together."""
    if trust.seat_of(user) is None:
        return deny(_("Only a reader of this space who has a vault does this."))
    if trust.founders:
        return deny(_("The first two readers have already been written down."))
    return ALLOW


def can_vouch(user: User, seat: Membership, trust: Trust) -> Verdict:
    """Sign that the keys of whoever sits there are theirs."""
    own = trust.seat_of(user)
    if own is None or not trust.counts(own):
        return deny(_("Only readers who are trusted here vouch for others."))
    if seat.user_id == user.pk:
        return deny(_("Nobody vouches for their own key."))
    if trust.is_founder(seat):
        return deny(_("This is one of the first two: nobody need vouch for them."))
    if user in trust.vouched(seat):
        return deny(_("You have vouched for this reader."))
    return ALLOW


def can_hand_on(user: User, seat: Membership, trust: Trust) -> Verdict:
    """Give a reader who is trusted now the messages that came in before."""
    own = trust.seat_of(user)
    if own is None or not trust.counts(own):
        return deny(_("Only readers who are trusted here hand messages on."))
    if seat.user_id == user.pk:
        return deny(_("These are yours already."))
    if not trust.counts(seat):
        return deny(_("This reader is not trusted yet."))
    return ALLOW


def can_renew(user: User, trust: Trust) -> Verdict:
    """Change the keys of what somebody opens who does not read here any more."""
    own = trust.seat_of(user)
    if own is None or not trust.counts(own):
        return deny(_("Only readers who are trusted here change the keys."))
    return ALLOW


def can_answer(user: User, submission: Submission) -> Verdict:
    trust = trust_in(submission.space)
    seat = trust.seat_of(user)
    if seat is None or not trust.counts(seat):
        return deny(_("Only the trusted readers of this committee answer."))
    if not submission.wraps.filter(reader_key__user=user).exists():
        return deny(_("This message is not sealed to you."))
    if submission.status == Status.CLOSED:
        return deny(_("This conversation is closed."))
    return ALLOW


def can_print_sheets(user: User, space: Space, number: int) -> Verdict:
    allowed = can_run(user, space)
    if not allowed:
        return allowed
    room = MOST_SHEETS - PaperSheet.objects.filter(space=space).count()
    if number > room:
        return deny(
            _(
                "At most %(most)s sheets may be out at once: %(room)s more can be printed now. "
                "Those that do not come back expire."
            )
            % {"most": MOST_SHEETS, "room": max(room, 0)}
        )
    return ALLOW
