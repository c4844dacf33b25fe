"""Minutes as an accessible PDF, in the language of the page."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from palabre.core.kept import PAGES
from palabre.files.paper import in_type
from palabre.meetings.document import DecisionLine, Document, digest_of
from palabre.people.models import Side

SOURCE = Path(__file__).with_name("minutes.typ")
AN_HOUR = 3600
LATIN = 0x250  # letters below are in the fonts; of those above, these
KNOWN = "ɛɔɲŋɓɗƴɣ‘’“”…–—•·«» "


def pdf_of(document: Document, *, is_final: bool) -> bytes:
    """Kept for an hour under what it says: to set it in type takes half a second of the machine."""
    name = f"{digest_of(document.content)}:{document.for_members}:{is_final}:{get_language()}"
    found: bytes | None = caches[PAGES].get(f"minutes:{name}")
    if found is None:
        job = job_of(document, is_final=is_final)
        found = in_type(SOURCE, job, plainer=plainer(job))
        caches[PAGES].set(f"minutes:{name}", found, AN_HOUR)
    return found


def job_of(document: Document, *, is_final: bool) -> dict[str, Any]:
    day = date_format(document.day, "j F Y")
    return {
        "language": (get_language() or "fr")[:2],
        "title": _("Minutes, %(day)s") % {"day": day},
        "committee": document.content["committee"],
        "state": _("Approved") if is_final else _("Draft"),
        "audience": _("For the members of the committee") if document.for_members else "",
        "rule": _("Chatham House Rule: the ideas, never the names")
        if document.content["is_chatham"]
        else "",
        "present": present_in_words(document.present),
        "words": {
            "committee": _("Committee:"),
            "present": _("Present:"),
            "decisions": _("Decisions"),
            "number": _("No."),
            "what": _("What"),
            "who": _("Who"),
            "when": _("When"),
            "elsewhere": _("Also adopted"),
        },
        "sections": [
            {
                "title": f"{one.number}. {one.title}",
                "paragraphs": paragraphs(one.text),
                "decisions": [_row(made) for made in one.decisions],
            }
            for one in document.sections
        ],
        "others": [_row(made) for made in document.other_decisions],
        "disagreements": [
            {"title": title, "paragraphs": paragraphs(words)}
            for title, words in words_of_sides(document)
        ],
    }


def _row(made: DecisionLine) -> list[str]:
    due = date_format(made.due_on, "j F Y") if made.due_on else "–"
    return [str(made.number), f"{made.kind} – {made.text}", made.responsible or "–", due]


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def present_in_words(present: dict[str, int]) -> str:
    said = [
        ngettext("%(number)d civilian", "%(number)d civilians", present["civilian"])
        % {"number": present["civilian"]},
        ngettext(
            "%(number)d member of the forces", "%(number)d members of the forces", present["forces"]
        )
        % {"number": present["forces"]},
    ]
    if present["parliament"]:
        said.append(
            ngettext(
                "%(number)d member of parliament",
                "%(number)d members of parliament",
                present["parliament"],
            )
            % {"number": present["parliament"]}
        )
    return ", ".join(said)


def words_of_sides(document: Document) -> list[tuple[str, str]]:
    """Where a side disagrees, and that one did not answer, which is something else."""
    said = [(disagreement_of(one["side"]), one["words"]) for one in document.disagreements]
    if document.silent and document.awaited_until:
        said.append((silence_of(document.silent), _silence_in_words(document.awaited_until)))
    return said


def silence_of(side: str) -> str:
    if side == Side.CIVILIAN:
        return _("The civilian side did not answer")
    return _("The forces did not answer")


def _silence_in_words(until: date) -> str:
    return _(
        "The co-chair of this side was asked for a word until %(day)s and said nothing. That is neither "
        "agreement nor disagreement."
    ) % {"day": date_format(until, "j F Y")}


def disagreement_of(side: str) -> str:
    if side == Side.CIVILIAN:
        return _("Where the civilian side disagrees")
    return _("Where the forces disagree")


def plainer(job: Any) -> Any:
    """Without letters that the fonts may lack: another script, a picture."""
    if isinstance(job, str):
        return "".join(each if ord(each) < LATIN or each in KNOWN else "?" for each in job)
    if isinstance(job, list):
        return [plainer(each) for each in job]
    if isinstance(job, dict):
        return {key: plainer(each) for key, each in job.items()}
    return job
