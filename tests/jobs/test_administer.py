"""Jobs that were given up on: an administrator sees them, and has them tried again."""

import pytest

from palabre.jobs import registry, services
from palabre.jobs.models import Job
from palabre.jobs.services import later, run_due

PAGE = "/admin/jobs/job/"
PERSON = "somebody-of-tabakoro"

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    seen: list[str] = []
    registry.task("tests.mend")(seen.append)
    yield seen
    registry._tasks.pop("tests.mend")


@pytest.fixture
def given_up(done) -> Job:
    later("tests.mend", PERSON, key=f"mend:{PERSON}")
    Job.objects.update(attempts=services.MOST_ATTEMPTS, given_up_on="2026-11-24", error="mended")
    return Job.objects.get()


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator, backend="palabre.spaces.backends.PalabreBackend")
    return client


def test_they_are_listed_and_not_for_whom(office, given_up):
    pages = [office.get(PAGE), office.get(f"{PAGE}{given_up.pk}/change/")]

    for page in pages:
        assert "tests.mend" in page.content.decode()
        assert PERSON not in page.content.decode()


def test_they_are_tried_again_as_if_for_the_first_time(office, given_up, done):
    assert run_due() == 0

    office.post(PAGE, {"action": "try_again", "_selected_action": [str(given_up.pk)]})

    assert run_due() == 1
    assert done == [PERSON]


def test_nobody_else_does_that(client, given_up, secretary):
    client.force_login(secretary)

    client.post(PAGE, {"action": "try_again", "_selected_action": [str(given_up.pk)]})

    assert Job.objects.get().given_up_on
