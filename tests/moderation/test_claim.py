from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from palabre.audit.models import AuditRecord
from palabre.moderation.models import MOST_HELD, Case, Choice, Claim
from palabre.moderation.services import claim, claim_next, decide, release, report
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, moderator, post_in, rule_named
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def test_a_claim_lasts_half_an_hour(case, civilian):
    taken = claim(case, by=civilian)

    assert taken.minutes_left == 30
    assert taken.side == Side.CIVILIAN


def test_one_colleague_at_a_time(case, space, civilian):
    claim(case, by=civilian)

    with pytest.raises(PermissionDenied, match="A colleague"):
        claim(case, by=moderator(space, Side.CIVILIAN))


def test_each_side_takes_it_for_itself(case, civilian, forces):
    claim(case, by=civilian)
    claim(case, by=forces)

    assert Claim.objects.count() == 2


def test_a_lease_that_ran_out_is_free(case, space, civilian):
    claim(case, by=civilian)
    Claim.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    colleague = moderator(space, Side.CIVILIAN)

    assert claim(case, by=colleague).moderator == colleague
    assert Claim.objects.count() == 1


def test_what_is_given_back_is_free(case, space, civilian):
    claim(case, by=civilian)
    release(case, by=civilian)

    assert claim(case, by=moderator(space, Side.CIVILIAN))


def test_nobody_gives_back_what_another_holds(case, space, civilian):
    claim(case, by=civilian)

    with pytest.raises(PermissionDenied, match="do not hold"):
        release(case, by=moderator(space, Side.CIVILIAN))


def test_deciding_gives_it_back(case, civilian, forces, insult):
    claim(case, by=civilian)
    claim(case, by=forces)

    decide(case, choice=Choice.KEEP, rule=insult, by=civilian)

    assert Claim.objects.get().side == Side.FORCES


def test_taking_up_is_not_on_the_record(case, civilian):
    before = AuditRecord.objects.count()
    claim(case, by=civilian)

    assert AuditRecord.objects.count() == before


# --- Nobody keeps their own side from the queue ---------------------------------------------


def time_goes_by(**how):
    for taken in Claim.objects.all():
        taken.since -= timedelta(**how)
        taken.expires_at -= timedelta(**how)
        taken.save()


def test_a_few_are_held_at_once_and_no_more(space, civilian):
    cases = CaseFactory.create_batch(MOST_HELD + 1, space=space)
    for each in cases[:-1]:
        claim(each, by=civilian)

    with pytest.raises(PermissionDenied, match="You hold 5 cases"):
        claim(cases[-1], by=civilian)
    assert claim(cases[0], by=civilian).minutes_left == 30
    assert claim_next(by=moderator(space, Side.CIVILIAN)) == cases[-1]
    release(cases[0], by=civilian)
    assert claim(CaseFactory.create(space=space), by=civilian)


def test_whatever_holds_it_again_and_again_an_hour_is_the_most(case, space, civilian):
    claim(case, by=civilian)
    time_goes_by(minutes=20)
    assert claim(case, by=civilian).minutes_left == 30
    time_goes_by(minutes=20)
    release(case, by=civilian)
    assert claim(case, by=civilian).minutes_left == 20
    time_goes_by(minutes=20)

    with pytest.raises(PermissionDenied, match="held this case for an hour"):
        claim(case, by=civilian)
    assert claim_next(by=civilian) is None
    colleague = moderator(space, Side.CIVILIAN)
    assert claim_next(by=colleague) == case
    release(case, by=colleague)
    assert claim(case, by=civilian).minutes_left == 30


def test_a_case_held_for_an_hour_is_decided_all_the_same_and_held_again_a_day_later(
    client, case, civilian, insult
):
    claim(case, by=civilian)
    time_goes_by(hours=1)
    client.force_login(civilian)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "You have held this case for an hour" in page
    assert "Take it for 30 minutes" not in page
    assert 'name="decision"' in page

    time_goes_by(hours=23)
    assert claim(case, by=civilian).minutes_left == 30
    time_goes_by(hours=2)
    assert decide(case, choice=Choice.KEEP, rule=insult, by=civilian)


# --- Take the next -----------------------------------------------------------------------------


def test_the_next_is_the_most_urgent(case, space, civilian, danger):
    urgent = report(post_in(space), rule=danger, by=join(space))

    assert claim_next(by=civilian) == urgent
    assert claim_next(by=civilian) == case
    assert claim_next(by=civilian) is None


def test_the_next_is_never_ones_own(space, civilian):
    report(post_in(space, by=civilian), rule=rule_named("insult"), by=join(space))
    report(post_in(space), rule=rule_named("insult"), by=civilian)

    assert claim_next(by=civilian) is None
    assert not Claim.objects.exists()


def test_the_next_gives_the_one_before_it_back_and_goes_on_in_order(space, civilian, danger):
    urgent = CaseFactory.create(space=space, rule=danger)
    heard = CaseFactory.create(space=space, score=200)
    late, later = CaseFactory.create_batch(2, space=space)
    Case.objects.filter(pk=late.pk).update(opened_at=late.opened_at - timedelta(hours=2))

    now = claim_next(by=civilian)
    for following in (heard, late, later, urgent):
        now = claim_next(by=civilian, instead_of=now)
        assert now == following
    assert Claim.objects.live().get().case == urgent


def test_the_next_keeps_what_one_holds_where_nothing_else_is_free(case, civilian):
    claim(case, by=civilian)

    assert claim_next(by=civilian, instead_of=case) is None
    assert Claim.objects.live().get().case == case


def test_the_button_of_a_case_says_that_it_is_given_back(client, case, space, civilian):
    other = report(post_in(space), rule=rule_named("insult"), by=join(space))
    claim(case, by=civilian)
    client.force_login(civilian)

    answer = client.post(reverse("moderation:next"), {"case": case.pk}, follow=True)

    assert answer.redirect_chain[-1][0] == other.get_absolute_url()
    assert "The case before it is free again" in answer.content.decode()
    assert Claim.objects.live().get().case == other


def test_the_button_says_that_too_many_are_held(client, space, civilian):
    for each in CaseFactory.create_batch(MOST_HELD + 1, space=space)[1:]:
        claim(each, by=civilian)
    client.force_login(civilian)

    answer = client.post(reverse("moderation:next"), follow=True)

    assert "You hold 5 cases" in answer.content.decode()


def test_two_colleagues_get_two_different_ones(case, space, civilian):
    report(post_in(space), rule=rule_named("insult"), by=join(space))

    first = claim_next(by=civilian)
    second = claim_next(by=moderator(space, Side.CIVILIAN))

    assert first != second
