"""Files that come with a message: sealed as they arrive, held until they are sent, opened whole.

Nothing here knows a person. A file is found by its key alone, and that key is never kept in clear.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from palabre.core.days import today
from palabre.core.disk import is_disk_full
from palabre.sealing import enclosure, stream
from palabre.sealing.enclosure import About, Enclosure
from palabre.sealing.errors import SealError, Unreadable
from palabre.submissions.models import Item, Piece, PieceChunk

MOST_BYTES_MADE = 40_000_000  # of one message, made anew: a short PDF can become many large pages
MOST_CHUNKS_HELD = 30_000  # about 2 GB of files that nobody has sent yet
DAYS_HELD = 1
AT_ONCE = 32  # chunks in one statement


class Gone(Exception):
    """A file that was to be sent is not here any more, or was sent before."""


class NoRoom(Exception):
    """Too much is being held just now, or too much was sent already, or the disk is nearly full."""


@dataclass(frozen=True)
class Held:
    """A file that is here and sealed; with its key, whoever has this can send it."""

    key: bytes = field(repr=False)
    about: About


@transaction.atomic
def hold(source: Iterable[bytes], about: About) -> Held:
    """Seal a file and keep it for a day or two. Only who is given `key` can find it again."""
    if not has_room():
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


def has_room() -> bool:
    waiting = PieceChunk.objects.filter(piece__item=None).count()
    sent = PieceChunk.objects.count() - waiting
    return (
        waiting <= MOST_CHUNKS_HELD
        and sent * stream.CHUNK < settings.MOST_FILE_BYTES
        and not is_disk_full()
    )


def held(keys: Iterable[bytes], *, sent_too: bool = False) -> list[Held]:
    """Those that are still here, in their order."""
    places = {enclosure.place_of(key): key for key in keys}
    found = Piece.objects.in_bulk(list(places))
    here = [
        (key, piece)
        for place, key in places.items()
        if (piece := found.get(place)) and (sent_too or piece.item_id is None)
    ]
    return [Held(key, about) for key, piece in here if (about := _about(key, piece))]


def _about(key: bytes, piece: Piece | None) -> About | None:
    """None where it is gone, or somebody altered the row, which is as good as gone."""
    try:
        return enclosure.open_about(key, bytes(piece.about)) if piece else None
    except (SealError, TypeError, ValueError):
        return None


def take(keys: Sequence[bytes]) -> tuple[Enclosure, ...]:
    """What the item will say of them. Raises Gone unless each is here and not sent yet."""
    if not keys:
        return ()
    places = [enclosure.place_of(key) for key in keys]
    waiting = Piece.objects.select_for_update().filter(item=None).order_by("pk")
    found = waiting.in_bulk(places)
    told = [(key, _about(key, found.get(place))) for key, place in zip(keys, places, strict=True)]
    taken = tuple(
        enclosure.enclosed(key, about, number)
        for number, (key, about) in enumerate(told, start=1)
        if about
    )
    if len(taken) != len(keys):
        raise Gone
    return taken


def bind(item: Item, enclosures: Sequence[Enclosure]) -> None:
    """From now on they are a part of this item, and go when it goes."""
    places = [each.place for each in enclosures]
    if places:
        Piece.objects.filter(pk__in=places).update(item=item, kept_until=None)


def let_go(keys: Iterable[bytes]) -> None:
    """What is not to be sent after all."""
    if places := [enclosure.place_of(key) for key in keys]:
        _drop(Piece.objects.filter(pk__in=places))


def forget_unsent() -> None:
    _drop(Piece.objects.filter(kept_until__lt=today()))


@transaction.atomic
def _drop(pieces: QuerySet[Piece]) -> None:
    """Locked first: one that is sent in this very instant is not among them, and keeps its parts."""
    unsent = pieces.filter(item=None).order_by("pk").select_for_update()
    Piece.objects.filter(pk__in=list(unsent.values_list("pk", flat=True))).delete()


def opened(item: Item, what: Enclosure) -> Iterator[bytes]:
    """The file, part by part, once all of it is known to be as it was sealed. Raises SealError."""
    chunks = PieceChunk.objects.filter(piece=what.place, piece__item=item)
    sealed = [bytes(chunk.sealed) for chunk in chunks]
    key = enclosure.stream_key(what.key)
    if sum(map(len, stream.open_file(key, sealed))) != what.size:
        raise Unreadable
    return stream.open_file(key, sealed)
