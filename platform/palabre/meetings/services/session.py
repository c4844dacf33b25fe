"""A meeting while it is held: opened, who is there, who speaks, closed.

Who came is not on the record of offices: that record outlives everything, and under the Chatham House
Rule nobody may say who was there (ADR 22).
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees.models import Committee, Meeting, Stage
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.meetings import rules
from palabre.meetings.actions import Action
from palabre.meetings.models import Attendance, Reply, Session
from palabre.meetings.quorum import quorum_of
from palabre.people.models import User


def lock(meeting: Meeting) -> Meeting:
    """Read afresh, with its committee's seats: both stand still until the transaction ends.

    The committee first, as whoever seats or unseats somebody does.
    """
    rows = Committee.objects.select_related("space").select_for_update(of=("self",))
    committee = rows.get(pk=meeting.committee_id)
    found = Meeting.objects.select_related("rules").select_for_update(of=("self",))
    locked = found.get(pk=meeting.pk)
    locked.committee = committee
    return locked


@transaction.atomic
def open_session(meeting: Meeting, *, by: User, at: datetime | None = None) -> Meeting:
    """`at`: when it was opened, for what is brought along from before Palabre."""
    locked = lock(meeting)
    require(rules.can_open(by, locked, at=at))
    locked.stage = Stage.OPEN
    locked.save(update_fields=["stage"])
    Session.objects.create(meeting=locked, item=locked.items.accepted().first())
    record(Action.SESSION_OPENED, by=by, on=locked, committee=locked.committee.slug)
    return locked


@transaction.atomic
def mark_present(
    meeting: Meeting, seats: Iterable[int], *, deputies: Iterable[int] = (), by: User
) -> None:
    """These seats are taken in the room: by whoever holds them, or by their deputies."""
    locked = lock(meeting)
    require(rules.can_keep_session(by, locked))
    by_deputy = set(deputies)
    coming = set(seats) | by_deputy
    known = {seat.pk for seat in locked.committee.members}
    if coming - known:
        raise PermissionDenied(_("One of these seats is no longer held. Look at the list again."))
    for pk in coming:
        Attendance.objects.update_or_create(
            meeting=locked, seat_id=pk, defaults={"by_deputy": pk in by_deputy}
        )


@transaction.atomic
def mark_absent(meeting: Meeting, seat: int, *, by: User) -> None:
    """Whoever sat there has left, or was never there."""
    locked = lock(meeting)
    require(rules.can_keep_session(by, locked))
    locked.attendances.filter(seat=seat).delete()


@transaction.atomic
def close_session(meeting: Meeting, *, by: User) -> Meeting:
    """The end. Numbers by side stay; under the Chatham House Rule, who came or meant to does not."""
    locked = lock(meeting)
    require(rules.can_keep_session(by, locked))
    _close(locked, by=by, at=timezone.now())
    return locked


def _close(locked: Meeting, *, by: User | None, at: datetime) -> None:
    keep_numbers(locked, at=at)
    locked.wishes.all().delete()
    if locked.is_chatham:
        locked.attendances.all().delete()
        locked.replies.all().delete()
    locked.stage = Stage.CLOSED
    locked.save(update_fields=["stage"])
    record(Action.SESSION_CLOSED, by=by, on=locked, committee=locked.committee.slug)


def look_after_sessions() -> None:
    """What nobody closed is closed, and under the Rule nobody's answer outlives the day of a meeting."""
    midnight = datetime.combine(today(), time.min, tzinfo=UTC)
    before_today = Meeting.objects.filter(starts_at__lt=midnight)
    for meeting in before_today.filter(stage=Stage.OPEN):
        if meeting.ends_at < timezone.now():
            _close_forgotten(meeting)
    past = before_today.exclude(stage=Stage.OPEN) | Meeting.objects.filter(stage=Stage.CANCELLED)
    Reply.objects.filter(meeting__in=past.filter(is_chatham=True)).delete()


@transaction.atomic
def _close_forgotten(meeting: Meeting) -> None:
    locked = lock(meeting)
    if locked.is_open:  # whoever had the floor spoke until its end at the latest
        _close(locked, by=None, at=locked.ends_at)


def keep_numbers(meeting: Meeting, *, at: datetime) -> None:
    session = meeting.session
    stop_clock(session, at)
    for one in quorum_of(meeting).sides:
        setattr(session, f"present_{one.side}", one.present)
        setattr(session, f"seated_{one.side}", one.seated)
    session.save()


def stop_clock(session: Session, at: datetime) -> None:
    if not session.floor or session.floor_since is None:
        return
    spent = max(0, int((at - session.floor_since).total_seconds()))
    name = f"seconds_{session.floor}"
    setattr(session, name, getattr(session, name) + spent)
    session.last_floor, session.floor, session.floor_since = session.floor, "", None
