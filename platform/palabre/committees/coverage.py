"""Which territories have a committee, which are to have one, as a list and as a picture.

The picture holds no word: each tile has the number that its territory has in the list, so that
whoever sees no picture loses nothing, and it is the same in every language.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from palabre.committees.models import Committee, Territory

HAS, PLANNED, NONE = "has", "planned", "none"


@dataclass(frozen=True)
class Spot:
    """One territory in the list."""

    number: int
    territory: Territory
    region: Territory
    committees: list[Committee]

    @property
    def state(self) -> str:
        if self.committees:
            return HAS
        return PLANNED if self.territory.is_planned else NONE

    @property
    def within(self) -> str:
        """The territory around it, where that is not the region under whose name it stands."""
        parent = self.territory.parent
        return parent.name if parent and parent != self.region else ""


@dataclass(frozen=True)
class Coverage:
    spots: list[Spot]

    def count(self, state: str) -> int:
        return sum(spot.state == state for spot in self.spots)

    @cached_property
    def has(self) -> int:
        return self.count(HAS)

    @cached_property
    def planned(self) -> int:
        return self.count(PLANNED)

    @property
    def total(self) -> int:
        return len(self.spots)


def coverage_of(territories: list[Territory], committees: list[Committee]) -> Coverage:
    """Regions by name, each followed by its parts, numbered in that order."""
    parts: dict[int | None, list[Territory]] = defaultdict(list)
    by_pk = {territory.pk: territory for territory in territories}
    for territory in territories:
        territory.parent = by_pk.get(territory.parent_id or 0)
        parts[territory.parent_id].append(territory)
    sitting: dict[int | None, list[Committee]] = defaultdict(list)
    for committee in committees:
        sitting[committee.area_id].append(committee)
    return Coverage(
        [
            Spot(number, territory, region, sitting[territory.pk])
            for number, (territory, region) in enumerate(_in_order(parts), 1)
        ]
    )


def _in_order(parts: dict[int | None, list[Territory]]) -> Iterator[tuple[Territory, Territory]]:
    for region in parts[None]:
        waiting = [region]
        while waiting:
            territory = waiting.pop()
            yield territory, region
            waiting += reversed(parts[territory.pk])


# --- The picture -----------------------------------------------------------------------------------
TILE, STEP, NARROW = 44, 50, 8
TONES = {
    "light": {"full": "#175347", "on": "#fff", "line": "#7f7465", "wait": "#684600", "ink": "#221d17"},
    "dark": {"full": "#8ad0bc", "on": "#14183a", "line": "#93887a", "wait": "#edc270", "ink": "#f2ece1"},
}  # fmt: skip
Cell = tuple[int, int]


@dataclass(frozen=True)
class Picture:
    cells: dict[Cell, Spot]

    @property
    def width(self) -> int:
        return STEP * max((column for column, _row in self.cells), default=0) + TILE + 4

    @property
    def height(self) -> int:
        return STEP * max((row for _column, row in self.cells), default=0) + TILE + 4

    def svg(self, tone: str) -> str:
        colours = TONES[tone]
        tiles = "".join(_tile(cell, spot, colours) for cell, spot in self.cells.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="-2 -2 {self.width} {self.height}" font-family="sans-serif" font-size="18" '
            f'font-weight="600" text-anchor="middle">{tiles}</svg>'
        )


def picture_of(coverage: Coverage) -> Picture:
    """Tiles where the secretariat has put them; those without a place below, a region a line."""
    cells: dict[Cell, Spot] = {}
    loose: list[Spot] = []
    for spot in coverage.spots:
        column, row = spot.territory.column, spot.territory.row
        if column is None or row is None:
            loose.append(spot)
        else:
            cells[column, row] = spot
    wide = max([NARROW, *(column + 1 for column, _row in cells)])
    row = max((row for _column, row in cells), default=-1)
    column, region = wide, None
    for spot in loose:
        if column >= wide or spot.region != region:
            column, row, region = 0, row + 1, spot.region
        cells[column, row] = spot
        column += 1
    return Picture(cells)


def _tile(cell: Cell, spot: Spot, colours: dict[str, str]) -> str:
    """Full: a committee. Broken line, half full: planned. Thin line: none yet."""
    x, y = cell[0] * STEP, cell[1] * STEP
    box = f'<rect x="{x}" y="{y}" width="{TILE}" height="{TILE}" rx="5" '
    ink = colours["ink"]
    if spot.state == HAS:
        drawn, ink = f'{box}fill="{colours["full"]}"/>', colours["on"]
    elif spot.state == PLANNED:
        half = (
            f'<rect x="{x}" y="{y + TILE - 8}" width="{TILE}" height="8" fill="{colours["wait"]}"/>'
        )
        line = f'fill="none" stroke="{colours["wait"]}" stroke-width="3" stroke-dasharray="7 4"/>'
        drawn = f"{half}{box}{line}"
    else:
        drawn = f'{box}fill="none" stroke="{colours["line"]}" stroke-width="1.5"/>'
    middle = f'x="{x + TILE // 2}" y="{y + 28}"'
    return f'{drawn}<text {middle} fill="{ink}">{spot.number}</text>'
