"""A secret ballot, from its opening to the list of numbers."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

from palabre.audit.models import AuditRecord
from palabre.core import waiting
from palabre.core.days import today
from palabre.meetings.models import Decision
from palabre.motions import services
from palabre.motions.counting import Count, Outcome
from palabre.motions.models import Counted, Slip, Stage, UrnKey, UrnShare, Vote, Way
from palabre.motions.services.casting import FEWEST_TOGETHER
from palabre.people.models import Side
from tests.committees.traces import assert_no_user_linked_write, everything
from tests.meetings.factories import seats_of
from tests.motions.factories import afresh, close, custodian, open_by_both, voters_of
from tests.vaults.factories import vault_of

pytestmark = pytest.mark.django_db
MIXED = ["yes", "yes", "no", "abstain"]
CARRIED = ["yes", "yes", "yes", "no", "no"]


def cast(vote, choices, side):
    return [
        services.cast_ballot(vote, choice, by=user)
        for user, choice in zip(voters_of(vote, side), choices, strict=False)
    ]


def cast_all(vote, civilian=MIXED, forces=MIXED):
    return cast(vote, civilian, Side.CIVILIAN) + cast(vote, forces, Side.FORCES)


def test_it_is_counted_once_both_custodians_have_opened_it(in_secret, custodians, secretary):
    numbers = cast_all(in_secret)
    sealed = close(in_secret, secretary)
    assert (sealed.stage, sealed.outcome) == (Stage.SEALED, "")

    counted = open_by_both(in_secret, *custodians)

    assert counted.outcome == Outcome.ADOPTED
    assert counted.counts == {side: Count(2, 1, 1) for side in ("civilian", "forces")}
    assert sorted(numbers) == [one.number for one in counted.counted.all()]
    assert counted.motion.is_adopted
    (decision,) = Decision.objects.all()
    assert "Nobody pays." in decision.text


def test_the_custodians_open_it_in_either_order_and_any_spare_will_do(
    in_secret, custodians, motion, meeting, secretary
):
    civilian, forces = custodians
    spare = custodian(motion.committee, Side.FORCES)
    cast_all(in_secret)
    close(in_secret, secretary)
    with pytest.raises(PermissionDenied, match="no share"):  # trusted after the vote was opened
        services.open_urn(in_secret, by=spare, opened=vault_of(spare))

    assert open_by_both(in_secret, forces).stage == Stage.SEALED
    assert open_by_both(in_secret, civilian).is_over


def test_one_side_alone_opens_nothing(in_secret, custodians, secretary):
    cast_all(in_secret)
    close(in_secret, secretary)
    open_by_both(in_secret, custodians[0])

    with pytest.raises(PermissionDenied, match="Your side has opened it"):
        open_by_both(in_secret, custodians[0])
    assert afresh(in_secret).tally == {}
    halves = {bytes(slip.civilian) for slip in Slip.objects.all()}
    assert len(halves) == 8  # noise, another for each: it says nothing


def test_an_open_urn_is_not_opened(in_secret, custodians):
    cast_all(in_secret)
    services.fill_urns()

    for one in custodians:
        with pytest.raises(PermissionDenied, match="still open"):
            services.open_urn(in_secret, by=one, opened=vault_of(one))


def test_while_it_is_open_no_page_changes_with_who_has_voted(in_secret, client, secretary):
    """Not even for the secretariat."""
    client.force_login(secretary)
    pages = [in_secret.get_absolute_url(), in_secret.motion.get_absolute_url()]
    before = [told(client.get(page)) for page in pages]
    cast_all(in_secret)
    services.fill_urns()

    assert [told(client.get(page)) for page in pages] == before


def told(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())


def test_once_it_is_counted_nothing_sealed_is_left(in_secret, custodians, secretary):
    cast_all(in_secret)
    close(in_secret, secretary)
    open_by_both(in_secret, *custodians)

    assert not Slip.objects.exists()
    assert not UrnKey.objects.exists()
    assert not UrnShare.objects.exists()
    assert not in_secret.voters.filter(is_in=True).exists()


def test_voting_writes_no_row(in_secret, meeting):
    before = everything()

    with assert_no_user_linked_write():
        cast(in_secret, ["yes"], Side.CIVILIAN)

    assert everything() == before


def test_ballots_go_into_the_urn_together(in_secret):
    cast(in_secret, ["yes"] * (FEWEST_TOGETHER - 1), Side.CIVILIAN)
    services.fill_urns()
    assert not Slip.objects.exists()
    cast(in_secret, ["no"], Side.FORCES)

    services.fill_urns()

    assert Slip.objects.count() == FEWEST_TOGETHER
    assert in_secret.voters.filter(is_in=True).count() == FEWEST_TOGETHER


def test_whoever_has_voted_votes_no_more(in_secret):
    cast_all(in_secret)
    services.fill_urns()

    with pytest.raises(PermissionDenied, match="in the urn"):
        cast(in_secret, ["no"], Side.CIVILIAN)


def test_who_votes_again_while_the_first_ballot_waits_has_one(in_secret, custodians, secretary):
    cast_all(in_secret, civilian=["no"] * 4, forces=CARRIED)
    cast_all(in_secret, civilian=MIXED, forces=MIXED)

    close(in_secret, secretary)
    counted = open_by_both(in_secret, *custodians)

    assert counted.counts["civilian"] == Count(2, 1, 1)


def test_a_crash_loses_ballot_and_mark_together(in_secret, custodians, secretary):
    cast_all(in_secret)
    cache.clear()  # with Redis, what waits is there
    waiting.start_afresh()
    services.fill_urns()
    assert not in_secret.voters.filter(is_in=True).exists()

    cast_all(in_secret)
    close(in_secret, secretary)

    assert open_by_both(in_secret, *custodians).outcome == Outcome.ADOPTED


def test_nothing_is_shown_that_would_give_somebody_away(in_secret, custodians, secretary):
    cast_all(in_secret, civilian=["yes"] * 4)
    close(in_secret, secretary)

    counted = open_by_both(in_secret, *custodians)

    assert counted.outcome == Outcome.ADOPTED
    assert counted.tally == {}
    assert set(Counted.objects.values_list("choice", flat=True)) == {""}


def test_too_few_of_a_side_are_never_opened(in_secret, secretary):
    cast(in_secret, MIXED, Side.CIVILIAN)
    cast(in_secret, ["yes", "yes"], Side.FORCES)

    over = close(in_secret, secretary)

    assert over.outcome == Outcome.TOO_FEW
    assert not Slip.objects.exists()
    assert over.motion.is_open  # and may be put to the vote again


def test_without_a_quorum_when_it_closes_nothing_is_opened(in_secret, meeting, secretary):
    cast_all(in_secret)
    meeting.attendances.filter(seat__in=seats_of(meeting.committee, Side.FORCES)[:3]).delete()

    over = close(in_secret, secretary)

    assert over.outcome == Outcome.NO_QUORUM
    assert not Slip.objects.exists()


def test_an_urn_that_was_altered_is_not_counted(in_secret, custodians, secretary):
    cast_all(in_secret)
    close(in_secret, secretary)
    Slip.objects.filter(pk__in=Slip.objects.values("pk")[:1]).delete()

    with pytest.raises(PermissionDenied, match="altered"):
        open_by_both(in_secret, *custodians)
    assert not afresh(in_secret).is_over


def test_who_comes_after_it_was_opened_does_not_vote(in_secret, secretary, outsider):
    with pytest.raises(PermissionDenied, match="settled when this vote was opened"):
        services.cast_ballot(in_secret, "yes", by=outsider)


def test_it_needs_three_a_side_and_custodians_of_both(motion, meeting, secretary):
    with pytest.raises(PermissionDenied, match="no custodian"):
        services.open_vote(motion, services.Call(Way.SECRET, meeting), by=secretary)
    meeting.attendances.filter(seat__in=seats_of(meeting.committee, Side.FORCES)[:2]).delete()

    with pytest.raises(PermissionDenied, match="at least 3 voters on each side"):
        services.open_vote(motion, services.Call(Way.SECRET, meeting), by=secretary)


def test_the_record_says_who_counted_and_never_who_voted(in_secret, custodians, secretary):
    cast_all(in_secret)
    close(in_secret, secretary)
    open_by_both(in_secret, *custodians)

    lines = AuditRecord.objects.filter(action__startswith="motions.").order_by("pk")
    assert [(line.action, line.actor) for line in lines] == [
        ("motions.vote.opened", "secretary"),
        ("motions.vote.closed", "secretary"),
        ("motions.urn.opened", "imam"),
        ("motions.urn.opened", "doctor"),
        ("motions.vote.counted", "doctor"),
    ]
    voters = {user.username for user in voters_of(in_secret, Side.FORCES)}
    assert not [line for line in lines if voters & set(str(line.details).split("'"))]


def test_a_vote_between_meetings_is_closed_by_the_clock(
    motion, custodians, trader, gendarme, secretary, work
):
    last = today() + timedelta(days=motion.committee.rules.notice_days)
    vote = services.open_vote(motion, services.Call(Way.SECRET, last_day=last), by=secretary)
    cast_all(vote)
    with pytest.raises(PermissionDenied, match="last day"):
        services.close_vote(vote, by=secretary)
    Vote.objects.filter(pk=vote.pk).update(last_day=today() - timedelta(days=1))

    services.close_what_is_over()
    work(["motions.close"])

    assert open_by_both(vote, *custodians).outcome == Outcome.ADOPTED
