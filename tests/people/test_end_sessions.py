"""A session that is over leaves no row: it would say who was here on which day."""

import pytest
from django.contrib.sessions.models import Session

from palabre.jobs.services import begin_recurring, run_due
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_what_is_over_is_gone_within_the_hour(client, time_machine):
    time_machine.move_to("2026-12-01 06:00Z", tick=True)
    client.force_login(UserFactory.create())
    time_machine.move_to("2026-12-01 09:00Z", tick=True)
    begin_recurring()
    run_due(["people.sessions"])
    assert Session.objects.count() == 1

    time_machine.move_to("2026-12-01 15:00Z", tick=True)
    begin_recurring()
    run_due(["people.sessions"])

    assert not Session.objects.exists()
