"""When what was said without a name comes out: at fixed minutes, several things together (ADR 18)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from palabre.committees.models import Committee
from palabre.core.limits import Limits
from palabre.core.waiting import Room

# By committee: whatever waits in one comes out together, in all its discussions.
SPEECH = Room("speech", most_large=40)  # eight megabytes of pictures
OPENINGS = Room("openings")
# So many times an hour may one account let something wait: none fills the room for all.
SPEAKERS = Limits(60, 60.0)
SHOWERS = Limits(6, 600.0)  # and so many may be a picture


def next_batch() -> datetime:
    """The next instant at which something may appear. On round minutes, whoever wrote what."""
    now = timezone.now().replace(second=0, microsecond=0)
    return now + timedelta(minutes=settings.BATCH_MINUTES - now.minute % settings.BATCH_MINUTES)


@dataclass(frozen=True)
class Batches:
    """What a page says of them. Never how many wait."""

    at: datetime
    minutes: int
    fewest: int
    hours: int
    is_demonstration: bool


def batches() -> Batches:
    return Batches(
        next_batch(),
        settings.BATCH_MINUTES,
        settings.BATCH_FEWEST,
        settings.BATCH_HOURS,
        settings.DEMONSTRATION,
    )


def is_due(group: str) -> bool:
    """Enough wait in this committee, or one has waited for so long."""
    longest = timedelta(hours=settings.BATCH_HOURS)
    return SPEECH.is_ready(group, fewest=settings.BATCH_FEWEST, longest=longest)


def group_of(committee: Committee) -> str:
    return str(committee.pk)
