"""The writer's own words: a way of putting things tells who wrote. Compared in memory alone."""

from collections.abc import Iterable, Iterator

from palabre.core.marking.kinds import Kind, Mark
from palabre.core.marking.plain import Plain

RUN = 6  # words in a row
SHORTEST = 3  # of a message that is itself shorter than a run

Run = tuple[str, ...]


def find_echoes(text: str, said: Iterable[str]) -> list[Mark]:
    """Every run of words that stands in what the writer said, accents and signs apart."""
    plain = Plain(text)
    heard = [word.lower for word in plain.words]
    known: dict[int, set[Run]] = {}
    for one in said:
        words = [word.lower for word in Plain(one).words]
        size = min(RUN, len(words))
        if size >= SHORTEST:
            known.setdefault(size, set()).update(_runs(words, size))
    echoed = bytearray(len(heard))
    for size, runs in known.items():
        for at, run in enumerate(_runs(heard, size)):
            if run in runs:
                echoed[at : at + size] = b"\1" * size
    return [_mark(plain, first, last) for first, last in _stretches(echoed)]


def _runs(words: list[str], size: int) -> Iterator[Run]:
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def _stretches(echoed: bytearray) -> Iterator[tuple[int, int]]:
    start = echoed.find(1)
    while start >= 0:
        stop = echoed.find(0, start)
        stop = len(echoed) if stop < 0 else stop
        yield start, stop - 1
        start = echoed.find(1, stop)


def _mark(plain: Plain, first: int, last: int) -> Mark:
    start, end = plain.origin(plain.words[first].start, plain.words[last].end)
    return Mark(start, end, Kind.OWN_WORDS)
