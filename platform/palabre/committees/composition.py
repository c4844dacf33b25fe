"""How many seats each side has, by kind, and whether a committee's own rules allow it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.committees.models import Committee, Rules, RuleValues, SeatKind, Template
from palabre.people.models import Side

Seats = Mapping[SeatKind, int]
Numbers = dict[str, Any]  # of RuleValues, by the names of its fields
NUMBERS = tuple(each.name for each in RuleValues._meta.get_fields())
SEATED = (Side.CIVILIAN, Side.FORCES, Side.PARLIAMENT)


def numbers_of(values: RuleValues) -> Numbers:
    return {name: getattr(values, name) for name in NUMBERS}


@dataclass(frozen=True)
class Constitution:
    """What a committee begins with: seats by kind, rules, and what the rules want of each kind."""

    seats: Seats
    shares: Seats
    numbers: Numbers = field(default_factory=dict)

    @classmethod
    def of(cls, template: Template) -> "Constitution":
        places = list(template.places.select_related("kind"))
        return cls(
            seats={place.kind: place.seats for place in places if place.seats},
            shares={place.kind: place.fewest for place in places if place.fewest},
            numbers=numbers_of(template),
        )


def number_by_side(seats: Seats) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for kind, number in seats.items():
        counted[kind.side] += number
    return {side.value: counted[side] for side in SEATED}


def faults(seats: Seats, rules: RuleValues, shares: Seats) -> list[str]:
    """Each rule that these seats break, in words."""
    return [*_of_the_sides(number_by_side(seats), rules), *_of_shares(seats, shares)]


def faults_today(committee: Committee, rules: Rules) -> list[str]:
    """What the seats as they are, held or free, break in these rules."""
    now = committee.seats.current()
    sides = now.order_by().values_list("side").annotate(number=Count("pk"))
    kinds = dict(now.order_by().values_list("kind").annotate(number=Count("pk")))
    shares = rules.fewest_of()
    seats = {kind: kinds.get(kind.pk, 0) for kind in shares}
    return [*_of_the_sides(Counter(dict(sides)), rules), *_of_shares(seats, shares)]


def _of_the_sides(numbers: Mapping[str, int], rules: RuleValues) -> Iterator[str]:
    for side in (Side.CIVILIAN, Side.FORCES):
        if numbers[side] < rules.fewest_a_side:
            yield _("%(side)s: %(seats)s. The rules want at least %(fewest)s a side.") % {
                "side": side.label,
                "seats": _seats(numbers[side]),
                "fewest": rules.fewest_a_side,
            }
    civilians, forces = numbers[Side.CIVILIAN], numbers[Side.FORCES]
    if abs(civilians - forces) > rules.widest_gap:
        yield _(
            "Civilians: %(civilians)s, forces: %(forces)s. "
            "The rules allow a difference of %(gap)s at most."
        ) % {"civilians": civilians, "forces": forces, "gap": rules.widest_gap}


def _of_shares(seats: Seats, shares: Seats) -> Iterator[str]:
    for kind, fewest in shares.items():
        if seats.get(kind, 0) < fewest:
            yield _("%(kind)s: %(seats)s. The rules want at least %(fewest)s.") % {
                "kind": kind.name,
                "seats": _seats(seats.get(kind, 0)),
                "fewest": fewest,
            }


def _seats(number: int) -> str:
    words = ngettext("%(number)s seat", "%(number)s seats", number)
    return words % {"number": number}
