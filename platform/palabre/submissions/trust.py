"""Whose keys count in a space. A key that somebody put into the database counts for nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from django.db.models import QuerySet

from palabre.people.models import User
from palabre.spaces.models import Membership, Role, Space
from palabre.submissions.founding import Founder, founders_of
from palabre.submissions.models import Endorsement, ReaderKey
from palabre.submissions.sealing import endorsement
from palabre.submissions.sealing.endorsement import Claim
from palabre.submissions.sealing.vault import PublicKeys

EPOCH = 1


def keys_of(key: ReaderKey) -> PublicKeys:
    return PublicKeys(bytes(key.x_pk), bytes(key.ed_pk))


def claim_of(slug: str, seat: Membership) -> Claim:
    """That whoever sits there, for that side, holds the keys which the database says are theirs."""
    return Claim(slug, seat.user.username, seat.side, keys_of(seat.user.reader_key), EPOCH)


class Ground:
    """For whom the founding pair of a space vouches, directly or through others."""

    def __init__(
        self, founders: Collection[Founder], given: Iterable[tuple[Claim, endorsement.Endorsement]]
    ) -> None:
        self.founders = founders
        by_claim: dict[Claim, list[endorsement.Endorsement]] = defaultdict(list)
        for claim, signed in given:
            by_claim[claim].append(signed)
        pair = {founder.keys.ed: founder.side for founder in founders}
        self.claims = endorsement.vouched_for(pair, by_claim)

    def counts(self, claim: Claim) -> bool:
        return Founder(claim.user, claim.side, claim.keys) in self.founders or claim in self.claims


class Trust:
    """The readers of a space, and who of them counts there."""

    def __init__(self, space: Space, seats: list[Membership], rows: list[Endorsement]) -> None:
        self.space, self.seats, self.rows = space, seats, rows

    @cached_property
    def founders(self) -> list[Founder]:
        return founders_of(self.space.slug)

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.founders, ((self._claim(row), _signed(row)) for row in self.rows))

    def _claim(self, row: Endorsement) -> Claim:
        return Claim(self.space.slug, row.username, row.side, keys_of(row.key), EPOCH)

    def is_founder(self, seat: Membership) -> bool:
        return (
            Founder(seat.user.username, seat.side, keys_of(seat.user.reader_key)) in self.founders
        )

    def counts(self, seat: Membership) -> bool:
        return self._ground.counts(claim_of(self.space.slug, seat))

    def seat_of(self, user: User) -> Membership | None:
        return next((seat for seat in self.seats if seat.user_id == user.pk), None)

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


def trust_in(space: Space) -> Trust:
    """Of one space, also where nobody reads any more or has a vault yet."""
    found = trust_by_space(Membership.objects.filter(space=space))
    return found[0] if found else Trust(space, [], _given_in([space]))


def with_keys(seats: QuerySet[Membership]) -> QuerySet[Membership]:
    """Those where somebody reads and has a vault."""
    return seats.filter(role=Role.READER, user__is_active=True).exclude(user__reader_key=None)


def trust_by_space(seats: QuerySet[Membership]) -> list[Trust]:
    """Of every space where somebody among these reads and has a vault; two queries in all."""
    there: dict[Space, list[Membership]] = defaultdict(list)
    for seat in (
        with_keys(seats).select_related("space", "user__reader_key").order_by("space__slug", "pk")
    ):
        there[seat.space].append(seat)
    rows: dict[int, list[Endorsement]] = defaultdict(list)
    for row in _given_in(there):
        rows[row.space_id].append(row)
    return [Trust(space, sitting, rows[space.pk]) for space, sitting in there.items()]


def _given_in(spaces: Iterable[Space]) -> list[Endorsement]:
    given = Endorsement.objects.filter(space__in=list(spaces))
    return list(given.select_related("key", "by_key__user", "by_key__former_user"))
