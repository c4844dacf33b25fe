"""Numbers so small that they could point at somebody are not told, nor what would give them away.

The rule looks at the numbers alone, never at what they stand for: whoever knows it, and the total,
still finds two answers at least for each number that is not told (ADR 29).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST = 5
A_WHOLE = 100


@dataclass(frozen=True)
class Parts:
    """A number taken apart. `told` are the parts of which the number may be told; `rest` is what all
    others have together: nought, or enough. `total` is None below the fewest."""

    total: int | None
    told: dict[str, int]
    rest: int

    @property
    def is_told(self) -> bool:
        return self.total is not None

    def number(self, name: str) -> int | None:
        """None where it is not told."""
        if self.total is None or (self.rest and name not in self.told):
            return None
        return self.told.get(name, 0)

    def share(self, name: str) -> int:
        return (self.number(name) or 0) * A_WHOLE // self.total if self.total else 0


def in_parts(counts: Mapping[str, int]) -> Parts:
    total = sum(counts.values())
    if 0 < total < FEWEST:
        return Parts(None, {}, 0)
    largest = largest_untold(counts.values())
    told = {name: number for name, number in counts.items() if number > largest}
    return Parts(total, told, total - sum(told.values()))


def largest_untold(numbers: Iterable[int]) -> int:
    """Up to which size parts are not told. Where those below the fewest are one alone, or all the same,
    or too few together, the next larger ones are not told either."""
    parts = sorted(number for number in numbers if number)
    sizes = sorted({FEWEST - 1, *(number for number in parts if number >= FEWEST)})
    return next((size for size in sizes if _is_safe(parts, size)), sizes[-1])


def _is_safe(parts: list[int], size: int) -> bool:
    untold = [number for number in parts if number <= size]
    return not untold or (len(set(untold)) > 1 and sum(untold) >= FEWEST)
