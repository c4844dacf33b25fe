"""Who moves, amends, puts to the vote, votes and counts. Pure questions: nothing here writes."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from palabre.committees.models import Committee, Discussion, Meeting
from palabre.committees.rules import can_be_nameless, can_look_in, can_take_part
from palabre.core.days import today
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.meetings.rules import can_adopt, can_lead
from palabre.motions.counting import BOTH, FEWEST_OF_A_SIDE, Terms, outcome_tells
from palabre.motions.models import Amendment, Asked, Motion, Poll, Stage, Vote, Voter, Way
from palabre.people.models import Side, User
from palabre.spaces.models import Anyone

SIDE_OF_CHAIR = {Side.CIVILIAN.value: "civilian_chair", Side.FORCES.value: "forces_chair"}


# --- Reading --------------------------------------------------------------------------------------
def can_read(user: Anyone, motion: Motion) -> Verdict:
    if motion.committee.standing_of(user).inside:
        return ALLOW
    if motion.is_public and motion.is_adopted and can_look_in(user, motion.committee):
        return ALLOW
    return deny(_("This motion is for the members of the committee."))


# --- The text -------------------------------------------------------------------------------------
def can_move(user: Anyone, committee: Committee) -> Verdict:
    return can_take_part(user, committee)


def can_amend(user: Anyone, motion: Motion) -> Verdict:
    if not motion.is_open:
        return deny(_("The text of this motion no longer changes."))
    return can_take_part(user, motion.committee)


def can_accept(user: Anyone, amendment: Amendment) -> Verdict:
    if amendment.motion.moved_by_id != user.pk:
        return deny(_("Only whoever moved the motion accepts an amendment without a vote."))
    return _still_talked_over(amendment)


def can_withdraw_amendment(user: Anyone, amendment: Amendment) -> Verdict:
    if amendment.proposed_by_id != user.pk:
        return deny(_("Only whoever proposed an amendment withdraws it."))
    return _still_talked_over(amendment)


def _still_talked_over(amendment: Amendment) -> Verdict:
    if not amendment.is_open:
        return deny(_("This amendment has been settled."))
    return ALLOW if amendment.motion.is_open else deny(_("The motion is being voted on."))


def can_withdraw(user: Anyone, motion: Motion) -> Verdict:
    if motion.moved_by_id != user.pk:
        return deny(_("Only whoever moved a motion withdraws it."))
    return ALLOW if motion.is_open else deny(_("It is too late to withdraw this motion."))


# --- Opening a vote -------------------------------------------------------------------------------
def can_put_to_vote(user: Anyone, motion: Motion, amendment: Amendment | None = None) -> Verdict:
    if not (allowed := can_lead(user, motion.committee)):
        return allowed
    if not motion.is_open:
        return deny(_("This motion cannot be put to the vote now."))
    if amendment is None and any(one.is_open for one in motion.amendments.all()):
        return deny(_("The amendments come first: accept, withdraw or vote on each of them."))
    if amendment is not None and not amendment.is_open:
        return deny(_("This amendment has been settled."))
    return ALLOW


def can_vote_in_this_way(way: str, meeting: Meeting | None) -> Verdict:
    if meeting is None:
        if way in (Way.HANDS, Way.CODES):
            return deny(_("This way of voting needs a meeting in session."))
        return ALLOW
    if way == Way.NAMED and meeting.is_chatham:
        return deny(_("This meeting is held without names, and so are its votes."))
    return can_adopt(meeting)


def can_stay_secret(electors: Mapping[str, int], custodians: set[str], agreed: Terms) -> Verdict:
    """Of a secret ballot, before it is opened: enough people for it, and somebody to count it."""
    if any(electors.get(side, 0) < FEWEST_OF_A_SIDE for side in BOTH):
        return deny(
            _(
                "A secret ballot needs at least %(fewest)s voters on each side. With fewer, the "
                "outcome alone would say how each of them voted."
            )
            % {"fewest": FEWEST_OF_A_SIDE}
        )
    if outcome_tells(electors, agreed):
        return deny(
            _(
                "With these majorities and so few voters, the outcome alone would tell how somebody "
                "voted. Vote in another way, or with more voters."
            )
        )
    if not custodians >= set(BOTH):
        return deny(
            _(
                "A secret ballot is opened by one custodian of each side together. One side has "
                "no custodian with a trusted vault yet."
            )
        )
    return ALLOW


# --- Voting and counting --------------------------------------------------------------------------
def can_vote(vote: Vote, voter: Voter | None) -> Verdict:
    if voter is None:
        return deny(
            _("Who may vote was settled when this vote was opened. You are not among them.")
        )
    if not vote.is_open:
        return deny(_("This vote is closed."))
    if voter.is_in:
        return deny(_("Your ballot is in the urn. Nobody can take it out again, not even you."))
    return ALLOW


def can_close(user: User, vote: Vote) -> Verdict:
    if not (allowed := can_lead(user, vote.motion.committee)):
        return allowed
    if vote.stage != Stage.OPEN:
        return deny(_("This vote is closed."))
    if vote.way == Way.HANDS:
        return deny(_("Write down the hands: that closes it."))
    if vote.last_day and today() <= vote.last_day:
        return deny(_("This vote stays open to the end of its last day: people count on it."))
    return ALLOW


def can_count_hands(user: User, vote: Vote) -> Verdict:
    if not (allowed := can_lead(user, vote.motion.committee)):
        return allowed
    if vote.way != Way.HANDS or not vote.is_open:
        return deny(_("There are no hands to be counted."))
    return ALLOW


def can_print_codes(user: User, vote: Vote) -> Verdict:
    if not (allowed := can_lead(user, vote.motion.committee)):
        return allowed
    if vote.way != Way.CODES or not vote.is_open:
        return deny(_("This vote takes no codes."))
    if vote.codes.exists():
        return deny(
            _(
                "The codes were printed. They are printed once: a second sheet would let somebody "
                "vote twice. If the paper is lost, close this vote and open another."
            )
        )
    return ALLOW


def can_open_urn(vote: Vote, side: str) -> Verdict:
    """`side`: that of a custodian whose vault holds a share; nothing for anybody else."""
    if vote.stage != Stage.SEALED:
        return deny(_("There is nothing to open: the vote is still open, or it is counted."))
    if not side:
        return deny(_("Your vault has no share of this urn."))
    if vote.keys.filter(side=side, is_opened=True).exists():
        return deny(_("Your side has opened it. The other side has to."))
    return ALLOW


def can_give_up_urn(user: User, vote: Vote) -> Verdict:
    if not (allowed := can_lead(user, vote.motion.committee)):
        return allowed
    if vote.stage != Stage.SEALED:
        return deny(_("Only an urn that is closed and not yet counted can be given up."))
    return ALLOW


def can_decide_tie(user: User, vote: Vote) -> Verdict:
    seat = vote.motion.committee.seat_of(user)
    if seat is None or not seat.is_chair or seat.side not in BOTH:
        return deny(_("Both co-chairs decide this together."))
    if vote.stage != Stage.DRAWN:
        return deny(_("There is no tie to decide."))
    if getattr(vote, SIDE_OF_CHAIR[seat.side]):
        return deny(_("You have decided. The other co-chair has to."))
    return ALLOW


# --- Consent polls --------------------------------------------------------------------------------
def can_poll(user: Anyone, discussion: Discussion) -> Verdict:
    if discussion.is_closed:
        return deny(_("This discussion is closed."))
    if not can_lead(user, discussion.committee):
        return deny(_("Only a co-chair or the secretariat asks a question that all answer."))
    return can_be_nameless(discussion.committee)


def can_answer(poll: Poll, asked: Asked | None) -> Verdict:
    if asked is None:
        return deny(_("Those who held a seat when it was asked answer this."))
    if poll.is_closed:
        return deny(_("This question is closed."))
    return (
        deny(_("Your answer is in. It can no longer be told from the others."))
        if asked.is_in
        else ALLOW
    )


def can_close_poll(user: Anyone, poll: Poll) -> Verdict:
    return can_lead(user, poll.discussion.committee)
