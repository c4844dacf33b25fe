from typing import Any

import pytest
from django.urls import reverse

from palabre.people.models import Side
from tests.committees.factories import (
    CommitteeFactory,
    DiscussionFactory,
    MeetingFactory,
    SeatFactory,
    seat,
)
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db


def read(client, url: str) -> Any:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_directory_tells_each_committee_s_balance_and_purpose(client, committee):
    seat(committee, side=Side.PARLIAMENT)

    page = read(client, reverse("committees:directory"))

    assert "Kerouba" in page
    assert "The market and the road." in page
    assert "2 civilians" in page
    assert "2 of the forces" in page
    assert "1 of parliament" in page


def test_an_empty_directory_says_how_a_committee_comes_to_be(client):
    assert "No committee yet" in read(client, reverse("committees:directory"))


def test_a_closed_committee_exists_for_its_members_only(client, outsider):
    closed = CommitteeFactory.create(space=SpaceFactory.create(is_public=False), name="Behind")
    member = seat(closed)

    for stranger in (None, outsider):
        if stranger:
            client.force_login(stranger)
        assert "Behind" not in read(client, reverse("committees:directory"))
        for name in ("committee", "members", "discussions"):
            assert client.get(reverse(f"committees:{name}", args=[closed.slug])).status_code == 404

    client.force_login(member)
    assert "Behind" in read(client, closed.get_absolute_url())


@pytest.mark.parametrize("page", ["committee", "members"])
@pytest.mark.parametrize(
    ("shown", "name", "function"),
    [("name", True, True), ("function", False, True), ("side", False, False)],
)
def test_the_public_sees_a_seat_as_it_wishes(client, committee, page, shown, name, function):
    seat(
        committee,
        name="balkissa",
        shown_to_public=shown,
        is_chair=True,
        function_en="Fishers’ association",
    )

    seen = read(client, reverse(f"committees:{page}", args=["kerouba"]))

    assert ("Balkissa" in seen) is name
    assert ("Fishers’ association" in seen) is function
    assert "balkissa" not in seen


def test_members_see_each_other(as_trader, committee):
    seat(committee, name="balkissa", shown_to_public="side")

    assert "Balkissa" in read(as_trader, reverse("committees:members", args=["kerouba"]))


def test_a_member_is_told_how_the_public_sees_them(as_trader, committee):
    page = read(as_trader, reverse("committees:members", args=["kerouba"]))

    assert "The public sees: Name and function" in page


def test_free_seats_and_those_who_left_are_told_apart(client, committee):
    SeatFactory.create(committee=committee, user=None, side=Side.FORCES)
    SeatFactory.create(committee=committee, left_on="2026-01-01", function_en="Long gone")

    page = read(client, reverse("committees:members", args=["kerouba"]))

    assert "1 seat is free." in page
    assert "Long gone" not in page


def test_the_next_meeting_tells_the_public_its_day_and_members_its_place(
    client, committee, trader, tomorrow
):
    meeting = MeetingFactory.create(committee=committee, starts_at=tomorrow)
    pages = [
        committee.get_absolute_url(),
        meeting.get_absolute_url(),
        reverse("meetings:meetings", args=["kerouba"]),
    ]

    for url in pages:
        assert f"{tomorrow:%B}" in read(client, url)
        assert "Town hall" not in read(client, url)
    client.force_login(trader)
    for url in pages:
        assert "Town hall" in read(client, url)


def test_a_meeting_held_is_next_no_more(client, committee, yesterday):
    MeetingFactory.create(committee=committee, starts_at=yesterday)

    assert "Next meeting" not in read(client, committee.get_absolute_url())
    assert f"{yesterday:%B}" in read(client, reverse("meetings:meetings", args=["kerouba"]))


def test_a_meeting_is_not_found_under_another_committee(client, committee, tomorrow):
    meeting = MeetingFactory.create(starts_at=tomorrow)

    url = reverse("meetings:meeting", args=["kerouba", meeting.pk])

    assert client.get(url).status_code == 404


def test_an_agenda_is_shown_as_a_list(client, committee, tomorrow):
    meeting = MeetingFactory.create(
        committee=committee, starts_at=tomorrow, agenda_en="1. The bridge\n2. The market"
    )

    assert "<li>The bridge</li>" in read(client, meeting.get_absolute_url())


def test_an_empty_committee_invites_its_members_to_begin(as_trader, committee):
    page = read(as_trader, reverse("committees:discussions", args=["kerouba"]))

    assert "No discussion yet" in page
    assert reverse("committees:open", args=["kerouba"]) in page


def test_every_page_speaks_french(as_trader, committee, named):
    for url in ("", "members/", "meetings/", "discussions/", f"discussions/{named.pk}/"):
        page = read(as_trader, f"/fr/committees/kerouba/{url}")
        assert '<html lang="fr"' in page


def test_discussions_come_in_pages(as_trader, committee):
    DiscussionFactory.create_batch(26, committee=committee)

    page = read(as_trader, reverse("committees:discussions", args=["kerouba"]))

    assert "Page 1 of 2" in page


def test_whoever_asks_for_the_head_of_a_page_gets_it(client, committee):
    assert client.head(committee.get_absolute_url()).status_code == 200
