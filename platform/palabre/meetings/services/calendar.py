"""Keys with which the calendar of a phone reads when and where a committee meets."""

import secrets
from hashlib import sha256

from django.db import transaction

from palabre.committees.models import Committee
from palabre.core.verdict import require
from palabre.meetings import rules
from palabre.meetings.models import CalendarKey
from palabre.people.models import User

KEY_BYTES = 24


@transaction.atomic
def make_calendar_key(committee: Committee, *, by: User) -> str:
    """Shown once. One made before ends."""
    require(rules.can_have_calendar(by, committee))
    key = secrets.token_urlsafe(KEY_BYTES)
    CalendarKey.objects.update_or_create(
        committee=committee, user=by, defaults={"digest": digest_of(key)}
    )
    return key


def end_calendar_key(committee: Committee, *, by: User) -> None:
    CalendarKey.objects.filter(committee=committee, user=by).delete()


def digest_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()
