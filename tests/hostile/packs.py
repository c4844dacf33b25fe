"""Many texts in one: as many as a field takes at once."""

from collections.abc import Iterable, Iterator

BREAKS = ("\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")


def packed(texts: Iterable[str], *, room: int, between: str) -> Iterator[str]:
    """Every text that fits is in some pack, whole."""
    pack = ""
    for text in texts:
        longer = pack + between + text if pack else text
        if len(longer) <= room:
            pack = longer
            continue
        if pack:
            yield pack
        pack = text if len(text) <= room else ""
    if pack:
        yield pack


def bodies(texts: Iterable[str], room: int) -> list[str]:
    return list(packed(texts, room=room, between="\n\n"))


def lines(texts: Iterable[str], room: int) -> list[str]:
    whole = (text for text in texts if not any(mark in text for mark in BREAKS))
    return list(packed(whole, room=room, between=" · "))


def share(packs: list[str], part: int, *, of: int, most: int) -> list[str]:
    """One part of the packs for each of so many fields, so that together they take them all."""
    mine = packs[part::of]
    return mine[:: max(1, len(mine) // most)]
