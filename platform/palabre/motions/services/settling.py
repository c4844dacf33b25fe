"""What a vote comes to, and what becomes of the text by it. Every way of voting ends here."""

from collections.abc import Mapping

from django.db import transaction

from palabre.audit.services import record
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.meetings.rules import can_adopt
from palabre.meetings.services import record_vote, room_of
from palabre.meetings.services.session import lock as lock_meeting
from palabre.motions import rules
from palabre.motions.actions import Action
from palabre.motions.counting import Choice, Count, Outcome, outcome_of
from palabre.motions.models import Fate, Motion, Stage, State, Vote
from palabre.motions.services.moving import (
    lock,
    require_fitting,
    settle_amendment,
    settle_motion,
    take_in,
)
from palabre.notifications.services import tell
from palabre.people.models import User

# After these the same text may be put to the vote again; nobody has decided against it.
UNDECIDED = (Outcome.NO_QUORUM, Outcome.TOO_FEW, Outcome.TIED, Outcome.GIVEN_UP)


def lock_vote(vote: Vote) -> Vote:
    """The committee, its meeting and the motion stand still until the transaction ends."""
    meeting = lock_meeting(vote.meeting) if vote.meeting else None
    motion = lock(vote.motion)
    rows = Vote.objects.select_related("rules", "amendment").select_for_update(of=("self",))
    locked = rows.get(pk=vote.pk)
    if meeting:
        locked.meeting, motion.committee = meeting, meeting.committee
    locked.motion = motion
    if locked.amendment:
        locked.amendment.motion = motion
    return locked


def look_round(vote: Vote) -> None:
    """In a meeting, who is in the room in the instant in which nobody votes any more. It may be counted
    much later, when all have gone home."""
    if vote.meeting:
        vote.had_quorum = bool(can_adopt(vote.meeting))
        vote.room = room_of(vote.meeting)


def settle(vote: Vote, tally: Mapping[str, Count], *, shown: bool, by: User | None) -> Vote:
    """`shown`: whether the numbers are."""
    vote.tally = {side: vars(count) for side, count in tally.items()} if shown else {}
    vote.cast = {side: count.cast for side, count in tally.items()}
    outcome = outcome_of(
        tally, vote.rules, has_quorum=bool(vote.had_quorum), may_tie=not _was_tied(vote)
    )
    return end(vote, outcome, by=by)


def _was_tied(vote: Vote) -> bool:
    before = vote.motion.votes.filter(amendment=vote.amendment_id, text=vote.text)
    return before.filter(outcome=Outcome.TIED).exclude(pk=vote.pk).exists()


def end(vote: Vote, outcome: Outcome, *, by: User | None) -> Vote:
    vote.outcome = outcome
    vote.stage = Stage.DRAWN if outcome == Outcome.CHAIRS else Stage.OVER
    vote.over_on = today() if vote.is_over else None
    vote.save()
    record(Action.VOTE_COUNTED, by=by, on=vote, outcome=outcome.value)
    if vote.is_over:
        _apply(vote, by)
    return vote


def _apply(vote: Vote, by: User | None) -> None:
    motion = vote.motion
    motion.state = State.MOVED
    motion.save(update_fields=["state"])
    if vote.amendment:
        if vote.is_adopted:
            require_fitting(vote.amendment)
            take_in(vote.amendment, Fate.ADOPTED)
        elif vote.outcome not in UNDECIDED:
            settle_amendment(vote.amendment, Fate.REJECTED)
    elif vote.is_adopted:
        settle_motion(motion, State.ADOPTED)
        _record(vote, by)
        _announce(motion)
    elif vote.outcome not in UNDECIDED:
        settle_motion(motion, State.REJECTED)


def _record(vote: Vote, by: User | None) -> None:
    """Among the decisions of its meeting, or, once its minutes are approved, with the motion alone."""
    motion = vote.motion
    if vote.meeting is None or not vote.room:  # or closed before rooms were looked at
        return
    text = f"{motion.title}\n\n{vote.text}"
    vote.decision = record_vote(
        vote.meeting,
        vote.room,
        by=by,
        kind=motion.kind,
        text_fr=text if motion.lang == "fr" else "",
        text_en=text if motion.lang != "fr" else "",
        for_members=not motion.is_public,
    )
    vote.save(update_fields=["decision"])


def _announce(motion: Motion) -> None:
    for seat in motion.committee.members:
        if seat.user:
            tell(seat.user, "motions.adopted", link=motion.get_absolute_url(), title=motion.title)


@transaction.atomic
def decide_tie(vote: Vote, choice: str, *, by: User) -> Vote:
    """One co-chair's word. It carries where both say yes; one no is enough to end it."""
    locked = lock_vote(vote)
    require(rules.can_decide_tie(by, locked))
    seat = locked.motion.committee.seat_of(by)
    assert seat  # noqa: S101 (the rule has asked)
    said = Choice.YES if choice == Choice.YES else Choice.NO
    setattr(locked, rules.SIDE_OF_CHAIR[seat.side], said)
    locked.save()
    record(Action.TIE_DECIDED, by=by, on=locked, side=seat.side)
    words = {getattr(locked, field) for field in rules.SIDE_OF_CHAIR.values()}
    if Choice.NO in words:
        return end(locked, Outcome.REJECTED, by=by)
    return locked if "" in words else end(locked, Outcome.ADOPTED, by=by)
