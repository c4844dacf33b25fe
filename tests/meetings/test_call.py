"""Calling a committee together, from the secretariat's desk."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from palabre.audit.models import AuditRecord
from palabre.committees.models import Meeting
from palabre.meetings import services
from palabre.notifications.models import Mail, Notice
from palabre.people.models import Side
from tests.committees.factories import CommitteeFactory, MeetingFactory, seat
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
WORDS = {"duration": "120", "place_fr": "Mairie", "is_chatham": "on"}


def desk(name: str, *args: object) -> str:
    return reverse(f"meetings_desk:{name}", args=["kerouba", *args])


def in_days(days: int) -> dict[str, str]:
    return {"starts_at": f"{timezone.now() + timedelta(days=days):%Y-%m-%dT16:00}"}


def test_a_call_reaches_both_sides_at_once_and_says_nothing_by_mail(
    as_secretary, committee, trader, gendarme, work, django_capture_on_commit_callbacks
):
    agenda = {"items_fr": "Le pont\n\nLe marché", "items_en": "The bridge"}

    response = as_secretary.post(desk("meetings"), {**WORDS, **in_days(8), **agenda})

    meeting = Meeting.objects.get()
    assert response["Location"] == reverse("meetings:agenda", args=["kerouba", meeting.pk])
    titles = meeting.items.accepted().values_list("title_fr", "title_en")
    assert list(titles) == [("Le pont", "The bridge"), ("Le marché", "")]
    told = Notice.objects.filter(kind="meetings.called").values_list("user__side", flat=True)
    assert sorted(told) == ["civilian"] * 3 + ["forces"] * 3
    with django_capture_on_commit_callbacks(execute=True):
        work()
    words = " ".join(f"{mail.subject} {mail.body}" for mail in Mail.objects.all())
    assert not any(word in words.lower() for word in ("kerouba", "réunion", "meet", "mairie"))
    assert AuditRecord.objects.filter(action="committees.meeting.called").count() == 1


def test_less_notice_than_the_rules_want_needs_a_reason_that_all_read(
    as_secretary, client, committee, trader, gendarme
):
    soon = {**WORDS, **in_days(2), "place_en": "Town hall"}

    refused = as_secretary.post(desk("meetings"), soon)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "7 days of notice" in page
    assert "Town hall" in page
    assert not Meeting.objects.exists()
    as_secretary.post(desk("meetings"), {**soon, "urgency_fr": "Le pont est coupé."})
    as_secretary.logout()
    shown = client.get(Meeting.objects.get().get_absolute_url()).content.decode()
    assert "Le pont est coupé." in shown


def test_one_side_alone_is_not_called(secretary, committee):
    lonely = CommitteeFactory.create(space=committee.space.__class__.objects.create(slug="lonely"))
    seat(lonely, side=Side.CIVILIAN)
    by = join(lonely.space, side=Side.SECRETARIAT, role="secretariat")

    with pytest.raises(PermissionDenied, match="for both sides"):
        services.call_meeting(lonely, by=by, starts_at=timezone.now() + timedelta(days=20))


def test_a_change_of_place_is_told_and_a_change_of_day_needs_its_notice_again(
    as_secretary, meeting
):
    same_day = {"starts_at": f"{meeting.starts_at:%Y-%m-%dT%H:%M}"}
    words = {"duration": "120", "place_fr": "École", "place_en": "School"}

    as_secretary.post(desk("meeting", meeting.pk), {**words, **same_day})

    meeting.refresh_from_db()
    assert (meeting.place_fr, meeting.revision) == ("École", 1)
    assert Notice.objects.filter(kind="meetings.changed").count() == 6
    refused = as_secretary.post(desk("meeting", meeting.pk), {**words, **in_days(1)})
    assert "7 days of notice" in refused.content.decode()


def test_nobody_is_called_to_an_hour_that_has_passed_or_sooner_than_they_were_told(
    committee, meeting, secretary
):
    now = timezone.now()
    with pytest.raises(PermissionDenied, match="hour has passed"):
        services.call_meeting(
            committee, by=secretary, starts_at=now - timedelta(minutes=1), urgency_fr="Le pont."
        )
    for starts, why in [(now, "hour has passed"), (now + timedelta(hours=2), "days of notice")]:
        with pytest.raises(PermissionDenied, match=why):
            services.change_meeting(meeting, by=secretary, starts_at=starts)
    noon = (now + timedelta(days=1)).replace(hour=12)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=noon)
    with pytest.raises(PermissionDenied, match="days of notice"):
        services.change_meeting(meeting, by=secretary, starts_at=noon - timedelta(hours=1))
    services.change_meeting(meeting, by=secretary, starts_at=noon + timedelta(hours=1))

    assert Notice.objects.filter(kind="meetings.changed").count() == 6


def test_a_cancelled_meeting_says_why_to_all_and_changes_no_more(
    as_secretary, client, meeting, secretary, gendarme
):
    services.answer_convocation(meeting, "not", by=gendarme)
    refused = as_secretary.post(desk("cancel", meeting.pk), {"reason": "  "})
    as_secretary.post(desk("cancel", meeting.pk), {"reason": "The road is flooded."})

    meeting.refresh_from_db()
    assert refused.status_code == 422
    assert meeting.is_cancelled
    assert meeting not in Meeting.objects.to_come()
    assert not meeting.replies.exists()
    assert Notice.objects.filter(kind="meetings.cancelled").count() == 6
    assert "The road is flooded." in client.get(meeting.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied, match="no longer changes"):
        services.change_meeting(meeting, by=secretary, place_fr="Ailleurs")


def test_a_meeting_without_a_day_is_refused(as_secretary, committee, trader):
    response = as_secretary.post(desk("meetings"), {**WORDS, "starts_at": "soon"})

    assert response.status_code == 422


def test_what_belongs_to_another_committee_is_not_found(as_secretary, committee):
    elsewhere = MeetingFactory.create(starts_at=timezone.now())

    for name in ("meeting", "cancel"):
        assert as_secretary.get(desk(name, elsewhere.pk)).status_code == 404
    there = reverse("meetings_desk:meetings", args=[elsewhere.committee.slug])
    assert as_secretary.get(there).status_code == 404
