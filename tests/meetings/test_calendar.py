"""Meetings in calendars, read back by a parser that is not ours."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from palabre.committees.models import Meeting
from palabre.meetings import services
from palabre.meetings.ics import calendar_of
from palabre.meetings.models import CalendarKey
from palabre.spaces.models import Membership

FEED = "/en/committees/kerouba/meetings.ics"


def events(text: str | bytes) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


@pytest.mark.django_db
class TestFeed:
    def test_the_public_sees_days_and_no_more(self, client, meeting):
        (event,) = events(client.get(FEED).content)

        assert event["DTSTART"].dt == meeting.starts_at.date()
        assert isinstance(event["DTSTART"].dt, date)
        assert "LOCATION" not in event
        assert "Kerouba" not in event["SUMMARY"]

    def test_a_phone_with_a_key_sees_hours_and_places_without_signing_in(
        self, client, meeting, member
    ):
        client.force_login(member)
        page = client.post(reverse("meetings:calendar", args=["kerouba"])).content.decode()
        address = page.split("<bdi>")[1].split("</bdi>")[0]
        client.logout()

        answer = client.get(address)

        (event,) = events(answer.content)
        assert event["DTSTART"].dt == meeting.starts_at.replace(microsecond=0)
        assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == 7200
        assert str(event["LOCATION"]) == "Town hall"
        assert "Kerouba" not in answer.content.decode()
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        key = address.split("key=")[1]
        assert key not in CalendarKey.objects.get().digest

    def test_a_key_ends_with_its_holders_word_or_with_their_seat(self, client, meeting, member):
        key = services.make_calendar_key(meeting.committee, by=member)
        address = f"{FEED}?key={key}"
        assert client.get(address).status_code == 200

        Membership.objects.filter(user=member).delete()

        assert client.get(address).status_code == 404
        services.end_calendar_key(meeting.committee, by=member)
        assert not CalendarKey.objects.exists()
        assert client.get(f"{FEED}?key=nonsense").status_code == 404

    def test_a_committee_for_its_members_shows_nothing_to_others(self, client, meeting, member):
        space = meeting.committee.space
        space.is_public = False
        space.save()
        key = services.make_calendar_key(meeting.committee, by=member)

        assert client.get(FEED).status_code == 404
        assert len(events(client.get(f"{FEED}?key={key}").content)) == 1

    def test_changes_and_cancellations_reach_the_calendar(self, client, meeting, secretary):
        (before,) = events(client.get(FEED).content)
        services.change_meeting(meeting, by=secretary, place_en="School")
        services.cancel_meeting(meeting, reason="Flood.", by=secretary)

        (after,) = events(client.get(FEED).content)

        assert after["UID"] == before["UID"]
        assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)
        assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")

    def test_one_meeting_is_a_file(self, client, meeting):
        response = client.get(reverse("meetings:event", args=["kerouba", meeting.pk]))

        assert len(events(response.content)) == 1


PLACES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(place=PLACES)
def test_any_place_is_written_as_the_standard_wants_and_read_back(place):
    meeting = Meeting(pk=7, place_fr=place, starts_at=datetime(2027, 1, 5, 16, tzinfo=UTC))

    text = calendar_of([meeting], name=place, with_hours=True)

    assert text.endswith("\r\n")
    for line in text.removesuffix("\r\n").split("\r\n"):
        assert 0 < len(line.encode()) <= 75
        assert all(sign >= " " for sign in line)
    (event,) = events(text)
    wanted = "\n".join(place.splitlines())
    seen = "".join(sign for sign in wanted if sign == "\n" or (sign >= " " and sign != "\x7f"))
    assert str(event["LOCATION"]) == seen
    assert event["DTSTAMP"].dt.date() == timezone.now().date()
