"""The motions of one meeting, as whoever leads it sees them: voted on there, or waiting for it."""

from __future__ import annotations

from dataclasses import dataclass

from palabre.committees.models import Meeting
from palabre.core.verdict import Verdict
from palabre.motions import rules
from palabre.motions.models import Motion, State, Vote, Way
from palabre.people.models import User

A_LIST = 40


@dataclass(frozen=True)
class VoteLine:
    """A vote in this meeting. Hands are counted on its own page."""

    vote: Vote
    may_close: Verdict

    @property
    def counts_hands(self) -> bool:
        return self.vote.is_open and self.vote.way == Way.HANDS


@dataclass(frozen=True)
class Floor:
    votes: list[VoteLine]
    waiting: list[tuple[Motion, Verdict]]


def floor_of(meeting: Meeting, user: User) -> Floor:
    committee = meeting.committee
    put = Vote.objects.filter(meeting=meeting).select_related("motion", "amendment", "decision")
    votes = list(put[:A_LIST])
    for vote in votes:
        vote.motion.committee = committee
    waiting: list[Motion] = []
    if meeting.is_open:
        moved = committee.motions.filter(state=State.MOVED).prefetch_related("amendments")
        waiting = list(moved[:A_LIST])
    for motion in waiting:
        motion.committee = committee
    return Floor(
        [VoteLine(vote, rules.can_close(user, vote)) for vote in votes],
        [(motion, rules.can_put_to_vote(user, motion)) for motion in waiting],
    )
