"""Who reads sealed messages. What a person can open is decided by keys; this is the door before."""

from django.utils.translation import gettext as _

from palabre.core.marking import find_accusation
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role, Space
from palabre.spaces.rules import can_run
from palabre.submissions.models import (
    PaperSheet,
    Proposal,
    Readers,
    Status,
    Submission,
)
from palabre.vaults.trust import Trust, trust_in

MOST_SHEETS = 1000  # that wait in one space
SIDES = (Side.CIVILIAN.value, Side.FORCES.value)


def can_read_messages(user: User) -> Verdict:
    if user.memberships.filter(role=Role.READER).exists():
        return ALLOW
    return deny(_("Only the readers of a committee open its messages."))


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
    if submission.status == Status.RECEIVED:
        return deny(_("The writer has written something that nobody has read yet. Read it first."))
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


def can_take_onward(user: User, submission: Submission, trust: Trust) -> Verdict:
    """Make a topic of what this message is about, in words of one's own."""
    seat = trust.seat_of(user)
    if seat is None or not trust.counts(seat) or seat.side not in SIDES:
        return deny(_("Only the trusted readers of this committee make a topic of a message."))
    if not submission.wraps.filter(reader_key__user=user).exists():
        return deny(_("This message is not sealed to you."))
    if submission.status == Status.CLOSED:
        return deny(_("This conversation is closed."))
    if submission.status == Status.RECEIVED:
        return deny(_("The writer has written something that nobody has read yet. Read it first."))
    return ALLOW


def takes_two(submission: Submission, trust: Trust) -> bool:
    """Whether a reader of each side must want it: where both sides can open the message, whatever
    a column says."""
    if submission.readers != Readers.CIVILIAN:
        return True
    others = [seat.user_id for seat in trust.seats if seat.side != Side.CIVILIAN]
    return submission.wraps.filter(reader_key__user__in=others).exists()


def can_publish_alone(user: User, submission: Submission, trust: Trust) -> Verdict:
    if takes_two(submission, trust):
        return deny(_("Both sides can open this message: a reader of the other side must agree."))
    return can_take_onward(user, submission, trust)


def can_propose(user: User, submission: Submission, trust: Trust) -> Verdict:
    allowed = can_take_onward(user, submission, trust)
    if not allowed:
        return allowed
    if not _could_agree(user, submission, trust):
        return deny(_("No trusted reader of the other side can open this message and agree."))
    return ALLOW


def _could_agree(user: User, submission: Submission, trust: Trust) -> bool:
    own = trust.seat_of(user)
    others = [
        seat.user_id
        for seat in trust.seats
        if own and seat.side in SIDES and seat.side != own.side and trust.counts(seat)
    ]
    return submission.wraps.filter(reader_key__user__in=others).exists()


def can_agree(user: User, proposal: Proposal, trust: Trust) -> Verdict:
    """Agree to it, or decline it: one of the other side, while whoever proposed it still counts."""
    allowed = can_take_onward(user, proposal.submission, trust)
    if not allowed:
        return allowed
    if proposal.by_key.user_id == user.pk:
        return deny(_("Nobody agrees to their own proposal."))
    proposer = proposal.by_key.user  # nobody where that vault was lost since
    theirs, own = trust.seat_of(proposer) if proposer else None, trust.seat_of(user)
    if theirs is None or not trust.counts(theirs):
        return deny(_("Whoever proposed this is no longer a trusted reader here."))
    if own is None or own.side == theirs.side:
        return deny(_("It takes a reader of the other side to agree."))
    return ALLOW


def can_stand_in_public(title: str, body: str) -> Verdict:
    """No text that calls a named person a suspect is published from here."""
    if find_accusation(title, body) is None:
        return ALLOW
    return deny(
        _(
            "This text names a person and calls them a suspect. Palabre publishes no such thing: it "
            "can put a life in danger. It belongs with the justice system, the gendarmerie or the "
            "police, or with an organisation that protects people. Leave out who it is, or what "
            "they are accused of. Your text is still here."
        )
    )
