"""What somebody may see of meetings, or a 404: hidden and missing look alike."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from palabre.committees.models import Committee, Meeting
from palabre.committees.selectors import get_committee, get_committee_to_run
from palabre.meetings.models import AgendaItem, CalendarKey
from palabre.people.models import User
from palabre.spaces.models import Anyone

BACK, MOST = timedelta(days=365), 100  # of what a calendar shows


def get_meeting(slug: str, pk: int, *, for_user: Anyone) -> Meeting:
    committee = get_committee(slug, for_user=for_user)
    rows = committee.meetings.select_related("rules", "session", "minutes")
    found = get_object_or_404(rows, pk=pk)
    found.committee = committee
    return found


def get_meeting_to_run(slug: str, pk: int, *, for_user: User) -> Meeting:
    committee = get_committee_to_run(slug, for_user=for_user)
    found = get_object_or_404(committee.meetings.select_related("rules"), pk=pk)
    found.committee = committee
    return found


def get_item(meeting: Meeting, pk: str) -> AgendaItem:
    found = get_object_or_404(meeting.items.all(), pk=pk)
    found.meeting = meeting
    return found


def get_calendar_holder(slug: str, digest: str) -> CalendarKey:
    """Whose key it is; it opens nothing for who is no longer inside."""
    rows = CalendarKey.objects.select_related("committee__space", "user")
    found = get_object_or_404(rows, committee__space__slug=slug, digest=digest)
    if not found.user.is_active or not found.committee.standing_of(found.user).inside:
        raise Http404
    return found


def list_for_calendar(committee: Committee) -> "QuerySet[Meeting]":
    """Also what was cancelled: a phone takes it away only if it is told."""
    since = timezone.now() - BACK
    return committee.meetings.filter(starts_at__gte=since).order_by("-starts_at")[:MOST]
