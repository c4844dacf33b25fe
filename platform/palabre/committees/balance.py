"""The two sides of a committee: how many sit on each, what its rules say of it, what would break it.

Those who hold a seat are counted, never their deputies. Members of parliament sit beside the two
sides and change nothing between them. Pure questions: nothing here writes.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.committees.models import Committee, Rules, Seat, SeatKind, Share
from palabre.committees.models.committee import Bounds
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import Side

OTHER = {Side.CIVILIAN.value: Side.FORCES.value, Side.FORCES.value: Side.CIVILIAN.value}


@dataclass(frozen=True)
class Balance:
    """As bars and as words."""

    civilian: int
    forces: int
    members_of_parliament: int
    bounds: Bounds

    @property
    def parliament(self) -> int | None:
        return self.members_of_parliament or None  # no bar where nobody sits

    @property
    def full(self) -> int:
        return max(self.civilian, self.forces, self.members_of_parliament)

    @property
    def gap(self) -> int:
        return abs(self.civilian - self.forces)

    @property
    def is_kept(self) -> bool:
        return self.gap <= self.bounds.widest_gap and not self.too_few

    @property
    def too_few(self) -> bool:
        return min(self.civilian, self.forces) < self.bounds.fewest_a_side

    @property
    def words(self) -> str:
        if self.gap > self.bounds.widest_gap:
            words = _(
                "Out of balance: civilians %(civilian)s, forces %(forces)s. "
                "The rules of the committee allow a difference of %(widest)s."
            )
        elif self.too_few:
            words = _(
                "Out of balance: civilians %(civilian)s, forces %(forces)s. "
                "The rules of the committee want at least %(fewest)s on each side."
            )
        elif self.gap:
            words = _(
                "In balance: civilians %(civilian)s, forces %(forces)s. "
                "The rules of the committee allow a difference of %(widest)s."
            )
        else:
            words = _("In balance: as many civilians as members of the forces.")
        return words % {
            "civilian": self.civilian,
            "forces": self.forces,
            "widest": self.bounds.widest_gap,
            "fewest": self.bounds.fewest_a_side,
        }


def balance_of(committee: Committee, *, rules: Rules | None = None) -> Balance:
    """`rules`: those of a meeting, if others were in force when it was called."""
    bounds = Bounds(rules.widest_gap, rules.fewest_a_side) if rules else committee.bounds
    return Balance(
        committee.number_of(Side.CIVILIAN),
        committee.number_of(Side.FORCES),
        committee.number_of(Side.PARLIAMENT),
        bounds,
    )


def is_balanced(committee: Committee, *, rules: Rules | None = None) -> Verdict:
    """Whether it may adopt anything: departures cannot be forbidden, but deciding can."""
    balance = balance_of(committee, rules=rules)
    if not balance.is_kept:
        return deny(
            _("%(balance)s Until then it talks, and adopts nothing.") % {"balance": balance.words}
        )
    missing = [share for share in shares_of(committee, rules) if share.missing]
    if missing:
        return deny(" ".join(share.words for share in missing))
    return ALLOW


@dataclass(frozen=True)
class Reserved:
    """How many places there are of a kind of which the rules want some."""

    kind: SeatKind
    fewest: int
    places: int
    held: int

    @property
    def missing(self) -> int:
        return max(0, self.fewest - self.places)

    @property
    def words(self) -> str:
        return _("%(kind)s: the rules want %(fewest)s seats at least, there are %(places)s.") % {
            "kind": self.kind,
            "fewest": self.fewest,
            "places": self.places,
        }


def shares_of(committee: Committee, rules: Rules | None = None) -> list[Reserved]:
    wanted = Share.objects.filter(rules=rules or committee.rules).select_related("kind")
    found = []
    for share in wanted:
        places = [seat for seat in committee.sitting if seat.kind_id == share.kind_id]
        held = sum(seat.is_held for seat in places)
        found.append(Reserved(share.kind, share.fewest, len(places), held))
    return found


def can_add_one(committee: Committee, side: str) -> Verdict:
    """Nobody sits down who would bring one side further above the other than the rules allow."""
    if side not in OTHER:
        return ALLOW
    after = committee.number_of(side) + 1 - committee.number_of(OTHER[side])
    if after <= committee.bounds.widest_gap:
        return ALLOW
    return deny(
        _(
            "This would make %(after)s more on this side than on the other. "
            "The rules of the committee allow %(widest)s: somebody of the other side sits down first."
        )
        % {"after": after, "widest": committee.bounds.widest_gap}
    )


def can_take_one(committee: Committee, seat: Seat) -> Verdict:
    """Nobody is made to leave if that alone breaks the balance."""
    if seat.side not in OTHER or not seat.is_held:
        return ALLOW
    here, there = committee.number_of(seat.side), committee.number_of(OTHER[seat.side])
    bounds = committee.bounds
    if there - (here - 1) > bounds.widest_gap or here == bounds.fewest_a_side:
        return deny(
            _(
                "This would leave %(here)s on this side and %(there)s on the other, and break the "
                "balance that the rules want. Nominate somebody for this seat: they sit down in the "
                "moment in which this person leaves."
            )
            % {"here": here - 1, "there": there}
        )
    return ALLOW


def can_lose_place(committee: Committee, seat: Seat) -> Verdict:
    """A seat that the rules reserve for a kind is neither done away with nor given to another."""
    for share in shares_of(committee):
        if share.kind.pk == seat.kind_id and share.places <= share.fewest:
            return deny(
                _("The rules keep %(fewest)s seats for %(kind)s: this one stays theirs.")
                % {"fewest": share.fewest, "kind": share.kind}
            )
    return ALLOW
