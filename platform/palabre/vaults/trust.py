"""Whose keys count in a space, for which role. A key that somebody put into the database counts for
nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from django.db.models import QuerySet

from palabre.people.models import User
from palabre.sealing import endorsement
from palabre.sealing.endorsement import Claim
from palabre.sealing.vault import PublicKeys, fingerprint
from palabre.spaces.models import Membership, Role, Space
from palabre.vaults.founding import Founder, founders_of
from palabre.vaults.models import Endorsement, VaultKey

EPOCH = 1


def keys_of(key: VaultKey) -> PublicKeys:
    return PublicKeys(bytes(key.x_pk), bytes(key.ed_pk))


def fingerprint_of(key: VaultKey) -> str:
    return fingerprint(keys_of(key))


def claim_of(slug: str, seat: Membership) -> Claim:
    """That whoever sits there, for that side, holds the keys which the database says are theirs."""
    keys = keys_of(seat.user.vault_key)
    return Claim(slug, seat.user.username, seat.side, keys, EPOCH, seat.role)


class Ground:
    """For whom the founding pair of a space vouches, directly or through others.

    The pair begins the readers, and readers vouch for readers. Custodians are vouched for by readers
    and custodians: whoever is trusted to keep a secret does not thereby read messages.
    """

    def __init__(
        self,
        founders: Collection[Founder],
        given: Iterable[tuple[Claim, endorsement.Endorsement]],
        role: str = endorsement.READER,
    ) -> None:
        self.founders = founders
        by_role: dict[str, dict[Claim, list[endorsement.Endorsement]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for claim, signed in given:
            by_role[claim.role][claim].append(signed)
        sides = {founder.keys.ed: founder.side for founder in founders}
        self.claims = endorsement.vouched_for(sides, by_role[endorsement.READER])
        if role != endorsement.READER:
            readers = {claim.keys.ed: claim.side for claim in self.claims}
            self.claims = endorsement.vouched_for(readers | sides, by_role[role])

    def counts(self, claim: Claim) -> bool:
        return Founder(claim.user, claim.side, claim.keys) in self.founders or claim in self.claims


class Trust:
    """Those who hold a role in a space and have a vault, and who of them counts there."""

    def __init__(
        self,
        space: Space,
        seats: Collection[Membership],
        rows: Collection[Endorsement],
        role: str = Role.READER,
    ) -> None:
        """`seats` are those of readers as well where it is about another role."""
        self.space, self.rows, self.role = space, rows, role
        self.seats = [seat for seat in seats if seat.role == role]
        self.readers = self if role == Role.READER else Trust(space, seats, rows)

    @cached_property
    def founders(self) -> list[Founder]:
        return founders_of(self.space.slug)

    @cached_property
    def _ground(self) -> Ground:
        given = ((self._claim(row), _signed(row)) for row in self.rows)
        return Ground(self.founders, given, self.role)

    def _claim(self, row: Endorsement) -> Claim:
        return Claim(self.space.slug, row.username, row.side, keys_of(row.key), EPOCH, row.role)

    def is_founder(self, seat: Membership) -> bool:
        return Founder(seat.user.username, seat.side, keys_of(seat.user.vault_key)) in self.founders

    def counts(self, seat: Membership) -> bool:
        return self._ground.counts(claim_of(self.space.slug, seat))

    def seat_of(self, user: User) -> Membership | None:
        return next((seat for seat in self.seats if seat.user_id == user.pk), None)

    def has(self, user: User) -> bool:
        """Whether this person holds the role here, and counts."""
        seat = self.seat_of(user)
        return seat is not None and self.counts(seat)

    def may_sign(self, user: User) -> bool:
        """Whether this person's signature under another's keys counts."""
        return self.has(user) or self.readers.has(user)

    @property
    def counting(self) -> list[Membership]:
        return [seat for seat in self.seats if self.counts(seat)]

    @property
    def signers(self) -> list[bytes]:
        """Whose signature under an answer counts, those who read here before included."""
        pair = [founder.keys.ed for founder in self.founders]
        return pair + [claim.keys.ed for claim in self._ground.claims]

    def vouched(self, seat: Membership) -> list[User]:
        """Who really signed for whoever sits there, in the order of their names."""
        claim = claim_of(self.space.slug, seat)
        about = (row for row in self.rows if self._claim(row) == claim)
        signed = (row.by_key.holder for row in about if endorsement.holds(claim, _signed(row)))
        return sorted((user for user in signed if user), key=str)


def _signed(row: Endorsement) -> endorsement.Endorsement:
    return endorsement.Endorsement(bytes(row.by_key.ed_pk), bytes(row.signature))


def trust_in(space: Space, role: str = Role.READER) -> Trust:
    """Of one space, also where nobody holds the role any more or has a vault yet."""
    found = trust_by_space(Membership.objects.filter(space=space), role)
    return found[0] if found else Trust(space, [], _given_in([space]), role)


def with_keys(seats: QuerySet[Membership], *roles: str) -> QuerySet[Membership]:
    """Those of these roles, of readers where none is named, whose holders have a vault."""
    wanted = roles or (Role.READER,)
    return seats.filter(role__in=wanted, user__is_active=True).exclude(user__vault_key=None)


def trust_by_space(seats: QuerySet[Membership], role: str = Role.READER) -> list[Trust]:
    """Of every space where somebody among these has a vault and the role, or reads; two queries in
    all."""
    found = with_keys(seats, role, Role.READER).select_related("space", "user__vault_key")
    there: dict[Space, list[Membership]] = defaultdict(list)
    for seat in found.order_by("space__slug", "pk"):
        there[seat.space].append(seat)
    rows: dict[int, list[Endorsement]] = defaultdict(list)
    for row in _given_in(there):
        rows[row.space_id].append(row)
    return [Trust(space, sitting, rows[space.pk], role) for space, sitting in there.items()]


def _given_in(spaces: Iterable[Space]) -> list[Endorsement]:
    given = Endorsement.objects.filter(space__in=list(spaces))
    return list(given.select_related("key", "by_key__user", "by_key__former_user"))
