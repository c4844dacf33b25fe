"""Reports of a quarter end together, and what is left of each is one more in a number."""

from datetime import timedelta

import pytest
from django.conf import settings

from palabre.core.days import today
from palabre.jobs.services import later
from palabre.reprisals import quarters, telling
from palabre.reprisals.models import Outcome, Report
from palabre.sealing.errors import KeyLost
from palabre.submissions.expiry import end_what_is_over
from palabre.vaults.ending import make_keys_ahead
from tests.reprisals.conftest import WORDS
from tests.vaults.factories import vault_of


@pytest.fixture
def over(time_machine, report):
    """A report, and the night after its last day."""
    time_machine.move_to("2026-11-26 12:00Z", tick=False)
    report(words=WORDS)

    def go():
        there = Report.objects.get().expires_on
        time_machine.move_to(f"{there} 01:00Z", tick=False)

    return go


def test_it_is_read_until_its_last_day_and_not_after(over, open_reports, keepers, time_machine):
    last = Report.objects.get().last_day
    time_machine.move_to(f"{last} 20:00Z", tick=False)
    assert WORDS in open_reports(keepers["oumou"])

    over()

    assert "Nothing waits for you" in open_reports(keepers["oumou"])


def test_what_is_left_is_a_number(over, work):
    over()
    end_what_is_over(sure_of_today=True)

    left = Report.objects.get()
    assert bytes(left.sealed) == b""
    assert left.outcome == Outcome.NONE


def test_an_outcome_that_was_noted_stays(over):
    Report.objects.update(outcome=Outcome.STOPPED)
    over()
    end_what_is_over(sure_of_today=True)

    assert Report.objects.get().outcome == Outcome.STOPPED


def test_an_old_copy_opens_no_more_with_the_vaults_of_all(over, keepers):
    copy = Report.objects.get()
    opened = vault_of(keepers["oumou"])
    assert telling.unseal(copy, opened.x_secret)

    over()
    end_what_is_over(sure_of_today=True)

    with pytest.raises(KeyLost):
        telling.unseal(copy, opened.x_secret)


def test_a_clock_that_went_wrong_ends_nothing(over, work):
    later("submissions.expire")
    work(["submissions.expire"])
    over()
    later("submissions.expire", key="again")
    work(["submissions.expire"])

    assert bytes(Report.objects.get().sealed) != b""


def test_the_key_of_a_quarter_is_made_when_nobody_has_reported_yet(db):
    """Its file does not tell when somebody did."""
    make_keys_ahead()

    for quarter in (quarters.first_day(today()), quarters.later(quarters.first_day(today()), 1)):
        assert (settings.EPOCHS / f"{quarters.end_of(quarter):%Y-%m-%d}.key").exists()


def test_all_of_one_quarter_end_on_one_day(report, time_machine):
    ends = set()
    for day in ("2026-10-01", "2026-11-26", "2026-12-31"):
        time_machine.move_to(f"{day} 12:00Z", tick=False)
        report(kind="violence")
        ends |= set(Report.objects.values_list("expires_on", "quarter"))

    ((end, _quarter),) = ends
    assert end - timedelta(days=1) >= today().replace(year=2027, month=3, day=31)
