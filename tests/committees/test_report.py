"""What is for members cannot be reached by its number through the report page."""

import pytest

from palabre.committees import services
from palabre.committees.models import Discussion


@pytest.fixture
def said(named, trader):
    return services.speak(named, "Said among members.", by=trader)


def address(said):
    return f"/en/moderation/report/committees.contribution/{said.pk}/"


def test_a_stranger_finds_no_report_page_for_what_they_may_not_read(client, said, outsider):
    client.force_login(outsider)

    assert client.get(address(said)).status_code == 404
    assert client.post(address(said), {"reason": "insult"}).status_code == 404


def test_a_member_reports_it(client, said, gendarme):
    client.force_login(gendarme)

    assert client.get(address(said)).status_code == 200


def test_anyone_signed_in_reports_what_is_public(client, said, outsider):
    Discussion.objects.filter(pk=said.discussion.pk).update(is_public=True)
    client.force_login(outsider)

    assert client.get(address(said)).status_code == 200
