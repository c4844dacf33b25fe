"""Saying whether one comes."""

import pytest
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.meetings.models import Reply
from palabre.meetings.services import answer_convocation, close_session

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
