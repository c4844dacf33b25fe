"""The one door: the bytes of a file go in, a file made anew comes out, or a reason in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from palabre.files import cell, pages, proof
from palabre.files.kinds import HEAD, PHOTOS, Kind, kind_of
from palabre.files.refusals import Refusal
from palabre.files.running import Answer, ask_a_child

__all__ = [
    "MOST_OUT",
    "CannotRebuild",
    "Rebuilt",
    "Refusal",
    "rebuild",
    "rebuild_alike",
    "rebuild_small",
]

MOST_OUT = cell.MOST_OUT


@dataclass(frozen=True)
class Rebuilt:
    content: bytes
    suffix: str
    media_type: str


class CannotRebuild(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def rebuild(source: Iterable[bytes], *, alter_voice: bool = False) -> Rebuilt:
    """Make the file anew from what is seen or heard in it.

    `source` yields the bytes of the file; they go to a child of ours on a pipe, and touch no disk.
    What `source` itself raises is raised here.
    """
    return _rebuilt(source, cell.ALTERED if alter_voice else cell.AS_IT_IS)


def rebuild_small(picture: Rebuilt) -> Rebuilt:
    """A photo that was made anew, as small as a page shows it."""
    small = _rebuilt([picture.content], cell.SMALL)
    if small.media_type != "image/jpeg":
        raise CannotRebuild(Refusal.BROKEN)
    return small


def rebuild_alike(source: Iterable[bytes]) -> Rebuilt:
    """A photo, and nothing but a photo, made like all others: one kind, one longest side, few bytes."""
    return _rebuilt(source, cell.ALIKE)


def _rebuilt(source: Iterable[bytes], how: str) -> Rebuilt:
    chunks = iter(source)
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= HEAD:
            break
    kind = kind_of(head[:HEAD])
    if not isinstance(kind, Kind):
        raise CannotRebuild(Refusal(kind.value))
    if how == cell.ALIKE and kind not in PHOTOS:
        raise CannotRebuild(Refusal.NOT_A_PHOTO)
    return _believed(ask_a_child(kind, chain([head], chunks), how))


def _believed(answer: Answer) -> Rebuilt:
    """What a child made, once it is nothing but a picture or a sound: it may have been taken over."""
    if answer.refusal:
        raise CannotRebuild(answer.refusal)
    match answer.product:
        case "jpeg" if len(answer.parts) == 1 and proof.is_plain_jpeg(answer.parts[0]):
            made = Rebuilt(answer.parts[0], ".jpg", "image/jpeg")
        case "png" if len(answer.parts) == 1 and proof.is_plain_png(answer.parts[0]):
            made = Rebuilt(answer.parts[0], ".png", "image/png")
        case "pages" if answer.parts and all(map(proof.is_plain_jpeg, answer.parts)):
            made = Rebuilt(pages.bind(answer.parts), ".pdf", "application/pdf")
        case "opus" if len(answer.parts) == 1 and proof.is_plain_opus(answer.parts[0]):
            made = Rebuilt(answer.parts[0], ".ogg", "audio/ogg")
        case _:
            raise CannotRebuild(Refusal.BROKEN)
    if len(made.content) > MOST_OUT:
        raise CannotRebuild(Refusal.TOO_LARGE)
    return made
