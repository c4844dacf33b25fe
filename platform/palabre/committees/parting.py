"""What else somebody holds in a committee that ends with their seat, and what is missing then (ADR 21)."""

from collections.abc import Iterable
from dataclasses import dataclass

from palabre.committees.models import Committee
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role
from palabre.vaults.trust import trust_in

SIDES = {Side.CIVILIAN.value, Side.FORCES.value}
# Whoever no longer sits here neither reads what is sent to it, nor keeps its secrets, nor judges in it.
WITH_THE_SEAT = (Role.READER, Role.CUSTODIAN, Role.MODERATOR)
KEEPERS = (Role.READER, Role.CUSTODIAN)


@dataclass(frozen=True)
class Parting:
    """`missing`: the roles that a side then has nobody trusted for."""

    ends: list[Role]
    missing: list[Role]

    @property
    def words(self) -> list[str]:
        return [str(role.label) for role in self.ends]

    @property
    def closes_messages(self) -> bool:
        return Role.READER in self.missing

    @property
    def leaves_no_custodian(self) -> bool:
        return Role.CUSTODIAN in self.missing


def parting_of(committee: Committee, person: User) -> Parting:
    held = committee.space.memberships.filter(user=person, role__in=WITH_THE_SEAT)
    ends = [Role(role) for role in held.order_by("pk").values_list("role", flat=True)]
    missing = [role for role in KEEPERS if role in ends and _is_missed(committee, role, person)]
    return Parting(ends, missing)


def _is_missed(committee: Committee, role: Role, person: User) -> bool:
    """Both sides have somebody trusted now, and one would not without this person."""
    trusted = trust_in(committee.space, role).counting
    others = [seat for seat in trusted if seat.user_id != person.pk]
    return _has_both(trusted) and not _has_both(others)


def _has_both(trusted: Iterable[Membership]) -> bool:
    return {seat.side for seat in trusted} >= SIDES
