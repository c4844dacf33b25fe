"""The sheet on which somebody without an account finds a code that invites them.

It names neither person, committee, side nor function: whoever finds it in a pocket learns nothing.
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from palabre.core.days import today
from palabre.files.paper import in_type
from palabre.spaces.services import INVITATION_DURATION

TEMPLATE = Path(__file__).with_name("letter.typ")


@dataclass(frozen=True)
class Letter:
    """`address`: where the code is typed."""

    token: str
    address: str
    size: str
    language: str


def print_letter(letter: Letter) -> bytes:
    """A PDF, which nothing here keeps or can make again."""
    with translation.override(letter.language):
        words = _words()
    job = {
        "size": letter.size,
        "language": letter.language,
        "address": letter.address,
        "code": letter.token,
        "words": words,
    }
    return in_type(TEMPLATE, job, plainer=job)


def _words() -> dict[str, object]:
    until = date_format(today() + INVITATION_DURATION, "j F Y")
    return {
        "title": _("Invitation"),
        "steps": [
            _("Use a telephone or a computer that you trust. Open this address:"),
            _("Type this code. Capitals, spaces and dashes make no difference."),
            _("Read what you are invited to. You are free to say no, and nobody but those who invite learns it."),
        ],
        "once": _("The code works once, until %(day)s. Give it to nobody else.") % {"day": until},
        "lost": _("If it does not work, somebody else may have used it: tell the person who gave you this sheet."),
        "destroy": _("Destroy this sheet once you have used it."),
    }  # fmt: skip
