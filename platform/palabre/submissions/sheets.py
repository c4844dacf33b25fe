"""What an office does with paper: it prints sheets. What comes back goes through paper.py."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.files.paper import in_type
from palabre.people.models import User
from palabre.spaces.models import Space
from palabre.submissions import paper, rules, selectors
from palabre.submissions.actions import Action
from palabre.submissions.sheet_words import words_of_a_sheet

MOST_AT_ONCE = 100
SOURCE = Path(__file__).with_name("sheets.typ")
TIME_TO_TYPE = timedelta(days=14)  # a sheet asks to come back so long before it expires


@dataclass(frozen=True)
class Run:
    """How many, on what paper, in which language; `address`: where the code is typed one day."""

    number: int
    size: str
    language: str
    address: str


def print_sheets(space: Space, run: Run, *, by: User) -> bytes:
    """A PDF, which nothing here keeps or can make again. The record says who, where and how many.

    Codes and numbers are drawn, and set in type, before anything is kept: that takes a while, and
    the database need not wait for it. Raises Busy.
    """
    require(rules.can_print_sheets(by, space, run.number))
    if selectors.intake_for(space.slug) is None:
        raise PermissionDenied(_("Nobody can receive messages yet"))
    drawn = [paper.draw_sheet(space.pk) for _each in range(run.number)]
    printed = _in_type(space, run, drawn)
    with transaction.atomic():
        Space.objects.select_for_update().get(pk=space.pk)  # two runs at once count each other's
        require(rules.can_print_sheets(by, space, run.number))
        paper.keep_sheets(drawn)
        record(Action.SHEETS_PRINTED, by=by, on=space, number=run.number)
    return printed


def _in_type(space: Space, run: Run, drawn: list[paper.Drawn]) -> bytes:
    job: dict[str, Any] = {
        "size": run.size,
        "language": run.language,
        "address": run.address,
        "words": words_of_a_sheet(run.language, space=space, before=paper.expiry() - TIME_TO_TYPE),
        "sheets": [{"code": one.receipt.shown, "number": one.number.shown} for one in drawn],
    }
    return in_type(SOURCE, job, plainer=in_ascii(job))


def in_ascii(job: dict[str, Any]) -> dict[str, Any]:
    """For a space whose name is in a script that the fonts do not have."""
    return {**job, "words": {**job["words"], "to": job["words"]["to_in_ascii"]}}
