"""Who calls, leads, proposes, answers and adopts. Pure questions: nothing here writes."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.committees.models import Committee, Meeting
from palabre.committees.rules import can_run
from palabre.core.days import today
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.meetings.quorum import SideQuorum, quorum_of
from palabre.people.models import Side
from palabre.spaces.models import Anyone


def can_lead(user: Anyone, committee: Committee) -> Verdict:
    """Lead a meeting: open it, keep its attendance and its agenda, record what it adopts."""
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    seat = committee.seat_of(user)
    if (seat and seat.is_chair) or can_run(user, committee):
        return ALLOW
    return deny(_("Only a co-chair or the secretariat does this."))


def can_adopt(meeting: Meeting) -> Verdict:
    """Adopt anything: in session, and with a quorum of each side in the room at this instant."""
    if not meeting.is_open:
        return deny(_("Nothing is adopted outside of a session."))
    lacking = [one for one in quorum_of(meeting).deciding if not one.is_reached]
    if lacking:
        words = " ".join(lack_in_words(one) for one in lacking)
        return deny(_("You may talk, but nothing can be adopted. %(lacking)s") % {"lacking": words})
    return ALLOW


def lack_in_words(side: SideQuorum) -> str:
    """Which side lacks how many."""
    if side.side == Side.CIVILIAN:
        said = ngettext(
            "%(missing)d more civilian must be in the room (%(present)d of the %(needed)d needed).",
            "%(missing)d more civilians must be in the room (%(present)d of the %(needed)d needed).",
            side.missing,
        )
    else:
        said = ngettext(
            "%(missing)d more member of the forces must be in the room (%(present)d of the %(needed)d needed).",
            "%(missing)d more members of the forces must be in the room (%(present)d of the %(needed)d needed).",
            side.missing,
        )
    return said % {"missing": side.missing, "present": side.present, "needed": side.needed}


def can_open(user: Anyone, meeting: Meeting) -> Verdict:
    if not (allowed := can_lead(user, meeting.committee)):
        return allowed
    if not meeting.is_convened:
        return deny(_("This meeting is not waiting to be opened."))
    if meeting.starts_at.date() > today():
        return deny(_("A meeting is opened on its day, not before: others still count on it."))
    return ALLOW


def can_keep_session(user: Anyone, meeting: Meeting) -> Verdict:
    """Attendance, floor, item under discussion, and the end of it."""
    if not (allowed := can_lead(user, meeting.committee)):
        return allowed
    return ALLOW if meeting.is_open else deny(_("This meeting is not in session."))


def can_record(user: Anyone, meeting: Meeting) -> Verdict:
    if allowed := can_lead(user, meeting.committee):
        return can_adopt(meeting)
    return allowed
