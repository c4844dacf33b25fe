from palabre.notifications.models import Notice
from palabre.notifications.registry import Told, tell_in_words
from palabre.people.models import User

SHOWN = 50


def list_notices(user: User) -> list[Told]:
    """The unread first, then the latest."""
    latest = Notice.objects.filter(user=user).order_by("read", "-day", "pk")[:SHOWN]
    return [tell_in_words(notice) for notice in latest]
