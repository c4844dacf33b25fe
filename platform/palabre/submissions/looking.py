"""A draft as its preview shows it: what may point at somebody, and what the writer's own words are."""

from collections.abc import Sequence
from dataclasses import dataclass

from palabre.core.marking import Kind, Piece, find_echoes, find_marks, in_pieces
from palabre.spaces.models import Space
from palabre.submissions.onward import Draft, origin_of
from palabre.submissions.services import Said


@dataclass(frozen=True)
class Found:
    kind: Kind
    texts: list[str]


@dataclass(frozen=True)
class Preview:
    title: list[Piece]
    body: list[Piece]
    found: list[Found]
    origin: str  # the line that stands above it


def preview_of(draft: Draft, space: Space, said: Sequence[Said]) -> Preview:
    """Compared with what the writer said, in memory alone."""
    theirs = [one.body for one in said if one.by_writer]
    there: dict[Kind, list[str]] = {}
    pieces = [_look(text, theirs, there) for text in (draft.title, draft.body)]
    found = [Found(kind, list(dict.fromkeys(there[kind]))) for kind in Kind if kind in there]
    return Preview(pieces[0], pieces[1], found, origin_of(draft, space))


def _look(text: str, theirs: list[str], there: dict[Kind, list[str]]) -> list[Piece]:
    marks, echoes = find_marks(text), find_echoes(text, theirs)
    for mark in (*marks, *echoes):
        there.setdefault(mark.kind, []).append(text[mark.start : mark.end])
    return in_pieces(text, marks, echoes)
