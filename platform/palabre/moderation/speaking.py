"""Whether somebody may write now: asked by every door through which words come in (ADR 27).

A verdict that allows may carry words too: that one writes less often for a while.
"""

from datetime import datetime, timedelta
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.core.days import day_in_words, hour_in_words
from palabre.core.limits import Limits
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.moderation.models import Sanction, SanctionKind
from palabre.moderation.paused import pause_of, with_pause
from palabre.moderation.registry import last_said
from palabre.people.models import User
from palabre.spaces.models import Anyone, Space

SANCTIONED, SLOWED = timedelta(hours=12), timedelta(hours=6)
STOPPED = (SanctionKind.READ_ONLY, SanctionKind.BAN)
# For speech without a name, of which nothing may be written: in memory, under a keyed hash.
_pace_of_person = Limits(1, SANCTIONED.total_seconds())
_pace_here = Limits(1, SLOWED.total_seconds())


def measured(label: str, user: Anyone, *, space: str) -> dict[str, Any]:
    """To annotate topics or discussions with what is put on them, and whether anything is on this
    reader, so that a page asks no more where nothing is. `space`: the way from one to its space."""
    if not user.is_authenticated:
        return with_pause(label)
    theirs = Sanction.objects.running().filter(person=user, space=OuterRef(space))
    return {**with_pause(label), "is_sanctioned": Exists(theirs)}


def _is_free(item: models.Model) -> bool:
    known = vars(item)
    return known.get("is_sanctioned", True) is False and known.get("pause", True) is None


def may_speak(user: Anyone, space: Space) -> Verdict:
    """Under one's name, anywhere in this space."""
    sanction = _sanction(user, space)
    if sanction is None:
        return ALLOW
    if sanction.kind in STOPPED:
        return deny(
            _(
                "Until %(day)s you read here and do not write: moderators of both sides decided "
                "so. Your page “Me” leads to why, and to how you can appeal."
            )
            % {"day": _end(sanction)}
        )
    words = _(
        "Until %(day)s you write here once in twelve hours: moderators of both sides decided so. "
        "Your page “Me” leads to why, and to how you can appeal."
    ) % {"day": _end(sanction)}
    return _in_time(last_said(cast("User", user), space), SANCTIONED, words)


def may_add(user: Anyone, item: models.Model, space: Space) -> Verdict:
    """Under one's name, to this topic or discussion."""
    if _is_free(item):
        return ALLOW
    person = may_speak(user, space)
    if not person or not user.is_authenticated:
        return person
    pause = pause_of(item)
    if pause is None:
        return person
    if pause.stops:
        return deny(pause.words)
    here = _in_time(last_said(user, space, item), SLOWED, pause.words)
    return here if not here or not person.reason else person


def may_change(user: Anyone, item: models.Model, space: Space) -> Verdict:
    """Change what one wrote before: as open as writing is, but never slowed."""
    if _is_free(item):
        return ALLOW
    sanction = _sanction(user, space)
    if sanction is not None and sanction.kind in STOPPED:
        return may_speak(user, space)
    return goes_on(item)


def may_add_namelessly(user: Anyone, item: models.Model, space: Space) -> Verdict:
    """Without a name nothing is known of when somebody last spoke: `take_turn` asks the memory."""
    if _is_free(item):
        return ALLOW
    sanction = _sanction(user, space)
    if sanction is not None and sanction.kind in STOPPED:
        return may_speak(user, space)
    going_on = goes_on(item)
    if going_on and sanction is not None:
        words = _("Until %(day)s you write here once in twelve hours.") % {"day": _end(sanction)}
        return Verdict(allowed=True, reason=words)
    return going_on


def goes_on(item: models.Model) -> Verdict:
    """Whether it takes words at all just now, whoever says them."""
    pause = pause_of(item)
    if pause is None:
        return ALLOW
    return Verdict(allowed=not pause.stops, reason=pause.words)


def take_turn(user: User, item: models.Model, space: Space) -> None:
    """Without a name: count in memory where that is needed, and nowhere else."""
    sanction, pause = _sanction(user, space), pause_of(item)
    too_soon = _("You have written here not long ago. Keep your text, and try again later.")
    if sanction and not _pace_of_person.allow(f"{user.pk} {space.pk}"):
        raise PermissionDenied(too_soon)
    where = f"{user.pk} {item._meta.label_lower} {item.pk}"
    if pause and not _pace_here.allow(where):
        raise PermissionDenied(too_soon)


def _sanction(user: Anyone, space: Space) -> Sanction | None:
    """The hardest that runs for this person here."""
    if not user.is_authenticated:
        return None
    running = Sanction.objects.running().filter(person=user, space=space)
    found = running.exclude(kind=SanctionKind.NOTICE)
    return max(found, key=lambda one: (one.kind in STOPPED, one.ends_at), default=None)


def _in_time(last: datetime | None, wait: timedelta, words: str) -> Verdict:
    if last is None or last + wait <= timezone.now():
        return Verdict(allowed=True, reason=words)
    at = timezone.localtime(last + wait)
    again = _("You can write again at %(time)s, %(day)s.") % {
        "time": hour_in_words(at),
        "day": day_in_words(at),
    }
    return deny(f"{words} {again}")


def _end(measure: Sanction) -> str:
    return day_in_words(measure.ends_at) if measure.ends_at else ""
