"""The report as an accessible PDF."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.files.paper import in_type
from palabre.reports import words
from palabre.reports.activity import Adopted, Report, Sitting

SOURCE = Path(__file__).with_name("report.typ")
LATIN, PUNCTUATION = 0x250, range(0x2000, 0x2070)  # letters that the fonts have for certain

Job = dict[str, Any]


def pdf_of(job: Job) -> bytes:
    return in_type(SOURCE, job, plainer=_plainer(job))


def job_of(report: Report) -> Job:
    return {
        "language": (get_language() or "fr")[:2],
        "title": f"{report.committee.name}, {report.quarter.name}",
        "committee": report.committee.kind,
        "state": _state(report),
        "figures": [list(one) for one in words.figures(report)],
        "sides": [
            [
                words.side_name(one.side),
                str(one.seats),
                _("%(present)d of %(called)d") % {"present": one.present, "called": one.called},
            ]
            for one in report.sides
        ],
        "sittings": [_sitting(one) for one in report.sittings],
        "adopted": [_adopted(one) for one in report.adopted],
        "words": _words(is_over=report.is_over),
    }


def _state(report: Report) -> str:
    audience = _("For the members") if report.inside else _("For everybody")
    if report.is_over:
        return audience
    return f"{audience} · {_('The quarter is not over: numbers still change.')}"


def _sitting(sitting: Sitting) -> Job:
    there = [f"{words.side_name(one.side)} {words.attendance(one)}" for one in sitting.sides]
    return {
        "day": _day(sitting.day),
        "state": words.what_became_of(sitting),
        "there": ", ".join(there),
        "titles": sitting.titles,
    }


def _adopted(one: Adopted) -> list[str]:
    state = words.what_became_of_it(one)
    return [_day(one.day), one.kind_in_words, one.text, one.responsible or "–", state]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _words(*, is_over: bool) -> dict[str, str]:
    return {
        "report": _("Report of the quarter"),
        "figures": _("In figures"),
        "sides": _("Both sides"),
        "side": _("Side"),
        "seats": _("Members at the end") if is_over else _("Members today"),
        "presences": _("Presences in all meetings held"),
        "meetings": _("Meetings"),
        "no_meeting": _("No meeting was called in this quarter."),
        "adopted": _("Decisions, advice and measures"),
        "nothing": _("Nothing was adopted in this quarter."),
        "day": _("Day"),
        "kind": _("Kind"),
        "what": _("What"),
        "who": _("Who"),
        "when": _("When"),
        "counted": _("All numbers are counted by Palabre. Nobody typed them in."),
    }


def _plainer(job: Job) -> Job:
    return dict(_each(job, _in_known_letters))


def _each(thing: Any, change: Callable[[str], str]) -> Any:
    if isinstance(thing, dict):
        return {name: _each(one, change) for name, one in thing.items()}
    if isinstance(thing, list):
        return [_each(one, change) for one in thing]
    return change(thing) if isinstance(thing, str) else thing


def _in_known_letters(text: str) -> str:
    return "".join(
        letter if ord(letter) < LATIN or ord(letter) in PUNCTUATION else "?" for letter in text
    )


def mark_of(job: Job) -> bytes:
    """The same for the same report."""
    return json.dumps(job, sort_keys=True).encode()
