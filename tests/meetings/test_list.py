from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.committees.models import Meeting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["meetings:meetings", "meetings_desk:meetings"])
def test_meetings_of_many_years_are_all_found_page_by_page(client, committee, secretary, address):
    now = timezone.now()
    rules = committee.rules
    Meeting.objects.bulk_create(
        Meeting(committee=committee, rules=rules, starts_at=now + timedelta(days=7 * week))
        for week in range(-60, 60)
        if week
    )
    client.force_login(secretary)

    first, second, beyond = (
        client.get(reverse(address, args=["kerouba"]), {"page": page}).context
        for page in ("1", "2", "99")
    )

    assert len(first["to_come"]) == 59
    assert len(first["held"]) + len(second["held"]) == 60
    assert {held.pk for held in first["held"]}.isdisjoint(held.pk for held in second["held"])
    assert not second["to_come"]
    assert list(beyond["held"]) == list(second["held"])
