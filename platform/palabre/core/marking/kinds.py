"""The kinds of marks, and a text cut where they begin and end."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Kind(Enum):
    """In the order in which a preview lists them."""

    POSITION = "position"
    ADDRESS = "address"
    PLATE = "plate"
    MOMENT = "moment"
    PHONE = "phone"
    NAME = "name"
    PLACE = "place"
    OFFICE = "office"
    OWN_WORDS = "own words"

    @property
    def label(self) -> "_StrPromise":
        return LABELS[self]


LABELS: "dict[Kind, _StrPromise]" = {
    Kind.POSITION: _("position"),
    Kind.ADDRESS: _("address or account"),
    Kind.PLATE: _("number plate"),
    Kind.MOMENT: _("date or hour"),
    Kind.PHONE: _("telephone number"),
    Kind.NAME: _("name"),
    Kind.PLACE: _("place"),
    Kind.OFFICE: _("office held by one person"),
    Kind.OWN_WORDS: _("the writer’s own words"),
}


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Piece:
    """A stretch of the text in which the marks stay the same; `ends`: those that end with it."""

    text: str
    kinds: tuple[Kind, ...] = ()
    ends: tuple[Kind, ...] = ()

    @property
    def is_only_echo(self) -> bool:
        return self.kinds == (Kind.OWN_WORDS,)


def in_pieces(text: str, *layers: Iterable[Mark]) -> list[Piece]:
    """The whole text, cut at every border. The marks of one layer do not overlap."""
    marks = [mark for layer in layers for mark in layer]
    opening: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.start, []).append(mark)
    borders = sorted({0, len(text), *opening, *(mark.end for mark in marks)})
    pieces, standing = [], list[Mark]()
    for start, end in pairwise(borders):
        standing = [mark for mark in standing if mark.end > start] + opening.get(start, [])
        kinds = tuple(mark.kind for mark in standing)
        pieces.append(
            Piece(text[start:end], kinds, tuple(mark.kind for mark in standing if mark.end == end))
        )
    return pieces
