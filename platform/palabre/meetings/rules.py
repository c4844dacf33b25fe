"""Who calls, leads, proposes, answers and adopts. Pure questions: nothing here writes."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.committees.models import Committee, Meeting, Rules
from palabre.committees.rules import can_run, is_balanced
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.meetings.models import BOTH_SIDES, Minutes, Progress
from palabre.meetings.quorum import SideQuorum, quorum_of
from palabre.people.models import Side
from palabre.spaces.models import Anyone

MOST_WAITING = 40  # proposals of one meeting
LATE = timedelta(days=1)  # after its end, a meeting is opened no more


def can_call(user: Anyone, committee: Committee) -> Verdict:
    """Call the committee together: both sides of it, or nobody."""
    if not (allowed := can_run(user, committee)):
        return allowed
    if all(committee.number_of(side) for side in BOTH_SIDES):
        return ALLOW
    return deny(_("A meeting is called for both sides, and one has no member yet."))


def is_in_time(starts_at: datetime, *, rules: Rules, urgent: bool, on: date) -> Verdict:
    """Whether those called on that day have the days of notice that the rules give them."""
    first = on + timedelta(days=rules.notice_days)
    if starts_at.date() < on:
        return deny(_("This day has passed."))
    if urgent or starts_at.date() >= first:
        return ALLOW
    return deny(
        _(
            "The rules want %(days)s days of notice: %(first)s at the earliest. "
            "If it cannot wait, say why: everyone will read it."
        )
        % {"days": rules.notice_days, "first": date_format(first, "j F Y")}
    )


def lies_ahead(starts_at: datetime) -> Verdict:
    """Whoever is called must still be able to come: nobody is told of what has begun."""
    if starts_at > timezone.now():
        return ALLOW
    return deny(_("This hour has passed. Choose one that is still to come."))


def can_change(user: Anyone, meeting: Meeting) -> Verdict:
    if not (allowed := can_run(user, meeting.committee)):
        return allowed
    if meeting.is_convened:
        return ALLOW
    return deny(_("A meeting that was opened, held or cancelled no longer changes."))


def can_answer(user: Anyone, meeting: Meeting) -> Verdict:
    if meeting.committee.acts_for(user) is None:
        return deny(_("Only the members of the committee are called."))
    if meeting.is_convened and not meeting.is_over:
        return ALLOW
    return deny(_("This meeting no longer waits for answers."))


def can_propose(user: Anyone, meeting: Meeting) -> Verdict:
    """Ask that a meeting talk about something. Who asked is not kept."""
    committee = meeting.committee
    if committee.seat_of(user) is None and not can_run(user, committee):
        return deny(_("Only the members of the committee and its secretariat propose items."))
    if not meeting.is_convened or meeting.is_over:
        return deny(_("The agenda of this meeting is closed."))
    if meeting.items.proposed().count() >= MOST_WAITING:
        return deny(_("Very many proposals wait already. Ask the co-chairs to look at them."))
    return ALLOW


def can_set_agenda(user: Anyone, meeting: Meeting) -> Verdict:
    if not (allowed := can_lead(user, meeting.committee)):
        return allowed
    if meeting.is_convened or meeting.is_open:
        return ALLOW
    return deny(_("The agenda of this meeting is closed."))


def can_have_calendar(user: Anyone, committee: Committee) -> Verdict:
    """A calendar that shows hours and places."""
    if committee.standing_of(user).inside:
        return ALLOW
    return deny(_("The hour and the place are told to the members."))


def can_lead(user: Anyone, committee: Committee) -> Verdict:
    """Lead a meeting: open it, keep its attendance and its agenda, record what it adopts."""
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    seat = committee.seat_of(user)
    if (seat and seat.is_chair) or can_run(user, committee):
        return ALLOW
    return deny(_("Only a co-chair or the secretariat does this."))


def can_adopt(meeting: Meeting) -> Verdict:
    """Adopt anything: in session, with a quorum of each side in the room at this instant, and while the
    committee keeps the balance that its rules want."""
    if not meeting.is_open:
        return deny(_("Nothing is adopted outside of a session."))
    if not (balanced := is_balanced(meeting.committee, rules=meeting.rules)):
        return balanced
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


def can_open(user: Anyone, meeting: Meeting, *, at: datetime | None = None) -> Verdict:
    """`at`: when it was opened, for what is brought along from before Palabre."""
    if not (allowed := can_lead(user, meeting.committee)):
        return allowed
    if not meeting.is_convened:
        return deny(_("This meeting is not waiting to be opened."))
    moment = at or timezone.now()
    if meeting.starts_at.date() > moment.date():
        return deny(_("A meeting is opened on its day, not before: others still count on it."))
    if moment > meeting.ends_at + LATE:
        return deny(_("The day of this meeting has passed. Call another, so that all can come."))
    return ALLOW


def can_keep_session(user: Anyone, meeting: Meeting) -> Verdict:
    """Attendance, floor, item under discussion, and the end of it."""
    if not (allowed := can_lead(user, meeting.committee)):
        return allowed
    return ALLOW if meeting.is_open else deny(_("This meeting is not in session."))


def can_still_record(meeting: Meeting) -> Verdict:
    """What was voted on in the room, once it is counted: for as long as a word of the minutes changes."""
    if meeting.is_open:
        return ALLOW
    approved = Minutes.objects.filter(meeting=meeting, progress=Progress.APPROVED)
    if meeting.is_closed and not approved.exists():
        return ALLOW
    return deny(_("The minutes of this meeting are approved: no word of them changes."))


def can_record(user: Anyone, meeting: Meeting) -> Verdict:
    if allowed := can_lead(user, meeting.committee):
        return can_adopt(meeting)
    return allowed
