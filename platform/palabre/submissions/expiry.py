"""When a conversation ends, and how that day moves. What moves it is locked again to that day."""

from datetime import date, timedelta

from django.db import transaction

from palabre.core.days import today
from palabre.sealing.errors import KeyLost, UnknownVersion, Unreadable
from palabre.submissions.models import KeyWrap, LastEnding, Offshoot, Submission
from palabre.vaults import ending, epochs

DAYS = 90  # that a message is kept
DAYS_CLOSED = 30  # that it is kept once the readers have closed it
DAYS_MORE = 30  # that a reply leaves, once
DAYS_AWAY = 14  # that the clock may have moved on since the last time, without anybody saying so
DAYS_LONGEST = DAYS + DAYS_MORE + 2 * epochs.WEEK  # no message lasts longer: each end is a Monday
WEEKS_AHEAD = 20  # of keys that are made beforehand


def end_of_new(day: date) -> date:
    """The Monday on which a message that came on this day ends."""
    return ending.monday_with_key(day, days=DAYS)


def end_of_offshoot(day: date) -> date:
    """When the message that it grew out of, whichever it is, is over."""
    return ending.monday_with_key(day, days=DAYS_LONGEST)


def mondays_ahead(day: date) -> list[date]:
    return epochs.mondays(day, weeks=WEEKS_AHEAD)


def extend_once(submission: Submission) -> None:
    """For a reply of the writer's: there is time to answer it. `submission` is locked."""
    ends = epochs.monday_after(today(), days=DAYS_MORE)
    if not submission.extended and submission.expires_on < ends:
        submission.extended = True
        _move_end(submission, ends)


def shorten(submission: Submission) -> None:
    """For a conversation that is closed. `submission` is locked."""
    _move_end(
        submission, min(submission.expires_on, epochs.monday_after(today(), days=DAYS_CLOSED))
    )


def _move_end(submission: Submission, ends: date) -> None:
    before, submission.expires_on = submission.expires_on, ends
    wraps = list(submission.wraps.all())
    for wrap in wraps:
        wrap.sealed = _moved(bytes(wrap.sealed), before, ends)
    KeyWrap.objects.bulk_update(wraps, ["sealed"])
    submission.t_sk_for_writer = _moved(bytes(submission.t_sk_for_writer), before, ends)
    submission.save(update_fields=["expires_on", "extended", "t_sk_for_writer"])


def _moved(locked: bytes, before: date, ends: date) -> bytes:
    """What somebody altered stays as it is, and is refused where it is read. Where the key is away
    for a while nothing moves: raises KeyLost."""
    try:
        sealed = epochs.unlock(before, locked)
    except (Unreadable, UnknownVersion):
        return locked
    return epochs.lock(ends, sealed)


def delete_what_is_over(day: date) -> None:
    over = Submission.objects.select_for_update().filter(expires_on__lte=day)
    Submission.objects.filter(pk__in=[one.pk for one in over.order_by("pk")]).delete()


def delete_old_offshoots(day: date) -> None:
    Offshoot.objects.filter(expires_on__lte=day).delete()


class ClockDoubted(Exception):
    """The clock has gone back, or on by weeks: nothing ends until a person says which day it is."""


def end_what_is_over(*, sure_of_today: bool = False) -> None:
    """Once a day: the rows go, then the key that everything of that week was locked with. Raises
    KeyLost where a key is missing that messages need: somebody must put its file back. Raises
    ClockDoubted, with all of it kept: what is over is shown to nobody meanwhile."""
    if not (sure_of_today or _clock_can_be_right()):
        raise ClockDoubted
    with transaction.atomic():
        ending.end_all()
        LastEnding.objects.update_or_create(pk=LastEnding.ONE, defaults={"day": today()})
    epochs.destroy(today())
    if ending.make_keys_ahead():
        raise KeyLost


def _clock_can_be_right() -> bool:
    last = LastEnding.objects.first()
    return last is None or last.day <= today() <= last.day + timedelta(days=DAYS_AWAY)
