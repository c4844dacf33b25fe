from palabre.notifications.models import Notice
from palabre.notifications.registry import Told, step_of, tell_in_words
from palabre.people.models import User

SHOWN = 50


def list_notices(user: User) -> list[Told]:
    return [tell_in_words(notice) for notice in latest_notices(user)]


def latest_notices(user: User) -> list[Notice]:
    """The unread first, then the latest; of one day, what ends a story above what began it."""
    latest = list(Notice.objects.filter(user=user).order_by("read", "-day", "pk")[:SHOWN])
    latest.sort(key=lambda notice: step_of(notice.kind), reverse=True)
    latest.sort(key=lambda notice: notice.day, reverse=True)
    latest.sort(key=lambda notice: notice.read)
    return latest
