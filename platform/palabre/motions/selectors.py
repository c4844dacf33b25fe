"""What somebody may see of motions and votes, or a 404: hidden and missing look alike."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from palabre.committees.models import Committee, Meeting
from palabre.committees.models.meeting import Stage as MeetingStage
from palabre.committees.selectors import get_committee
from palabre.motions.models import Amendment, Motion, Vote
from palabre.motions.models.motion import MotionQuerySet
from palabre.spaces.models import Anyone


def list_motions(committee: Committee, *, for_user: Anyone) -> MotionQuerySet:
    return Motion.objects.visible_to(for_user).filter(committee=committee)


def get_motion(slug: str, pk: int, *, for_user: Anyone) -> Motion:
    committee = get_committee(slug, for_user=for_user)
    votes = Prefetch("votes", Vote.objects.select_related("rules", "meeting"))
    rows = list_motions(committee, for_user=for_user).select_related("moved_by")
    rows = rows.prefetch_related(votes)
    found = get_object_or_404(rows, pk=pk)
    found.committee = committee
    return found


def get_amendment(slug: str, pk: int, number: int, *, for_user: Anyone) -> Amendment:
    motion = get_motion_inside(slug, pk, for_user=for_user)
    found = get_object_or_404(motion.amendments.select_related("proposed_by"), number=number)
    found.motion = motion
    return found


def get_motion_inside(slug: str, pk: int, *, for_user: Anyone) -> Motion:
    """For those who talk it over and vote: the public reads what was adopted, and no more."""
    found = get_motion(slug, pk, for_user=for_user)
    if not found.committee.standing_of(for_user).inside:
        raise Http404
    return found


def get_vote(slug: str, pk: int, number: int, *, for_user: Anyone) -> Vote:
    motion = get_motion_inside(slug, pk, for_user=for_user)
    rows = motion.votes.select_related("rules", "meeting", "amendment")
    found = get_object_or_404(rows, pk=number)
    found.motion = motion
    if found.amendment:
        found.amendment.motion = motion
    if found.meeting:
        found.meeting.committee = motion.committee
    return found


def meeting_in_session(committee: Committee) -> Meeting | None:
    found = committee.meetings.filter(stage=MeetingStage.OPEN).select_related("rules").last()
    if found:
        found.committee = committee
    return found
