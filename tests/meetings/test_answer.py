"""Saying whether one comes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.audit.models import AuditRecord
from palabre.committees.models import Meeting
from palabre.meetings.models import Attendance, Reply
from palabre.meetings.services import answer_convocation, close_session
from palabre.meetings.tasks import look_after_sessions
from tests.committees.factories import MeetingFactory
from tests.meetings.factories import everybody_comes

pytestmark = pytest.mark.django_db


def answer(meeting):
    return reverse("meetings:answer", args=["kerouba", meeting.pk])


def test_a_member_answers_on_the_committees_page_and_changes_it(client, meeting, member):
    client.force_login(member)
    assert answer(meeting) in client.get(meeting.committee.get_absolute_url()).content.decode()

    client.post(answer(meeting), {"answer": "coming"})
    client.post(answer(meeting), {"answer": "deputy"})

    assert Reply.objects.get().answer == "deputy"
    page = client.get(meeting.committee.get_absolute_url()).content.decode()
    assert "your deputy is coming" in page
    assert not AuditRecord.objects.filter(action__contains="answer").exists()


def test_names_are_for_those_inside_and_numbers_by_side(client, meeting, member, gendarme):
    answer_convocation(meeting, "not", by=gendarme)
    client.force_login(member)

    inside = client.get(meeting.get_absolute_url()).content.decode()
    client.logout()
    outside = client.get(meeting.get_absolute_url()).content.decode()

    assert "Gendarme cannot come" in inside
    assert "cannot" not in outside


@pytest.mark.parametrize("sent", ["", "maybe", "coming"])
def test_nonsense_and_strangers_answer_nothing(client, meeting, outsider, sent):
    client.force_login(outsider)

    response = client.post(answer(meeting), {"answer": sent}, follow=True)

    assert response.status_code == 200
    assert not Reply.objects.exists()


def test_under_the_rule_answers_go_with_the_meeting(in_session, member, secretary):
    Reply.objects.create(meeting=in_session, seat=member.seats.get(), answer="coming")
    type(in_session).objects.filter(pk=in_session.pk).update(is_chatham=True)

    close_session(in_session, by=secretary)

    assert not Reply.objects.exists()


def test_under_the_rule_no_answer_outlives_the_day_and_no_session_its_night(
    in_session, committee, member
):
    yesterday = timezone.now() - timedelta(days=1)
    past = yesterday.replace(hour=12)
    never_held = MeetingFactory.create(committee=committee, starts_at=past, is_chatham=True)
    to_come = MeetingFactory.create(
        committee=committee, starts_at=timezone.now() + timedelta(days=1), is_chatham=True
    )
    for one in (in_session, never_held, to_come):
        Reply.objects.create(meeting=one, seat=member.seats.get(), answer="coming")
    everybody_comes(in_session)
    look_after_sessions()
    assert Meeting.objects.get(pk=in_session.pk).is_open
    Meeting.objects.filter(pk=in_session.pk).update(starts_at=past, is_chatham=True)

    look_after_sessions()

    closed = Meeting.objects.select_related("session").get(pk=in_session.pk)
    assert (closed.is_closed, closed.session.present_civilian) == (True, 3)
    assert not Attendance.objects.exists()
    assert [reply.meeting for reply in Reply.objects.all()] == [to_come]
