"""A secret ballot, from its opening to the list of numbers."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection

from palabre.audit.models import AuditRecord
from palabre.core import waiting
from palabre.core.days import today
from palabre.core.shelves import shelf
from palabre.meetings.models import Decision
from palabre.motions import locks, services
from palabre.motions.counting import Count, Outcome
from palabre.motions.models import Counted, Slip, Stage, UrnKey, UrnShare, Vote, Way
from palabre.motions.services.casting import FEWEST_TOGETHER
from palabre.people.models import Side
from tests.committees.traces import assert_no_user_linked_write, everything
from tests.meetings.factories import seats_of
from tests.motions.factories import afresh, close, custodian, open_by_both, voters_of
from tests.vaults.factories import vault_of

pytestmark = pytest.mark.django_db
MIXED = ["yes", "yes", "yes", "no", "abstain"]
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
    assert counted.counts == {side: Count(3, 1, 1) for side in ("civilian", "forces")}
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
    assert len(halves) == 10  # noise, another for each: it says nothing


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
    cast_all(in_secret, civilian=["no"] * 5, forces=CARRIED)
    cast_all(in_secret, civilian=MIXED, forces=MIXED)

    close(in_secret, secretary)
    counted = open_by_both(in_secret, *custodians)

    assert counted.counts["civilian"] == Count(3, 1, 1)


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
    cast_all(in_secret, civilian=["yes"] * 5)
    close(in_secret, secretary)

    counted = open_by_both(in_secret, *custodians)

    assert counted.outcome == Outcome.ADOPTED
    assert counted.tally == {}
    assert set(Counted.objects.values_list("choice", flat=True)) == {""}


def test_too_few_of_a_side_are_never_opened(in_secret, secretary):
    cast(in_secret, MIXED, Side.CIVILIAN)
    cast(in_secret, ["yes"] * 4, Side.FORCES)

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


def test_an_urn_that_cannot_be_counted_is_given_up_and_it_is_voted_on_again(
    in_secret, custodians, meeting, secretary, as_trader
):
    page = f"{in_secret.get_absolute_url()}give-up/"
    assert as_trader.post(page, {"reason": "The doctor lost her vault"}).status_code == 403  # open
    cast_all(in_secret)
    sealed = close(in_secret, secretary)
    open_by_both(in_secret, custodians[0])
    assert as_trader.post(page, {"reason": ""}).status_code == 422
    assert "Give up this urn" in as_trader.get(in_secret.get_absolute_url()).content.decode()

    shown = as_trader.post(page, {"reason": "The doctor lost her vault"}, follow=True)

    over = afresh(in_secret)
    assert sealed.stage == Stage.SEALED
    assert (over.outcome, over.tally) == (Outcome.GIVEN_UP, {})
    assert "The doctor lost her vault" in shown.content.decode()
    assert not Slip.objects.exists()
    assert not UrnKey.objects.exists()
    assert not UrnShare.objects.exists()
    line = AuditRecord.objects.get(action="motions.urn.given_up")
    assert (line.actor, line.details["reason"]) == ("trader", "The doctor lost her vault")
    again = services.open_vote(over.motion, services.Call(Way.SECRET, meeting), by=secretary)
    assert again.is_open


@pytest.mark.skipif(connection.vendor == "postgresql", reason="there it is a lock of the database")
def test_on_sqlite_nobody_closes_while_somebody_votes():
    """Otherwise both may wait for the one writer, and who votes is told to try again."""
    with locks.voting_in(1), ThreadPoolExecutor(1) as another:
        assert not another.submit(locks._alone.acquire, blocking=False).result()


def test_no_account_fills_the_place_where_ballots_wait(in_secret, client):
    one = voters_of(in_secret, Side.FORCES)[0]
    for _n in range(20):
        services.cast_ballot(in_secret, "no", by=one)
    client.force_login(one)

    page = client.post(f"{in_secret.get_absolute_url()}cast/", {"choice": "abstain"})

    assert page.status_code == 422
    assert "many times in a short time" in page.content.decode()
    assert re.search(r'value="abstain"[^>]*checked', page.content.decode())
    cast(in_secret, ["no", "yes"], Side.CIVILIAN)  # the others still can
    services.fill_urns()
    assert len(shelf("ballots")) == 3


def test_who_comes_after_it_was_opened_does_not_vote(in_secret, secretary, outsider):
    with pytest.raises(PermissionDenied, match="settled when this vote was opened"):
        services.cast_ballot(in_secret, "yes", by=outsider)


def test_it_needs_five_a_side_and_custodians_of_both(motion, meeting, secretary):
    with pytest.raises(PermissionDenied, match="no custodian"):
        services.open_vote(motion, services.Call(Way.SECRET, meeting), by=secretary)
    meeting.attendances.filter(seat__in=seats_of(meeting.committee, Side.FORCES)[:2]).delete()

    with pytest.raises(PermissionDenied, match="at least 5 voters on each side"):
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
