"""No sequence of deeds adopts anything without a quorum and a majority on each side, nor twenty at once.

Who is in the room and who said what is kept here by the test itself, in sets and lists, and looked
at whenever something was adopted.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.committees.models import Meeting
from palabre.core import waiting
from palabre.meetings.services import mark_absent, mark_present
from palabre.motions import services
from palabre.motions.counting import Choice, Count
from palabre.motions.models import Motion, Slip, Stage, State, Vote, Way
from palabre.people.models import Side, User
from tests.meetings.factories import everybody_comes, seats_of
from tests.moderation.test_at_once import all_at_once
from tests.motions.factories import close, open_by_both, voters_of
from tests.vaults.factories import vault_of

BOTH = [Side.CIVILIAN.value, Side.FORCES.value]
MIXED = ["yes", "yes", "yes", "no", "abstain"]
WAYS = [Way.HANDS, Way.NAMED, Way.SECRET]
DEED = st.one_of(
    st.tuples(st.just("come"), st.sampled_from(BOTH), st.integers(0, 3)),
    st.tuples(st.just("leave"), st.sampled_from(BOTH), st.integers(0, 3)),
    st.tuples(st.just("open"), st.sampled_from(WAYS), st.integers(0, 1)),
    st.tuples(st.just("vote"), st.sampled_from(["yes", "yes", "mixed"]), st.integers(0, 9)),
    st.tuples(st.just("close"), st.sampled_from(WAYS), st.integers(0, 1)),
    st.tuples(st.just("urn"), st.sampled_from(BOTH), st.integers(0, 1)),
    st.tuples(st.just("chair"), st.sampled_from(BOTH), st.integers(0, 1)),
)
# Whole votes, so that much is adopted, with people coming and going in between.
RUNS = st.lists(
    st.one_of(
        st.lists(DEED, max_size=3),
        st.sampled_from(WAYS).map(
            lambda way: [
                ("open", way, 0), ("vote", "yes", 0), ("close", way, 0),
                ("urn", BOTH[0], 0), ("urn", BOTH[1], 0),
            ]
        ),
    ),
    max_size=4,
).map(lambda parts: [deed for part in parts for deed in part])  # fmt: skip


@dataclass
class Seen:
    """What the test knows: the room, what was said in the open vote, the room when it was closed."""

    meeting: Meeting
    motion: Motion
    leader: User
    custodians: dict[str, User]
    seats: dict[str, list[int]]
    there: dict[str, set[int]] = field(default_factory=lambda: {side: set() for side in BOTH})
    said: dict[int, tuple[str, str]] = field(default_factory=dict)
    closing: dict[str, int] = field(default_factory=dict)
    chairs: set[str] = field(default_factory=set)
    adopted: int = 0

    @property
    def vote(self) -> Vote | None:
        return self.motion.votes.exclude(stage=Stage.OVER).first()

    def do(self, what: str, which: str, number: int) -> None:
        before = set(self.motion.votes.filter(outcome="adopted"))
        try:
            getattr(self, what)(which, number)
        except PermissionDenied:
            return
        self.motion.refresh_from_db()
        if set(self.motion.votes.filter(outcome="adopted")) != before:
            self.look()

    def look(self) -> None:
        """Something was adopted just now."""
        self.adopted += 1
        assert self.motion.state == State.ADOPTED
        for side in BOTH:
            assert 2 * self.closing[side] >= len(self.seats[side])
            yes, no = (self.number(side, choice) for choice in ("yes", "no"))
            assert yes > no or (yes == no > 0 and self.chairs == set(BOTH))
        # And may be moved again, so that more can happen.
        Motion.objects.filter(pk=self.motion.pk).update(state=State.MOVED, decided_on=None)

    def number(self, side: str, choice: str) -> int:
        return Counter(self.said.values())[(side, choice)]

    # --- The deeds --------------------------------------------------------------------------------
    def come(self, side: str, number: int) -> None:
        mark_present(self.meeting, [self.seats[side][number]], by=self.leader)
        self.there[side].add(self.seats[side][number])

    def leave(self, side: str, number: int) -> None:
        mark_absent(self.meeting, self.seats[side][number], by=self.leader)
        self.there[side].discard(self.seats[side][number])

    def open(self, way: str, _number: int) -> None:
        services.open_vote(self.motion, services.Call(way, self.meeting), by=self.leader)
        self.said, self.closing, self.chairs = {}, {}, set()

    def vote_of(self) -> Vote:
        if (vote := self.vote) is None:
            raise PermissionDenied
        return vote

    def vote_as(self, vote: Vote, user: User, side: str, choice: str) -> None:
        if vote.way == Way.NAMED:
            services.choose(vote, choice, by=user)
        else:
            services.cast_ballot(vote, choice, by=user)
        self.said[user.pk] = (side, choice)

    def close(self, _way: str, _number: int) -> None:
        vote = self.vote_of()
        self.closing = {side: len(self.there[side]) for side in BOTH}
        if vote.way == Way.HANDS:
            hands = {side: Count(len(self.there[side])) for side in BOTH}
            self.said = {pk: (side, "yes") for side in BOTH for pk in self.there[side]}
            services.count_hands(vote, hands, by=self.leader)
            return
        services.close_vote(vote, by=self.leader)
        if vote.way == Way.SECRET:
            services.finish_closing(vote.pk)

    def urn(self, side: str, _number: int) -> None:
        custodian = self.custodians[side]
        services.open_urn(self.vote_of(), by=custodian, opened=vault_of(custodian))

    def chair(self, side: str, number: int) -> None:
        seat = next(one for one in self.meeting.committee.chairs if one.side == side)
        assert seat.user
        services.decide_tie(self.vote_of(), ["yes", "no"][number], by=seat.user)
        if number == 0:
            self.chairs.add(side)


def ballots(seen: Seen, which: str, number: int) -> None:
    vote = seen.vote_of()
    choices = cycle(["yes"] if which == "yes" else [*Choice.values[number % 2 :], "yes"])
    for side in BOTH:
        for user in voters_of(vote, side):
            seen.vote_as(vote, user, side, next(choices))


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=RUNS, tie=st.sampled_from(["falls", "again", "chairs"]))
def test_no_sequence_of_deeds_adopts_without_both_sides(motion, meeting, custodians, deeds, tie):
    leader = meeting.committee.chairs[0].user
    with transaction.atomic():
        waiting.start_afresh()
        type(meeting.rules).objects.filter(pk=meeting.rules_id).update(tie=tie, fewest_ballots=4)
        seats = {side: seats_of(meeting.committee, side) for side in BOTH}
        both = dict(zip(BOTH, custodians, strict=True))
        seen = Seen(Meeting.objects.get(pk=meeting.pk), motion, leader, both, seats)
        seen.there = {side: set(seats[side]) for side in BOTH}
        for what, which, number in deeds:
            if what == "vote":
                _quietly(partial(ballots, seen, which, number))
            else:
                seen.do(what, which, number)
        transaction.set_rollback(True)


def _quietly(deed) -> None:
    try:
        deed()
    except PermissionDenied:
        return


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_vote_at_once_and_each_is_counted_once(motion, meeting, custodians, secretary):
    everybody_comes(meeting)
    vote = services.open_vote(motion, services.Call(Way.SECRET, meeting), by=secretary)
    voters = [(user, side) for side in BOTH for user in voters_of(vote, side)]
    choices = dict(zip((user.pk for user, _ in voters), cycle(MIXED), strict=False))
    casting = [
        partial(services.cast_ballot, vote, choices[user.pk], by=user) for user, _side in voters
    ]

    seen = all_at_once([*casting, *casting, *[services.fill_urns] * 4])

    assert set(seen) <= {"done", "refused"}
    over = open_by_both(close(vote, secretary), *custodians)
    assert sum(over.cast.values()) == len(voters) == over.counted.count()
    for side in BOTH:
        said = [choices[user.pk] for user, at in voters if at == side]
        assert over.counts[side] == Count.of(said)
    assert not Slip.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_whoever_was_told_that_their_ballot_is_taken_is_counted_though_it_closes_meanwhile(
    motion, meeting, custodians, secretary
):
    vote = services.open_vote(motion, services.Call(Way.SECRET, meeting), by=secretary)
    voters = [user for side in BOTH for user in voters_of(vote, side)]
    taken: list[str] = []

    def cast(user: User) -> None:
        taken.append(services.cast_ballot(vote, "yes", by=user))

    early, late = voters[:1] + voters[4:5], voters[1:4] + voters[5:]
    for user in early:
        cast(user)
    all_at_once([*(partial(cast, user) for user in late), lambda: close(vote, secretary)])

    kept = Slip.objects.filter(vote=vote)
    over = Vote.objects.get(pk=vote.pk)
    assert sum(over.cast.values()) == len(taken)
    if not over.is_over:  # enough of each side came in time
        assert set(kept.values_list("number", flat=True)) == set(taken)
