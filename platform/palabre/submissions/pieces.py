"""Files that come with a message: sealed as they arrive, held until they are sent, opened whole.

Nothing here knows a person. A file is found by its key alone, and that key is never kept in clear.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from palabre.core.days import today
from palabre.submissions.models import Item, Piece, PieceChunk
from palabre.submissions.sealing import enclosure, stream
from palabre.submissions.sealing.enclosure import About, Enclosure
from palabre.submissions.sealing.errors import SealError, Unreadable

MOST_FILES = 5
MOST_BYTES = 20_000_000
MOST_CHUNKS_HELD = 30_000  # about 2 GB of files that nobody has sent yet
DAYS_HELD = 1
AT_ONCE = 32  # chunks in one statement


class Gone(Exception):
    """A file that was to be sent is not here any more, or was sent before."""


class NoRoom(Exception):
    """Too much is being held just now."""


@dataclass(frozen=True)
class Held:
    """A file that is here and sealed; with its key, whoever has this can send it."""

    key: bytes = field(repr=False)
    about: About


@transaction.atomic
def hold(source: Iterable[bytes], about: About) -> Held:
    """Seal a file and keep it for a day or two. Only who is given `key` can find it again."""
    if PieceChunk.objects.filter(piece__item=None).count() > MOST_CHUNKS_HELD:
        raise NoRoom
    key = enclosure.new_key()
    piece = Piece.objects.create(
        pk=enclosure.place_of(key),
        about=enclosure.seal_about(key, about),
        kept_until=today() + timedelta(days=DAYS_HELD),
    )
    sealed = stream.seal_file(enclosure.stream_key(key), source, about.size)
    PieceChunk.objects.bulk_create(
        (
            PieceChunk(piece=piece, number=number, sealed=chunk)
            for number, chunk in enumerate(sealed)
        ),
        batch_size=AT_ONCE,
    )
    return Held(key, about)


def held(keys: Iterable[bytes], *, sent_too: bool = False) -> list[Held]:
    """Those that are still here, in their order."""
    places = {enclosure.place_of(key): key for key in keys}
    found = Piece.objects.in_bulk(list(places))
    return [
        Held(key, about)
        for place, key in places.items()
        if (piece := found.get(place)) and (sent_too or piece.item_id is None)
        if (about := _told(key, piece))
    ]


def take(keys: Sequence[bytes]) -> tuple[Enclosure, ...]:
    """What the item will say of them. Raises Gone unless each is here and not sent yet."""
    places = {enclosure.place_of(key): key for key in keys}
    waiting = Piece.objects.select_for_update().filter(item=None)
    found = waiting.in_bulk(list(places))
    told = [
        (key, about)
        for place, key in places.items()
        if (piece := found.get(place)) and (about := _told(key, piece))
    ]
    if len(told) != len(keys):
        raise Gone
    return tuple(
        enclosure.enclosed(key, about, number) for number, (key, about) in enumerate(told, start=1)
    )


def _told(key: bytes, piece: Piece) -> About | None:
    """Nothing where somebody altered the row: its writer is told that the file is not here any more."""
    with suppress(SealError):
        return enclosure.open_about(key, bytes(piece.about))
    return None


def bind(item: Item, enclosures: Sequence[Enclosure]) -> None:
    """From now on they are a part of this item, and go when it goes."""
    places = [each.place for each in enclosures]
    if places:
        Piece.objects.filter(pk__in=places).update(item=item, kept_until=None)


def let_go(keys: Iterable[bytes]) -> None:
    """What is not to be sent after all."""
    Piece.objects.filter(pk__in=[enclosure.place_of(key) for key in keys], item=None).delete()


def forget_unsent() -> None:
    Piece.objects.filter(item=None, kept_until__lt=today()).delete()


def opened(item: Item, what: Enclosure) -> Iterator[bytes]:
    """The file, part by part, once all of it is known to be as it was sealed. Raises SealError."""
    chunks = PieceChunk.objects.filter(piece=what.place, piece__item=item)
    sealed = [bytes(chunk.sealed) for chunk in chunks]
    key = enclosure.stream_key(what.key)
    if sum(map(len, stream.open_file(key, sealed))) != what.size:
        raise Unreadable
    return stream.open_file(key, sealed)
