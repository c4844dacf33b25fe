"""A co-chair who says nothing of minutes that the other agrees to is asked, and told until when."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from palabre.core.days import today
from palabre.meetings import minutes_rules as rules
from palabre.meetings.models import Minutes, Progress
from palabre.meetings.services.session import lock
from palabre.notifications.services import tell


def ask_the_other_side(minutes: Minutes, *, on: date) -> None:
    """Locked ones, whenever a word was said. Whoever was asked keeps their day; another co-chair, who
    was named since, gets one of their own."""
    days = minutes.meeting.rules.silence_days
    chair = rules.chair_awaited(minutes)
    if chair is None or not days:
        minutes.asked = minutes.answer_by = None
    elif minutes.asked_id != chair.pk:
        minutes.asked, minutes.answer_by = chair, on + timedelta(days=days)
        if chair.user and on == today():  # nobody is told of what was brought along from before
            tell(
                chair.user,
                "meetings.awaited",
                link=minutes.get_absolute_url(),
                committee=minutes.meeting.committee.name,
                day=minutes.meeting.starts_at.date().isoformat(),
                until=minutes.answer_by.isoformat(),
            )
    if minutes.silent and (chair is None or minutes.asked is None or chair.side != minutes.silent):
        minutes.silent = ""
    minutes.save()


def ask_new_chairs() -> None:
    """Each day: wherever another co-chair was named while a word of their side was awaited."""
    waiting = Minutes.objects.exclude(progress=Progress.APPROVED).filter(
        assents__edition=F("edition"), assents__agrees=True
    )
    for pk in list(waiting.values_list("pk", flat=True).distinct()):
        _ask_again(pk)


@transaction.atomic
def _ask_again(pk: int) -> None:
    meeting = lock(Minutes.objects.select_related("meeting").get(pk=pk).meeting)
    minutes = Minutes.objects.select_for_update().get(pk=pk)
    minutes.meeting = meeting
    if not minutes.is_approved:
        ask_the_other_side(minutes, on=today())
