"""Minutes as a page shows them to one reader."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from palabre.committees.models import Meeting
from palabre.core.diffing import Run, difference
from palabre.meetings.document import Document, content_of, document_of
from palabre.meetings.minutes_rules import can_read, chair_of
from palabre.meetings.models import (
    BOTH_SIDES,
    Assent,
    Contest,
    Minutes,
    Outcome,
    Passage,
    Version,
)
from palabre.meetings.naming import names_known_to
from palabre.meetings.selectors import get_meeting
from palabre.spaces.models import Anyone


def find_minutes(slug: str, pk: int, *, for_user: Anyone) -> tuple[Meeting, Minutes | None]:
    """Of a meeting that they may see; none where none is written, or none that they may read."""
    meeting = get_meeting(slug, pk, for_user=for_user)
    found = Minutes.objects.filter(meeting=meeting).first()
    if found is not None:
        found.meeting = meeting
    return meeting, found if found and can_read(for_user, found) else None


def get_minutes(slug: str, pk: int, *, for_user: Anyone) -> Minutes:
    _meeting, found = find_minutes(slug, pk, for_user=for_user)
    if found is None:
        raise Http404
    return found


def get_passage(minutes: Minutes, pk: str) -> Passage:
    found = get_object_or_404(minutes.passages.all(), pk=pk)
    found.minutes = minutes
    return found


def get_contest(minutes: Minutes, pk: str) -> Contest:
    rows = Contest.objects.select_related("passage")
    found = get_object_or_404(rows, pk=pk, passage__minutes=minutes)
    found.passage.minutes = minutes
    return found


def document_for(minutes: Minutes, *, inside: bool, for_user: Anyone) -> Document:
    """While it is written, as it stands; afterwards, the last version that was kept."""
    if minutes.is_being_written:
        return Document(content_of(minutes, reader=for_user), for_members=inside)
    version = minutes.versions.last()
    if version is None:
        raise Http404
    return document_of(version, for_members=inside)


@dataclass(frozen=True)
class ContestLine:
    contest: Contest
    runs: list[Run]


def contests_of(minutes: Minutes) -> list[ContestLine]:
    """By passage, then by words: no order tells when."""
    rows = Contest.objects.filter(passage__minutes=minutes).select_related("passage")
    ordered = sorted(
        rows, key=lambda one: (one.outcome != Outcome.OPEN, one.passage.position, one.text)
    )
    return [ContestLine(one, difference(one.before, one.text)) for one in ordered]


@dataclass(frozen=True)
class SideWord:
    side: str
    agrees: bool
    disagrees: bool
    until: date | None  # it is awaited, while the other side agrees


def words_of_sides(minutes: Minutes) -> list[SideWord]:
    """What each side has said of this edition, if anything."""
    said = dict(minutes.assents.filter(edition=minutes.edition).values_list("side", "agrees"))
    awaited = minutes.answer_by if True in said.values() else None
    return [
        SideWord(
            side.value,
            said.get(side) is True,
            said.get(side) is False,
            None if side in said else awaited,
        )
        for side in BOTH_SIDES
    ]


def word_of(user: Anyone, minutes: Minutes) -> Assent | None:
    """What the side that this person chairs said last, of this edition or of one before: where it
    disagreed need not be written anew because another passage has changed."""
    seat = chair_of(user, minutes)
    return minutes.assents.filter(side=seat.side).first() if seat else None


@dataclass(frozen=True)
class Warned:
    """A passage and the words in it that may name somebody."""

    title: str
    words: list[str]


def warnings_of(minutes: Minutes, *, for_user: Anyone) -> list[Warned]:
    names = names_known_to(for_user, minutes.meeting.committee)
    found = []
    for passage in minutes.passages.all():
        text = f"{passage.text_fr}\n{passage.text_en}"
        words = sorted({text[mark.start : mark.end] for mark in names.marks(text)})
        if words:
            found.append(Warned(passage.title, words))
    return found


def blanks_of(minutes: Minutes) -> list[str]:
    """Items of which nothing is written, and under which nothing was adopted."""
    settled = set(minutes.meeting.decisions.values_list("item", flat=True))
    return [
        passage.title
        for passage in minutes.passages.all()
        if not (passage.text_fr or passage.text_en or passage.item_id in settled)
    ]


@dataclass(frozen=True)
class Change:
    """One passage between two versions, in one language."""

    title: str
    runs: list[Run]


@dataclass(frozen=True)
class Step:
    version: Version
    changes: list[Change]


def history_of(minutes: Minutes) -> list[Step]:
    """Each version with what it changed, the latest first."""
    steps, before = [], dict[str, dict[str, str]]()
    for version in minutes.versions.all():
        now = {one["id"]: one for one in version.content["passages"]}
        changes = [
            Change(one["title_fr"] or one["title_en"], difference(before[key][text], one[text]))
            for key, one in now.items()
            for text in ("text_fr", "text_en")
            if key in before and before[key][text] != one[text]
        ]
        steps.append(Step(version, changes))
        before = now
    return steps[::-1]
