"""Who writes minutes, agrees to them, contests and approves them. Pure questions: nothing here writes."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from palabre.committees.models import Meeting, Seat
from palabre.core.days import today
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.meetings.models import BOTH_SIDES, Minutes, Outcome
from palabre.meetings.naming import names_known_to
from palabre.meetings.rules import can_lead
from palabre.spaces.models import Anyone

MOST_WAITING = 60  # contests of one draft


def can_read(user: Anyone, minutes: Minutes) -> Verdict:
    """Anyone, once approved and public; members from the draft on; who writes them, always."""
    committee = minutes.meeting.committee
    if minutes.is_approved and minutes.is_public and committee.space.is_public:
        return ALLOW
    if committee.standing_of(user).inside and not minutes.is_being_written:
        return ALLOW
    if user.is_authenticated and can_lead(user, committee):
        return ALLOW
    return deny(_("These minutes cannot be read yet."))


def can_begin(user: Anyone, meeting: Meeting) -> Verdict:
    if not (allowed := can_lead(user, meeting.committee)):
        return allowed
    if meeting.is_open or meeting.is_closed:
        return ALLOW
    return deny(_("Minutes are written of a meeting that was opened."))


def can_write(user: Anyone, minutes: Minutes) -> Verdict:
    if not (allowed := can_lead(user, minutes.meeting.committee)):
        return allowed
    if minutes.is_being_written:
        return ALLOW
    return deny(_("The draft is published: its words change only as members ask for it."))


def chair_of(user: Anyone, minutes: Minutes) -> Seat | None:
    seat = minutes.meeting.committee.seat_of(user)
    return seat if seat and seat.is_chair and seat.side in BOTH_SIDES else None


def can_assent(user: Anyone, minutes: Minutes) -> Verdict:
    """Say that the minutes are right, or where one's side disagrees."""
    if chair_of(user, minutes) is None:
        return deny(_("Only the co-chairs of the two sides do this."))
    if not minutes.meeting.is_closed:
        return deny(_("The session is not closed yet."))
    if minutes.is_approved:
        return deny(_("These minutes are approved."))
    return ALLOW


def names_nobody(minutes: Minutes, *texts: str, by: Anyone) -> Verdict:
    """Under the Chatham House Rule, not even those who write it may name a member.

    It says no more names than `by` may read: the others are left out of every version.
    """
    if not minutes.meeting.is_chatham:
        return ALLOW
    found = names_known_to(by, minutes.meeting.committee).sure_in(*texts)
    if not found:
        return ALLOW
    named = ", ".join(sorted(set(found)))
    return deny(
        _(
            "The meeting was held under the Chatham House Rule. Take this out, or word it otherwise: %(named)s"
        )
        % {"named": named}
    )


def can_contest(user: Anyone, minutes: Minutes) -> Verdict:
    if minutes.meeting.committee.seat_of(user) is None:
        return deny(_("Only the members of the committee contest its minutes."))
    if not minutes.window_is_open:
        return deny(_("The days to contest these minutes are over."))
    waiting = minutes.passages.filter(contests__outcome=Outcome.OPEN).count()
    if waiting >= MOST_WAITING:
        return deny(_("Very many contests wait already. Ask the co-chairs to look at them."))
    return ALLOW


def can_judge(user: Anyone, minutes: Minutes) -> Verdict:
    """Take up a contest, or say why not."""
    if not (allowed := can_lead(user, minutes.meeting.committee)):
        return allowed
    return ALLOW if minutes.is_in_contest else deny(_("These minutes are not open to contest."))


def can_approve(user: Anyone, minutes: Minutes) -> Verdict:
    if not (allowed := can_judge(user, minutes)):
        return allowed
    if minutes.contest_until is None or today() <= minutes.contest_until:
        return deny(_("Members may still contest them."))
    if minutes.passages.filter(contests__outcome=Outcome.OPEN).exists():
        return deny(_("A contest still waits for an answer."))
    if sides_that_spoke(minutes) != {side.value for side in BOTH_SIDES}:
        return is_silence_over(minutes)
    if not minutes.assents.filter(edition=minutes.edition, agrees=True).exists():
        return deny(_("Both sides disagree with these words: one of them at least must agree."))
    return ALLOW


def can_publish_without(user: Anyone, minutes: Minutes) -> Verdict:
    """Send the draft to the members although one side has said nothing of it."""
    if not (allowed := can_write(user, minutes)):
        return allowed
    if not minutes.meeting.is_closed:
        return deny(_("The session is not closed yet."))
    return is_silence_over(minutes)


def is_silence_over(minutes: Minutes) -> Verdict:
    """One side agrees, and the day has passed until which the co-chair of the other was awaited."""
    if not side_awaited(minutes):
        return deny(_("The words have changed: both co-chairs must look at them again."))
    chair = chair_awaited(minutes)
    if chair is None or minutes.answer_by is None or minutes.asked_id != chair.pk:
        return deny(_("The co-chair of the other side has to look at them too."))
    if today() <= minutes.answer_by:
        return deny(
            _("The word of the other side is awaited until %(day)s.")
            % {"day": date_format(minutes.answer_by, "j F Y")}
        )
    return ALLOW


def side_awaited(minutes: Minutes) -> str:
    """The side that has said nothing of this edition, while the other agrees; or nothing."""
    found = minutes.assents.filter(edition=minutes.edition)
    said = dict(found.values_list("side", "agrees"))
    missing = [side.value for side in BOTH_SIDES if side not in said]
    return missing[0] if missing and True in said.values() else ""


def chair_awaited(minutes: Minutes) -> Seat | None:
    side = side_awaited(minutes)
    return next((seat for seat in minutes.meeting.committee.chairs if seat.side == side), None)


def sides_that_spoke(minutes: Minutes) -> set[str]:
    """Of this very edition."""
    found = minutes.assents.filter(edition=minutes.edition)
    return set(found.values_list("side", flat=True))
