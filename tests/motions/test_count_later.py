"""A secret vote is counted when both custodians come, often after the session; and where what was
adopted is then read."""

import pytest
from django.test import Client

from palabre.core import waiting
from palabre.core.days import today
from palabre.meetings import services as meetings
from palabre.meetings.models import Decision, Version
from palabre.motions import services
from palabre.motions.models import Motion, Way
from palabre.people.models import Side
from palabre.reports.activity import report_of
from palabre.reports.quarters import quarter_of
from tests.meetings.minuting import drafted, pass_the_window, write
from tests.motions.factories import MotionFactory, close, open_by_both, voters_of

pytestmark = pytest.mark.django_db
LIST = "/en/committees/kerouba/recommendations/"


def vote_and_go_home(vote, meeting, secretary):
    """All say yes; the vote is closed, one of each side leaves, and the session is over."""
    waiting.start_afresh()
    for side in (Side.CIVILIAN, Side.FORCES):
        for user in voters_of(vote, side):
            services.cast_ballot(vote, "yes", by=user)
    close(vote, secretary)
    for seat in meeting.committee.members[::2]:
        meetings.mark_absent(meeting, seat.pk, by=secretary)
    meetings.close_session(meeting, by=secretary)


@pytest.fixture
def minutes(in_secret, meeting, secretary):
    vote_and_go_home(in_secret, meeting, secretary)
    return meetings.begin_minutes(meeting, by=secretary)


def adopted_in(version: Version | None) -> list[str]:
    assert version
    return [one["text_en"] for one in version.content["decisions"]]


def test_it_joins_minutes_that_are_being_written(minutes, in_secret, custodians, secretary, trader):
    agreed = meetings.assent(minutes, edition=minutes.edition, by=trader)

    vote = open_by_both(in_secret, *custodians)

    assert vote.decision == Decision.objects.get()
    assert (vote.decision.present_civilian, vote.decision.needed_civilian) == (5, 3)
    minutes.refresh_from_db()
    assert minutes.edition == agreed.edition + 1  # nobody agrees to what they did not read
    assert minutes.asked is None


def test_it_joins_a_draft_and_both_co_chairs_look_again(
    minutes, in_secret, custodians, secretary, trader, gendarme
):
    draft = drafted(minutes, [trader, gendarme])
    assert adopted_in(draft.versions.last()) == []

    open_by_both(in_secret, *custodians)

    draft.refresh_from_db()
    pass_the_window(draft)
    assert "Nobody pays." in adopted_in(draft.versions.last())[0]
    approved = meetings.approve_minutes(drafted(draft, [trader, gendarme]), by=secretary)
    assert "Nobody pays." in adopted_in(approved.versions.get(is_final=True))[0]
    assert Client().get(LIST).content.decode().count("The post at the bridge") == 1


def test_after_the_minutes_it_stands_with_its_motion_which_says_where_it_was_put(
    minutes, in_secret, custodians, secretary, trader, gendarme
):
    draft = drafted(minutes, [trader, gendarme])
    pass_the_window(draft)
    meetings.approve_minutes(draft, by=secretary)

    vote = open_by_both(in_secret, *custodians)

    assert vote.motion.is_adopted
    assert vote.decision is None
    for path in (LIST, vote.motion.get_absolute_url()):
        assert "Put to the vote in the meeting of" in Client().get(path).content.decode()
    told = report_of(vote.motion.committee, quarter_of(today()), inside=True)
    assert [one.text for one in told.adopted] == ["The post at the bridge"]


def test_a_motion_for_the_members_is_in_their_minutes_alone(
    client, motion, meeting, secretary, trader, gendarme
):
    Motion.objects.filter(pk=motion.pk).update(is_public=False)
    vote = services.open_vote(motion, services.Call(Way.NAMED, meeting), by=secretary)
    for user in [one.user for one in vote.voters.select_related("user")]:
        services.choose(vote, "yes", by=user)
    services.close_vote(vote, by=secretary)
    item = meetings.add_item(meeting, title_en="The bridge", by=secretary)
    meetings.record_decision(meeting, item=item, text_en="Three lamps.\nFor all.", by=secretary)
    meetings.close_session(meeting, by=secretary)
    minutes = meetings.begin_minutes(meeting, by=secretary)
    draft = drafted(write(minutes, "Members spoke.", by=secretary), [trader, gendarme])
    client.force_login(trader)
    assert "Three lamps." not in client.get(LIST).content.decode()  # not before they are approved
    pass_the_window(draft)
    meetings.approve_minutes(draft, by=secretary)

    inside, outside = client.get(LIST).content.decode(), Client().get(LIST).content.decode()
    address = f"/en/committees/kerouba/meetings/{meeting.pk}/minutes/"
    public = Client().get(address).content.decode()

    assert "Nobody pays." not in public
    assert "The post at the bridge" not in public + outside
    assert "Three lamps." in public
    assert f"{address}#decision-2" in outside
    assert 'id="decision-2"' in public
    assert inside.count("Three lamps.") == outside.count("Three lamps.") == 1
    assert "The post at the bridge" in inside
    assert "Nobody pays." in client.get(address).content.decode()


def test_whoever_leads_sees_the_motions_of_the_meeting_and_votes_on_them_from_there(
    in_secret, meeting, as_trader, trader
):
    waiting_one = MotionFactory.create(committee=meeting.committee, moved_by=trader)
    session = f"/en/committees/kerouba/meetings/{meeting.pk}/session/"

    page = as_trader.get(session).content.decode()

    assert f"{in_secret.get_absolute_url()}close/" in page
    assert f"{waiting_one.get_absolute_url()}votes/new/" in page
    assert session in as_trader.get(in_secret.get_absolute_url()).content.decode()
    assert session in as_trader.get(in_secret.motion.get_absolute_url()).content.decode()
