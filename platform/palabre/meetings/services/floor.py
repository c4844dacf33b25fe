"""Who speaks next, and for how long each side did. It knows sides only: who spoke is nowhere."""

from collections import Counter
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.committees.models import Meeting
from palabre.core.verdict import require
from palabre.meetings import rules
from palabre.meetings.floor import next_side
from palabre.meetings.models import AT_THE_TABLE, Session, Wish
from palabre.meetings.services.session import lock, stop_clock
from palabre.people.models import User

MOST_WAITING = 60


def _in_session(meeting: Meeting, by: User) -> Session:
    locked = lock(meeting)
    require(rules.can_keep_session(by, locked))
    session = locked.session
    session.meeting = locked
    return session


@transaction.atomic
def ask_for_floor(meeting: Meeting, side: str, *, by: User) -> None:
    """Somebody of this side has raised a hand."""
    session = _in_session(meeting, by)
    if side not in AT_THE_TABLE:
        raise PermissionDenied(_("This side does not sit here."))
    if session.meeting.wishes.count() < MOST_WAITING:
        Wish.objects.create(meeting=session.meeting, side=side)


@transaction.atomic
def withdraw_wish(meeting: Meeting, side: str, *, by: User) -> None:
    session = _in_session(meeting, by)
    if last := session.meeting.wishes.filter(side=side).last():
        last.delete()


@transaction.atomic
def give_floor(meeting: Meeting, *, by: User, at: datetime | None = None) -> None:
    """To the next side: whoever spoke stops, and the wish that is granted is gone."""
    session = _in_session(meeting, by)
    moment = at or timezone.now()
    stop_clock(session, moment)
    waiting = Counter(session.meeting.wishes.values_list("side", flat=True))
    side = next_side(waiting, seconds_of(session), session.last_floor)
    if side:
        first = session.meeting.wishes.filter(side=side).first()
        if first:
            first.delete()
        session.floor, session.floor_since = side, moment
    session.save()


@transaction.atomic
def end_turn(meeting: Meeting, *, by: User, at: datetime | None = None) -> None:
    session = _in_session(meeting, by)
    stop_clock(session, at or timezone.now())
    session.save()


@transaction.atomic
def take_up_item(meeting: Meeting, item: str, *, by: User) -> None:
    """The meeting goes on to this item of its agenda."""
    session = _in_session(meeting, by)
    chosen = next((one for one in session.meeting.items.accepted() if str(one.pk) == item), None)
    if chosen is None:
        raise PermissionDenied(_("This item is not on the agenda. Look at the list again."))
    session.item = chosen
    session.save(update_fields=["item"])


def seconds_of(session: Session) -> dict[str, int]:
    return {side.value: getattr(session, f"seconds_{side.value}") for side in AT_THE_TABLE}
