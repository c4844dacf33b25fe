"""The minutes as a document: what a version keeps, and what each reader gets of it.

No speaker, no hour, no voice: it holds a day, how many of each side were there, what was said about
each item, what was adopted, and where a side disagrees. Under the Chatham House Rule, a name
that stands anywhere in it is left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from palabre.committees.models import Meeting
from palabre.core.bilingual import in_language
from palabre.meetings.models import (
    AT_THE_TABLE,
    Assent,
    Decision,
    Kind,
    Minutes,
    Passage,
    Version,
)
from palabre.meetings.naming import Names, names_in, names_known_to
from palabre.spaces.models import Anyone

Content = dict[str, Any]


def names_to_withhold(minutes: Minutes, *, reader: Anyone | None = None) -> Names:
    """All of them in what is kept; while it is written, those that its reader may know."""
    meeting = minutes.meeting
    if not meeting.is_chatham:
        return Names()
    return names_known_to(reader, meeting.committee) if reader else names_in(meeting.committee)


def content_of(minutes: Minutes, *, reader: Anyone | None = None) -> Content:
    meeting = minutes.meeting
    names = names_to_withhold(minutes, reader=reader)
    assents = minutes.assents.filter(agrees=False, edition=minutes.edition).order_by("side")
    return {
        "committee": meeting.committee.name,
        "day": meeting.starts_at.date().isoformat(),
        "is_chatham": meeting.is_chatham,
        "present": present_at(meeting),
        "passages": [_passage(one, names) for one in minutes.passages.all()],
        "decisions": [_decision(one, names) for one in meeting.decisions.select_related("item")],
        "disagreements": [_disagreement(one, names) for one in assents],
        "silent": _silence(minutes),
    }


def present_at(meeting: Meeting) -> dict[str, int]:
    session = meeting.session
    return {side.value: getattr(session, f"present_{side.value}") or 0 for side in AT_THE_TABLE}


def _passage(one: Passage, names: Names) -> Content:
    return {
        "id": str(one.pk),
        "item": str(one.item_id or ""),
        "title_fr": names.withheld(one.title_fr),
        "title_en": names.withheld(one.title_en),
        "text_fr": names.withheld(one.text_fr),
        "text_en": names.withheld(one.text_en),
        "for_members": one.for_members,
    }


def _decision(one: Decision, names: Names) -> Content:
    return {
        "number": one.number,
        "kind": one.kind,
        "item": str(one.item_id or ""),
        "text_fr": names.withheld(one.text_fr),
        "text_en": names.withheld(one.text_en),
        "responsible": names.withheld(one.responsible),
        "due_on": one.due_on.isoformat() if one.due_on else "",
        "for_members": one.for_members or bool(one.item and one.item.for_members),
    }


def _disagreement(one: Assent, names: Names) -> Content:
    return {"side": one.side, "words": names.withheld(one.words)}


def _silence(minutes: Minutes) -> Content:
    """The side whose co-chair said nothing, and until when they were asked."""
    if not minutes.silent or minutes.answer_by is None:
        return {}
    return {"side": minutes.silent, "until": minutes.answer_by.isoformat()}


def digest_of(content: Content) -> str:
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Section:
    """A passage with what was adopted under it, in the language of the page."""

    number: int
    passage: Content
    decisions: list[DecisionLine]

    @property
    def title(self) -> str:
        return _said(self.passage, "title")

    @property
    def text(self) -> str:
        return _said(self.passage, "text")

    @property
    def for_members(self) -> bool:
        return bool(self.passage["for_members"])


@dataclass(frozen=True)
class DecisionLine:
    content: Content

    @property
    def number(self) -> int:
        return int(self.content["number"])

    @property
    def text(self) -> str:
        return _said(self.content, "text")

    @property
    def kind(self) -> str:
        return str(Kind(self.content["kind"]).label)

    @property
    def responsible(self) -> str:
        return str(self.content["responsible"])

    @property
    def due_on(self) -> date | None:
        return date.fromisoformat(self.content["due_on"]) if self.content["due_on"] else None


def _said(content: Content, name: str) -> str:
    return in_language(fr=content[f"{name}_fr"], en=content[f"{name}_en"])


@dataclass(frozen=True)
class Document:
    """A version for its readers: `members` also get what is for them alone."""

    content: Content
    for_members: bool

    @property
    def day(self) -> date:
        return date.fromisoformat(self.content["day"])

    @property
    def present(self) -> dict[str, int]:
        found: dict[str, int] = self.content["present"]
        return found

    @property
    def sections(self) -> list[Section]:
        shown = [one for one in self.content["passages"] if self._may_show(one)]
        found = [(one, self._decisions_of(one["item"]) if one["item"] else []) for one in shown]
        worth = [(one, made) for one, made in found if made or one["text_fr"] or one["text_en"]]
        return [Section(number, one, made) for number, (one, made) in enumerate(worth, 1)]

    @property
    def other_decisions(self) -> list[DecisionLine]:
        """Adopted under no item."""
        items = {one["item"] for one in self.content["passages"] if one["item"]}
        return [
            DecisionLine(one)
            for one in self.content["decisions"]
            if one["item"] not in items and self._may_show(one)
        ]

    @property
    def disagreements(self) -> list[Content]:
        found: list[Content] = self.content["disagreements"]
        return found

    @property
    def silent(self) -> str:
        """The side that did not answer. Versions of before there was a day for it hold nothing here."""
        return str(self.content.get("silent", {}).get("side", ""))

    @property
    def awaited_until(self) -> date | None:
        until = self.content.get("silent", {}).get("until")
        return date.fromisoformat(until) if until else None

    def _may_show(self, content: Content) -> bool:
        return self.for_members or not content["for_members"]

    def _decisions_of(self, item: str) -> list[DecisionLine]:
        return [
            DecisionLine(one)
            for one in self.content["decisions"]
            if one["item"] == item and self._may_show(one)
        ]


def document_of(version: Version, *, for_members: bool) -> Document:
    return Document(version.content, for_members)
