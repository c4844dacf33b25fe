"""Meetings as a calendar file (RFC 5545), written by hand: it is small, and every line of it is meant.

What a phone shows on its locked screen may be read by anybody: no name of a committee, no subject.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from palabre.committees.models import Meeting

LONGEST_LINE = 75  # octets
PRODUCT = "-//Calendar//Meetings 1.0//EN"


def calendar_of(meetings: Iterable[Meeting], *, name: str, with_hours: bool) -> str:
    """`with_hours`: for those who may know the hour and the place; others see the days."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"]
    for meeting in meetings:
        lines += event_of(meeting, with_hours=with_hours)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def event_of(meeting: Meeting, *, with_hours: bool) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, f'meeting:{meeting.pk}')}"
    yield f"DTSTAMP:{instant(midnight(meeting.announced_on))}"
    yield f"SEQUENCE:{meeting.revision}"
    yield f"STATUS:{'CANCELLED' if meeting.is_cancelled else 'CONFIRMED'}"
    yield f"SUMMARY:{escaped(_('Meeting'))}"
    if with_hours:
        yield f"DTSTART:{instant(meeting.starts_at)}"
        yield f"DTEND:{instant(meeting.ends_at)}"
        yield f"LOCATION:{escaped(meeting.place)}"
    else:
        day = meeting.starts_at.date()
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield "END:VEVENT"


def instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    lines = "\\n".join(text.splitlines())
    return "".join(sign for sign in lines if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """Lines of 75 octets at most, never cut within a letter."""
    parts, octets = [""], 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LONGEST_LINE:
            parts.append("")
            octets = 1  # the space that a folded line begins with
        parts[-1] += letter
        octets += size
    return "\r\n ".join(parts)
