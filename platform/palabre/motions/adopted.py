"""All that a committee has adopted: motions, and what its meetings decided once their minutes are
approved. The latest first, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from palabre.committees.models import Committee
from palabre.meetings.document import DecisionLine
from palabre.meetings.models import Kind, Version
from palabre.motions.counting import Outcome
from palabre.motions.models import Motion, Vote
from palabre.spaces.models import Anyone

LONGEST = 160  # of a line; the whole stands where it leads to


@dataclass(frozen=True)
class Line:
    """One thing adopted, as a list tells it."""

    day: date
    kind: str
    title: str
    url: str
    lang: str = ""  # where it is not that of the page
    meeting: date | None = None
    meeting_url: str = ""
    responsible: str = ""
    due_on: date | None = None
    is_decision: bool = False


def adopted_by(committee: Committee, *, for_user: Anyone) -> list[Line]:
    lines = [*_motions(committee, for_user), *_decisions(committee, for_user)]
    return sorted(lines, key=lambda line: (line.day, line.url), reverse=True)


def _motions(committee: Committee, user: Anyone) -> Iterator[Line]:
    won = Vote.objects.filter(motion=OuterRef("pk"), amendment=None, outcome=Outcome.ADOPTED)
    rows = Motion.objects.visible_to(user).filter(committee=committee).adopted()
    rows = rows.annotate(
        put_in=Subquery(won.values("meeting")[:1]),
        put_at=Subquery(won.values("meeting__starts_at")[:1]),
    )
    told = ("pk", "title", "lang", "kind", "decided_on", "put_in", "put_at")
    for pk, title, lang, kind, day, meeting, starts_at in rows.values_list(*told):
        yield Line(
            day=day,
            kind=str(Kind(kind).label),
            title=title,
            lang=lang,
            url=reverse("motions:motion", args=[committee.slug, pk]),
            meeting=_day(starts_at) if starts_at else None,
            meeting_url=_meeting(committee, meeting) if meeting else "",
        )


def _decisions(committee: Committee, user: Anyone) -> Iterator[Line]:
    """In the words of the approved minutes, where names are left out, and never before."""
    inside = committee.standing_of(user).inside
    final = Version.objects.filter(is_final=True, minutes__meeting__committee=committee)
    if not inside:
        told = committee.space.is_public
        final = final.filter(minutes__is_public=True) if told else final.none()
    of_motions = set(
        Vote.objects.filter(meeting__committee=committee, decision__isnull=False).values_list(
            "meeting", "decision__number"
        )
    )
    rows = final.annotate(
        meeting=F("minutes__meeting"), starts_at=F("minutes__meeting__starts_at")
    ).values_list("meeting", "starts_at", "content__decisions")
    for meeting, starts_at, contents in rows:
        # Once a meeting, and not for each of its decisions: to find an address is dear.
        minutes = reverse("meetings:minutes", args=[committee.slug, meeting])
        held = _day(starts_at), _meeting(committee, meeting)
        for content in contents:
            if (meeting, content["number"]) in of_motions:
                continue
            if inside or not content["for_members"]:
                yield _line(minutes, held, content)


def _line(minutes: str, held: tuple[date, str], content: dict[str, Any]) -> Line:
    made = DecisionLine(content)
    day, meeting_url = held
    return Line(
        day=day,
        kind=made.kind,
        title=_in_one_line(made.text),
        url=f"{minutes}#decision-{made.number}",
        meeting=day,
        meeting_url=meeting_url,
        responsible=made.responsible,
        due_on=made.due_on,
        is_decision=True,
    )


def _in_one_line(text: str) -> str:
    first = text.strip().split("\n")[0]
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1].rstrip()}…"


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _meeting(committee: Committee, pk: int) -> str:
    return reverse("meetings:meeting", args=[committee.slug, pk])
