"""What of minutes search may find: what is approved, by those who may read it."""

from palabre.meetings.document import DecisionLine, document_of
from palabre.meetings.models import Minutes, Version
from palabre.search import services as search
from palabre.search.models import Entry


def _adopted(decisions: list[DecisionLine]) -> list[str]:
    return [made.content[f"text_{lang}"] for made in decisions for lang in ("fr", "en")]


def index_minutes(minutes: Minutes, version: Version) -> None:
    """What everybody may read of them, in whatever language it was written."""
    document = document_of(version, for_members=not minutes.is_public)
    words = [document.content["committee"]]
    for section in document.sections:
        for lang in ("fr", "en"):
            words += [section.passage[f"{name}_{lang}"] for name in ("title", "text")]
        words += _adopted(section.decisions)
    words += _adopted(document.other_decisions)
    search.index(
        Entry.about(
            minutes,
            space=minutes.meeting.committee.space,
            at=minutes.approved_on or version.made_on,
            for_members=not minutes.is_public,
            title=f"{document.content['committee']}, {document.day.isoformat()}",
            text="\n".join(word for word in words if word),
            url=minutes.get_absolute_url(),
            lang="fr",
        )
    )
