"""Votes by hands and by names, ties, and what they make of the text."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from palabre.core.days import today
from palabre.meetings.models import Decision
from palabre.motions import services
from palabre.motions.counting import Count, Outcome
from palabre.motions.models import Fate, Stage, State, Way
from palabre.notifications.models import Notice
from palabre.people.models import Side
from tests.committees.factories import SeatFactory
from tests.meetings.factories import seats_of
from tests.motions.factories import AmendmentFactory, afresh, voters_of

pytestmark = pytest.mark.django_db
BOTH = (Side.CIVILIAN, Side.FORCES)
MOST = {"civilian": Count(3, 1), "forces": Count(2, 1, 1)}
EVEN = {side: Count(2, 2) for side in ("civilian", "forces")}


@pytest.fixture
def by_hands(motion, meeting, secretary):
    return services.open_vote(motion, services.Call(Way.HANDS, meeting), by=secretary)


def put(motion, meeting, by, way=Way.HANDS, **words):
    return services.open_vote(motion, services.Call(way, meeting), by=by, **words)


# --- Hands ----------------------------------------------------------------------------------------
def test_hands_of_both_sides_adopt_and_it_is_recorded(by_hands, secretary):
    over = services.count_hands(by_hands, MOST, by=secretary)

    assert over.outcome == Outcome.ADOPTED
    assert over.motion.state == State.ADOPTED
    assert Decision.objects.get().text_en.startswith("The post at the bridge")


def test_a_majority_overall_does_not_help_where_one_side_is_against(by_hands, secretary):
    hands = {"civilian": Count(4, 0), "forces": Count(1, 2)}

    over = services.count_hands(by_hands, hands, by=secretary)

    assert (over.outcome, over.motion.state) == (Outcome.REJECTED, State.REJECTED)
    assert not Decision.objects.exists()


def test_there_are_no_more_hands_than_people_in_the_room(by_hands, meeting, secretary):
    meeting.attendances.filter(seat__in=seats_of(meeting.committee, Side.FORCES)[:1]).delete()

    with pytest.raises(PermissionDenied, match="at most 4"):
        services.count_hands(by_hands, {**MOST, "forces": Count(3, 1, 1)}, by=secretary)


def test_a_member_neither_opens_nor_counts(motion, meeting, by_hands):
    member = meeting.committee.seats.filter(is_chair=False).first().user

    with pytest.raises(PermissionDenied, match="Only a co-chair"):
        services.count_hands(by_hands, MOST, by=member)
    with pytest.raises(PermissionDenied, match="Only a co-chair"):
        put(motion, meeting, member)


def test_the_text_stands_still_while_it_is_voted_on(by_hands, motion, trader):
    with pytest.raises(PermissionDenied, match="no longer changes"):
        services.amend_motion(motion, base=motion.text, text="Other words.", by=trader)
    with pytest.raises(PermissionDenied, match="too late"):
        services.withdraw_motion(motion, by=trader)


# --- Names ----------------------------------------------------------------------------------------
def test_names_are_counted_when_it_closes_and_may_change_until_then(motion, meeting, secretary):
    vote = put(motion, meeting, secretary, Way.NAMED)
    for side in BOTH:
        first, *others = voters_of(vote, side)
        services.choose(vote, "no", by=first)
        for user in others:
            services.choose(vote, "yes", by=user)
        services.choose(vote, "abstain", by=first)
    assert afresh(vote).tally == {}

    over = services.close_vote(vote, by=secretary)

    assert over.counts == {side: Count(4, 0, 1) for side in BOTH}
    assert over.outcome == Outcome.ADOPTED


def test_a_meeting_without_names_has_no_votes_with_names(motion, meeting, secretary):
    type(meeting).objects.filter(pk=meeting.pk).update(is_chatham=True)

    with pytest.raises(PermissionDenied, match="without names"):
        put(motion, meeting, secretary, Way.NAMED)


def test_between_meetings_each_side_needs_its_quorum_of_voters(motion, trader, gendarme, secretary):
    last = today() + timedelta(days=motion.committee.rules.notice_days)
    with pytest.raises(PermissionDenied, match="7 days at least"):
        services.open_vote(
            motion, services.Call(Way.NAMED, last_day=last - timedelta(days=1)), by=secretary
        )
    vote = services.open_vote(motion, services.Call(Way.NAMED, last_day=last), by=secretary)
    assert Notice.objects.filter(kind="motions.vote").count() == 10
    for user in voters_of(vote, Side.CIVILIAN) + voters_of(vote, Side.FORCES)[:1]:
        services.choose(vote, "yes", by=user)
    type(vote).objects.filter(pk=vote.pk).update(last_day=today() - timedelta(days=1))

    services.close_what_is_over()

    assert afresh(vote).outcome == Outcome.NO_QUORUM
    assert afresh(vote).motion.is_open


def test_a_later_change_of_the_rules_does_not_touch_it(by_hands, meeting, secretary):
    type(meeting.rules).objects.create(
        committee=meeting.committee, number=2, in_force_from=today() + timedelta(days=1),
        majority_a_side=90,
    )  # fmt: skip

    assert services.count_hands(by_hands, MOST, by=secretary).outcome == Outcome.ADOPTED


def test_the_deputy_in_the_room_votes_and_not_whoever_is_away(motion, meeting, secretary, gendarme):
    seat = meeting.committee.seats.get(user=gendarme)
    deputy = SeatFactory.create(committee=meeting.committee, side=Side.FORCES, deputy_of=seat).user
    meeting.attendances.filter(seat=seat).update(by_deputy=True)

    vote = put(motion, meeting, secretary, Way.NAMED)

    assert deputy in voters_of(vote, Side.FORCES)
    assert gendarme not in voters_of(vote, Side.FORCES)
    assert vote.electors == {"civilian": 5, "forces": 5}


# --- Ties -----------------------------------------------------------------------------------------
def tied(motion, meeting, by, rule):
    type(meeting.rules).objects.filter(pk=meeting.rules_id).update(tie=rule)
    meeting.rules.refresh_from_db()
    return services.count_hands(put(motion, meeting, by), EVEN, by=by)


def test_a_tie_falls_where_the_rules_say_so(motion, meeting, secretary):
    assert tied(motion, meeting, secretary, "falls").outcome == Outcome.REJECTED


def test_a_tie_is_put_once_more_and_then_falls(motion, meeting, secretary):
    assert tied(motion, meeting, secretary, "again").outcome == Outcome.TIED
    motion.refresh_from_db()

    assert tied(motion, meeting, secretary, "again").outcome == Outcome.REJECTED


@pytest.mark.parametrize(("second", "outcome"), [("yes", "adopted"), ("no", "rejected")])
def test_both_co_chairs_decide_a_tie(motion, meeting, secretary, second, outcome):
    trader, gendarme = (seat.user for seat in motion.committee.chairs)
    vote = tied(motion, meeting, secretary, "chairs")
    assert vote.stage == Stage.DRAWN
    services.decide_tie(vote, "yes", by=trader)
    assert afresh(vote).outcome == Outcome.CHAIRS
    with pytest.raises(PermissionDenied, match="other co-chair"):
        services.decide_tie(vote, "yes", by=trader)

    assert services.decide_tie(vote, second, by=gendarme).outcome == outcome


# --- Amendments -----------------------------------------------------------------------------------
def test_amendments_come_first(motion, meeting, secretary):
    amendment = AmendmentFactory.create(motion=motion)
    with pytest.raises(PermissionDenied, match="amendments come first"):
        put(motion, meeting, secretary)

    services.count_hands(put(motion, meeting, secretary, amendment=amendment), MOST, by=secretary)

    motion.refresh_from_db()
    amendment.refresh_from_db()
    assert (amendment.fate, motion.state) == (Fate.ADOPTED, State.MOVED)
    assert motion.text.startswith("The post opens at five.")
    assert put(motion, meeting, secretary).text == motion.text


def test_whoever_moved_accepts_without_a_vote_and_nobody_else(motion, trader, gendarme):
    amendment = AmendmentFactory.create(motion=motion)
    with pytest.raises(PermissionDenied, match="Only whoever moved"):
        services.accept_amendment(amendment, by=gendarme)

    services.accept_amendment(amendment, by=trader)

    motion.refresh_from_db()
    assert motion.text == amendment.text
    assert motion.first_text != motion.text


def test_two_amendments_of_one_sentence_do_not_both_come_in(motion, trader):
    one, other = (
        AmendmentFactory.create(motion=motion, text=motion.text.replace("six", hour))
        for hour in ("five", "seven")
    )
    services.accept_amendment(one, by=trader)

    with pytest.raises(PermissionDenied, match="changed in the same sentences"):
        services.accept_amendment(other, by=trader)
