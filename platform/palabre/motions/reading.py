"""Motions and votes as a page shows them to one reader."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.committees.models import Committee, Meeting
from palabre.committees.reading import Voice, seat_voice
from palabre.motions.counting import (
    A_WHOLE,
    ALL,
    BOTH,
    FEWEST_OF_A_SIDE,
    VOTING,
    Bar,
    Count,
    bars,
    overall,
)
from palabre.motions.models import Motion, Poll, State, Vote, Word
from palabre.people.models import Side, User

TAGS = {
    State.MOVED: "wait",
    State.VOTING: "part",
    State.ADOPTED: "done",
    State.REJECTED: "no",
    State.WITHDRAWN: "no",
}


def tag_of(motion: Motion) -> str:
    return TAGS[State(motion.state)]


def voice_of(user: User, committee: Committee, *, inside: bool) -> Voice:
    """Whoever moved or amended, as their seat is shown; the public is told of nobody."""
    seat = committee.last_seat_of(user.pk)
    if seat is None:
        return Voice(str(Side.SECRETARIAT.label), side=Side.SECRETARIAT)
    return seat_voice(seat, inside=inside)


@dataclass(frozen=True)
class Shown:
    """One majority, as a bar and in words."""

    bar: Bar

    @property
    def side(self) -> str:
        return "" if self.bar.who == ALL else self.bar.who

    @property
    def width(self) -> int:
        return self.bar.percent

    @property
    def words(self) -> str:
        told = {
            "yes": self.bar.yes,
            "of": self.bar.of,
            "percent": self.bar.percent,
            "needs": self.bar.needs,
        }
        if self.bar.needs == A_WHOLE:
            return _("%(yes)s of %(of)s: %(percent)s%%; all are needed") % told
        return _("%(yes)s of %(of)s: %(percent)s%%; more than %(needs)s%% is needed") % told

    @property
    def abstained(self) -> int:
        return self.bar.count.abstain

    @property
    def passed(self) -> bool:
        return self.bar.passed


@dataclass(frozen=True)
class Result:
    """What a vote came to. Without bars: the outcome alone is shown."""

    vote: Vote

    @property
    def bars(self) -> list[Shown]:
        if not self.vote.tally:
            return []
        return [Shown(bar) for bar in bars(self.vote.counts, self.vote.rules)]

    @property
    def turnout(self) -> list[tuple[str, int, int]]:
        """Side, ballots cast, who could."""
        cast = self.vote.cast
        return [(side, cast[side], of) for side, of in self.vote.electors.items() if side in cast]

    @property
    def abstained(self) -> int:
        return overall(self.vote.counts).abstain


def result_of(motion: Motion) -> Result | None:
    """Of the last vote on the motion itself that is over."""
    over = [vote for vote in motion.votes.all() if vote.amendment_id is None and vote.is_over]
    return Result(max(over, key=lambda vote: vote.pk)) if over else None


def put_in(motion: Motion) -> Meeting | None:
    """The meeting in which the motion itself was put to the vote last, if it was in one."""
    put = [one for one in motion.votes.all() if one.amendment_id is None]
    last = max(put, key=lambda vote: vote.pk, default=None)
    if last and last.meeting:
        last.meeting.committee = motion.committee
    return last.meeting if last else None


FEWEST_ANSWERS = 5  # of each side, before anything is shown while it is open


@dataclass(frozen=True)
class Answers:
    """What a poll came to, as far as it may be shown: by side, together, or not at all."""

    poll: Poll
    by_side: dict[str, Count]

    @property
    def is_due(self) -> bool:
        enough = all(self._of(side).cast >= FEWEST_ANSWERS for side in BOTH)
        return self.poll.is_closed or enough

    @property
    def sides(self) -> list[tuple[str, list[tuple[str, int]]]]:
        said = [(side, count) for side, count in self.by_side.items() if count.cast]
        few = any(self._of(side).cast < FEWEST_OF_A_SIDE for side in BOTH)
        if not self.is_due or few or any(count.gives_someone_away for _side, count in said):
            return []
        return [(side, _in_words(count)) for side, count in said]

    @property
    def together(self) -> list[tuple[str, int]]:
        every = overall(self.by_side)
        hidden = every.cast < FEWEST_ANSWERS or every.gives_someone_away
        return [] if hidden or not self.is_due or self.sides else _in_words(every)

    def _of(self, side: str) -> Count:
        return self.by_side.get(side, Count())


def _in_words(count: Count) -> list[tuple[str, int]]:
    numbers = (count.yes, count.no, count.abstain)
    return [(str(word.label), number) for word, number in zip(Word, numbers, strict=True)]


def answers_to(poll: Poll) -> Answers:
    by_side = {side: [0, 0, 0] for side in VOTING}
    for one in poll.answers.all():
        by_side[one.side][Word.values.index(one.word)] += 1
    return Answers(poll, {side: Count(*numbers) for side, numbers in by_side.items()})
