"""What the public is told: how many reports, and what became of them, never a number so small that
it points at somebody, and never while it still changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from palabre.reprisals import quarters
from palabre.reprisals.models import Outcome

FEWEST = 3  # a smaller number is not told, nor is it told whether it is nought

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Told:
    """A quarter as it is told. `total` is None below the fewest; `outcomes` is empty until what
    became of them cannot change any more; `rest` are those of which no number may be told."""

    quarter: date
    total: int | None
    outcomes: dict[str, int]
    rest: int
    is_final: bool

    def in_words(self) -> list[tuple[str, int]]:
        """The outcomes, in the order in which they are listed everywhere."""
        return [(str(one.label), self.outcomes[one]) for one in Outcome if one in self.outcomes]

    @property
    def number(self) -> int:
        return quarters.number_of(self.quarter)

    @property
    def final_on(self) -> date:
        return quarters.end_of(self.quarter)

    @property
    def last_day(self) -> date:
        return quarters.later(self.quarter, 1) - timedelta(days=1)


def tell(quarter: date, counts: Counts, *, day: date) -> Told:
    """`counts` by outcome; `day` is the one on which it is told."""
    total = sum(counts.values())
    is_final = day >= quarters.end_of(quarter)
    if total < FEWEST:
        return Told(quarter, None, {}, 0, is_final)
    shown = tellable(counts) if is_final else {}
    return Told(quarter, total, shown, total - sum(shown.values()) if is_final else 0, is_final)


def tellable(counts: Counts) -> dict[str, int]:
    """The outcomes whose number may be told: neither it nor what is left over, which anybody can work
    out from the total, is smaller than the fewest."""
    shown = {outcome: number for outcome, number in counts.items() if number >= FEWEST}
    while shown and 0 < sum(counts.values()) - sum(shown.values()) < FEWEST:
        del shown[min(shown, key=lambda outcome: (shown[outcome], outcome))]
    return shown
