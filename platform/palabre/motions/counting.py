"""Whether a motion carries: arithmetic alone, in whole numbers, so that no rounding decides (ADR 23)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Tie
from palabre.people.models import Side

BOTH = (Side.CIVILIAN.value, Side.FORCES.value)
VOTING = (*BOTH, Side.PARLIAMENT.value)
ALL = "all"
A_WHOLE = 100
# With fewer of one side in the urn there is no majority of which the outcome says nothing of anybody:
# either all but one must have said yes, or all but one must have not (`outcome_tells`).
FEWEST_OF_A_SIDE = 5


class Choice(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    ABSTAIN = "abstain", _("I abstain")


class Outcome(TextChoices):
    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", _("Not adopted")
    TIED = "tied", _("Tied: it is put to the vote once more")
    CHAIRS = "chairs", _("Tied: both co-chairs decide together")
    NO_QUORUM = "quorum", _("Not adopted: a quorum was missing")
    TOO_FEW = "few", _("Not counted: too few ballots to stay secret")
    GIVEN_UP = "given_up", _("Not counted: the urn was given up")


class Terms(Protocol):
    """Of a committee's rules, what counting needs."""

    majority: int
    majority_a_side: int
    abstentions_count: bool
    tie: str


@dataclass(frozen=True)
class Count:
    yes: int = 0
    no: int = 0
    abstain: int = 0

    @classmethod
    def of(cls, choices: Iterable[str]) -> Count:
        said = list(choices)
        return cls(*(said.count(choice) for choice in Choice.values))

    def __add__(self, other: Count) -> Count:
        return Count(self.yes + other.yes, self.no + other.no, self.abstain + other.abstain)

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain

    @property
    def is_even(self) -> bool:
        return self.yes == self.no > 0

    @property
    def gives_someone_away(self) -> bool:
        """All of one mind, or all but one: whoever knows their own ballot knows the others'."""
        return max(self.yes, self.no, self.abstain) >= self.cast - 1


Tally = Mapping[str, Count]


@dataclass(frozen=True)
class Bar:
    """One of the majorities that are asked for: overall, or on one side."""

    who: str
    count: Count
    of: int
    needs: int  # more than this, in percent; a whole hundred: all of them

    @property
    def yes(self) -> int:
        return self.count.yes

    @property
    def passed(self) -> bool:
        if self.needs == A_WHOLE:
            return self.yes == self.of > 0
        return self.yes * A_WHOLE > self.needs * self.of

    @property
    def tied(self) -> bool:
        return not self.passed and self.count.is_even

    @property
    def percent(self) -> int:
        """For the eye: rounded down, so that it never shows more than was reached."""
        return self.yes * A_WHOLE // self.of if self.of else 0


def overall(tally: Tally) -> Count:
    return sum(tally.values(), Count())


def bars(tally: Tally, terms: Terms) -> list[Bar]:
    """Overall, then each side. Parliament, where it votes, counts in the whole and has no bar."""
    asked = [(ALL, overall(tally), terms.majority)]
    asked += [(side, tally.get(side, Count()), terms.majority_a_side) for side in BOTH]
    return [
        Bar(who, count, count.cast if terms.abstentions_count else count.yes + count.no, needs)
        for who, count, needs in asked
    ]


def outcome_of(tally: Tally, terms: Terms, *, has_quorum: bool, may_tie: bool = True) -> Outcome:
    """`may_tie`: not a second time, where a tie asks for another vote."""
    if not has_quorum:
        return Outcome.NO_QUORUM
    asked = bars(tally, terms)
    if all(bar.passed for bar in asked):
        return Outcome.ADOPTED
    if not all(bar.passed or bar.tied for bar in asked):
        return Outcome.REJECTED
    return _on_a_tie(terms, may_tie=may_tie)


def _on_a_tie(terms: Terms, *, may_tie: bool) -> Outcome:
    if terms.tie == Tie.CHAIRS:
        return Outcome.CHAIRS
    return Outcome.TIED if terms.tie == Tie.AGAIN and may_tie else Outcome.REJECTED


def needed(percent: int, of: int) -> int:
    """How many are a quorum: that share of them, rounded up, and never nobody."""
    return max(1, -(-percent * of // A_WHOLE))


def is_quorate(came: Mapping[str, int], of: Mapping[str, int], percent: int) -> bool:
    """On each side by itself: no side can make up for the other."""
    return all(came.get(side, 0) >= needed(percent, of.get(side, 0)) for side in BOTH)


def stays_secret(cast: Mapping[str, int], terms: Terms, *, fewest: int) -> bool:
    """Asked before anything is opened: whether there are enough ballots to look at them at all."""
    return (
        sum(cast.values()) >= fewest
        and all(cast.get(side, 0) >= FEWEST_OF_A_SIDE for side in BOTH)
        and not outcome_tells(cast, terms)
    )


def outcome_tells(cast: Mapping[str, int], terms: Terms) -> bool:
    """Whether, with so many ballots, “adopted” means that all of a side or all but one said yes, or
    “not adopted” can mean that all of a side or all but one did not."""
    total = sum(cast.values())
    overall_asks = _fewest_yes(terms.majority, total)
    for side, number in cast.items():
        of_a_side = _fewest_yes(terms.majority_a_side, number) if side in BOTH else 0
        # However the others vote, what is missing to the majority overall comes from this side.
        asked = max(of_a_side, overall_asks - (total - number))
        enough_to_fall = number - of_a_side + 1 if side in BOTH else 0
        if max(asked, enough_to_fall) >= max(1, number - 1):
            return True
    return False


def _fewest_yes(percent: int, of: int) -> int:
    """With which a bar is passed, where nobody abstains: an abstention only makes an outcome say less."""
    return of if percent == A_WHOLE else percent * of // A_WHOLE + 1


def may_be_shown(tally: Tally) -> bool:
    """Whether the numbers of a secret ballot give nobody away. Otherwise: the outcome alone."""
    return not any(count.gives_someone_away for count in tally.values() if count.cast)
