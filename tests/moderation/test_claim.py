from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from palabre.audit.models import AuditRecord
from palabre.moderation.models import Choice, Claim
from palabre.moderation.services import claim, claim_next, decide, release, report
from palabre.people.models import Side
from tests.moderation.factories import moderator, post_in, rule_named
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


def test_two_colleagues_get_two_different_ones(case, space, civilian):
    report(post_in(space), rule=rule_named("insult"), by=join(space))

    first = claim_next(by=civilian)
    second = claim_next(by=moderator(space, Side.CIVILIAN))

    assert first != second
