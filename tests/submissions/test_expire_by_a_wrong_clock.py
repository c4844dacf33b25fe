"""A clock that has gone wrong ends no message: a person says first which day it is."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from palabre.core.days import today
from palabre.jobs.models import Job
from palabre.jobs.services import later, run_due
from palabre.submissions import expiry
from palabre.submissions.models import LastEnding, Submission
from tests.submissions.conftest import BODY, field

pytestmark = pytest.mark.django_db
START = date(2026, 12, 1)


@pytest.fixture
def clock(time_machine):
    def set_to(day: date) -> None:
        time_machine.move_to(f"{day} 01:00Z", tick=False)

    set_to(START)
    return set_to


@pytest.fixture
def code(clock, write):
    expiry.end_what_is_over()
    return field(write(), "code")


def keys() -> set[str]:
    return {path.name for path in settings.EPOCHS.iterdir()}


def confirm(day: date) -> str:
    out = StringIO()
    call_command("endmessages", "--today-is", f"{day}", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("wrong", [date(2030, 1, 1), date(2027, 3, 20), date(2026, 11, 30)])
def test_nothing_ends_by_a_wrong_clock(code, clock, open_thread, wrong):
    before = keys()
    clock(wrong)
    with pytest.raises(expiry.ClockDoubted):
        expiry.end_what_is_over()

    assert Submission.objects.exists()
    assert keys() == before
    clock(START + timedelta(days=1))
    expiry.end_what_is_over()
    assert BODY.splitlines()[0] in open_thread(code).content.decode()


def test_it_is_listed_as_given_up_on_with_its_reason(code, clock, time_machine):
    clock(date(2030, 1, 1))
    later("submissions.expire")
    for _attempt in range(8):
        assert run_due(["submissions.expire"]) == 0
        time_machine.shift(timedelta(minutes=10))

    job = Job.objects.get(task="submissions.expire")
    assert job.given_up_on == date(2030, 1, 1)
    assert "ClockDoubted" in job.error


def test_fourteen_days_pass_and_fifteen_do_not(clock):
    expiry.end_what_is_over()
    clock(START + timedelta(days=14))
    expiry.end_what_is_over()
    clock(START + timedelta(days=29))

    with pytest.raises(expiry.ClockDoubted):
        expiry.end_what_is_over()
    assert LastEnding.objects.get().day == START + timedelta(days=14)


def test_what_is_over_meanwhile_is_shown_to_nobody(code, clock, open_thread):
    over = Submission.objects.get().expires_on
    clock(over)
    with pytest.raises(expiry.ClockDoubted):
        expiry.end_what_is_over()

    assert Submission.objects.exists()
    assert open_thread(code).status_code == 422


def test_a_person_who_has_looked_at_a_calendar_ends_them(code, clock):
    over = Submission.objects.get().expires_on
    clock(over)

    assert f"{over}" in confirm(over)

    assert not Submission.objects.exists()
    assert f"{over:%Y-%m-%d}.key" not in keys()
    clock(over + timedelta(days=1))
    expiry.end_what_is_over()


def test_who_says_another_day_than_the_clock_ends_nothing(code, clock):
    clock(date(2030, 1, 1))

    with pytest.raises(CommandError, match="2030-01-01"):
        confirm(START + timedelta(days=30))
    assert Submission.objects.exists()
    assert LastEnding.objects.get().day == START


def test_a_clock_that_was_right_again_goes_on_as_before(code, clock):
    clock(date(2030, 1, 1))
    confirm(today())
    clock(START + timedelta(days=3))
    with pytest.raises(expiry.ClockDoubted):
        expiry.end_what_is_over()

    confirm(START + timedelta(days=3))
    clock(START + timedelta(days=4))
    expiry.end_what_is_over()


def test_a_missing_key_is_said_by_the_command_too(code, clock):
    (settings.EPOCHS / f"{Submission.objects.get().expires_on:%Y-%m-%d}.key").unlink()

    with pytest.raises(CommandError, match="key is missing"):
        confirm(START)
