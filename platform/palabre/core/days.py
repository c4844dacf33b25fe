"""Days and hours as people say them: today, 9 November, 9 November 2024; 16:30, in French 16 h 30."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

NO_BREAK = "\N{NO-BREAK SPACE}"


def today() -> date:
    """The day on which something is written down: of the clock in UTC, like every hour kept."""
    return timezone.now().date()


def day_in_words(at: date | datetime) -> str:
    day = _day_of(at)
    return _near(day) or _far(day)


def on_day_in_words(at: date | datetime) -> str:
    """The same within a sentence: (opened) today, (opened) on 9 November."""
    day = _day_of(at)
    return _near(day) or pgettext("a day", "on %(day)s") % {"day": _far(day)}


def hour_in_words(at: datetime) -> str:
    """The hour of the clock on the wall: 16:00 in English, 16 h and 16 h 30 in French."""
    here = timezone.localtime(at)
    if not (get_language() or "").startswith("fr"):
        return here.strftime("%H:%M")
    said = f"{here.hour}{NO_BREAK}h"
    return f"{said}{NO_BREAK}{here.minute:02d}" if here.minute else said


def _day_of(at: date | datetime) -> date:
    return timezone.localtime(at).date() if isinstance(at, datetime) else at


def _near(day: date) -> str:
    today = timezone.localdate()
    if day == today:
        return _("today")
    return _("yesterday") if day == today - timedelta(days=1) else ""


def _far(day: date) -> str:
    with_year = day.year != timezone.localdate().year
    return _said(day, get_language() or "", with_year=with_year)


@lru_cache(maxsize=1000)
def _said(day: date, language: str, *, with_year: bool) -> str:
    """In the active language, which is an argument so that each is remembered apart."""
    said = date_format(day, "j F Y" if with_year else "j F")
    return f"1er{said[1:]}" if day.day == 1 and language.startswith("fr") else said
