from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from palabre.jobs import registry, services
from palabre.jobs.models import Job
from palabre.jobs.services import later, run, run_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    """A task named « tests.note » that writes down its arguments."""
    seen: list[tuple[object, ...]] = []
    registry.task("tests.note", lease=30)(lambda *arguments: seen.append(arguments))
    yield seen
    registry._tasks.pop("tests.note")


@pytest.fixture
def failing():
    def fail():
        raise ValueError("a secret that somebody typed")

    registry.task("tests.fail", lease=30)(fail)
    yield
    registry._tasks.pop("tests.fail")


def test_work_is_done_once_and_its_row_is_gone(done):
    later("tests.note", 7, "x")

    assert run_due() == 1
    assert done == [(7, "x")]
    assert not Job.objects.exists()


def test_work_of_a_refused_transaction_never_happens(done):
    with transaction.atomic():
        later("tests.note", 1)
        transaction.set_rollback(True)

    assert run_due() == 0
    assert done == []


def test_the_same_key_waits_only_once(done):
    later("tests.note", 1, key="k")
    later("tests.note", 2, key="k")

    run_due()

    assert done == [(1,)]


def test_an_unknown_task_is_refused_when_asked_for_not_when_due():
    with pytest.raises(KeyError):
        later("tests.nowhere")


def test_a_job_that_another_worker_holds_is_left_alone(done):
    later("tests.note", 1)
    Job.objects.update(leased_until=timezone.now() + timedelta(seconds=20))

    assert run_due() == 0
    assert done == []


def test_a_job_whose_worker_died_is_taken_up_when_the_lease_is_over(done):
    later("tests.note", 1)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1), attempts=1)

    assert run_due() == 1
    assert done == [(1,)]


def test_a_failure_is_tried_again_later_and_says_where_but_not_what(failing):
    later("tests.fail")

    assert not run(Job.objects.get().pk)

    job = Job.objects.get()
    assert job.attempts == 1
    assert job.due_at > timezone.now()
    assert "ValueError" in job.error
    assert "secret" not in job.error


def test_after_enough_failures_it_rests_and_is_shown_as_given_up(failing):
    later("tests.fail")
    for _ in range(services.MOST_ATTEMPTS):
        Job.objects.update(due_at=timezone.now())
        run(Job.objects.get().pk)

    assert Job.objects.get().given_up_on == timezone.now().date()
    assert not Job.objects.due().exists()


def test_what_recurs_is_begun_once_a_slot(done):
    registry.task("tests.daily", slot="%Y-%m-%d")(lambda: done.append(("day",)))
    services.begin_recurring()
    services.begin_recurring()
    run_due(["tests.daily"])
    registry._tasks.pop("tests.daily")

    assert done == [("day",)]


def test_what_recurs_every_few_minutes_begins_at_their_multiples(done, time_machine):
    registry.task("tests.often", slot="%H:%M", every=5)(lambda: done.append(("again",)))
    for minute in (3, 4, 5, 9, 11):
        time_machine.move_to(f"2026-12-01 07:{minute:02}Z", tick=False)
        services.begin_recurring()
        run_due(["tests.often"])
    registry._tasks.pop("tests.often")

    assert done == [("again",)] * 3  # of 07:00, 07:05 and 07:10


def test_a_silent_broker_loses_nothing(done, monkeypatch, django_capture_on_commit_callbacks):
    def silent(*_arguments, **_options):
        raise ConnectionError

    monkeypatch.setattr("palabre.jobs.services.current_app.send_task", silent)
    with django_capture_on_commit_callbacks(execute=True):
        later("tests.note", 1)

    assert run_due() == 1
