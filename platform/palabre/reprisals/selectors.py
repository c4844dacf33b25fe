from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from palabre.core.days import today
from palabre.people.models import Side, User
from palabre.reprisals import quarters, telling
from palabre.reprisals.models import MEMBERS, Kind, Report
from palabre.reprisals.numbers import Told, tell
from palabre.reprisals.telling import Telling
from palabre.sealing.errors import SealError
from palabre.sealing.vault import OpenVault
from palabre.spaces.models import FORUM, Anyone, Membership, Role, Space
from palabre.vaults.models import VaultKey
from palabre.vaults.trust import trust_in

BROKEN = "broken"
QUARTERS = 4  # that the public is told of


@dataclass(frozen=True)
class Opened:
    """A report that this vault opens."""

    report: Report
    telling: Telling
    to: list[User]  # the custodians who read it, as far as they are still there
    is_own: bool  # sent by whoever opens it, and not to them as a custodian

    @property
    def kind(self) -> str:
        return str(Kind(self.telling.kind).label)


@dataclass(frozen=True)
class Waiting:
    """What somebody's vault opens; `is_whole` is False where something does not open any more."""

    reports: list[Opened]
    is_whole: bool


def get_space(slug: str, *, for_user: Anyone) -> Space:
    found = Space.objects.visible_to(for_user).exclude(slug=FORUM).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def seats_of(user: User) -> QuerySet[Space]:
    """The committees in which this person may report."""
    mine = Membership.objects.filter(user=user, role__in=MEMBERS).exclude(space__slug=FORUM)
    return Space.objects.filter(pk__in=mine.values("space")).order_by("slug")


def custodians_for(user: User, space: Space) -> list[Membership]:
    """Those to whom this person's report may be sealed: trusted, and somebody else."""
    seats = trust_in(space, Role.CUSTODIAN).counting
    return [seat for seat in seats if seat.user_id != user.pk]


def of_side(seats: list[Membership], side: Side) -> list[Membership]:
    return [seat for seat in seats if seat.side == side]


def opened_by(user: User, opened: OpenVault) -> Waiting:
    """Which reports a vault opens is known to that vault alone: each is tried."""
    inside = Membership.objects.filter(user=user).values("space")
    every = Report.objects.lasting().filter(space__in=inside).select_related("space")
    tried = [(report, _tried(report, opened)) for report in every]
    found = [(report, said) for report, said in tried if isinstance(said, Telling)]
    holders = _holders(key for _report, said in found for key in said.to)
    keeps = {seat.space_id for seat in user.memberships.filter(role=Role.CUSTODIAN)}
    reports = [
        Opened(report, said, [holders[key] for key in said.to if key in holders], is_own)
        for report, said in found
        if (is_own := user.vault_key.pk not in said.to) or report.space_id in keeps
    ]
    reports.sort(key=lambda one: one.telling.day, reverse=True)
    return Waiting(reports, is_whole=all(said is not BROKEN for _report, said in tried))


def _tried(report: Report, opened: OpenVault) -> Telling | str | None:
    try:
        return telling.unseal(report, opened.x_secret)
    except SealError:
        return BROKEN


def _holders(keys: Iterable[UUID]) -> dict[UUID, User]:
    found = VaultKey.objects.filter(pk__in=set(keys)).exclude(user=None).select_related("user")
    return {key.pk: key.user for key in found if key.user}


def numbers_of(space: Space) -> list[Told]:
    """The last quarters that are over, the latest first."""
    this = quarters.first_day(today())
    told = [quarters.later(this, -back) for back in range(1, QUARTERS + 1)]
    counts = _counts(space, told)
    return [tell(quarter, counts[quarter], day=today()) for quarter in told]


def told_by_all(quarter: date) -> list[Told]:
    """Of a quarter that is over, what every committee that strangers may see tells for itself."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Report.objects.filter(space__is_public=True, quarter=quarter).exclude(space__slug=FORUM)
    counted = rows.values_list("space", "outcome").annotate(number=Count("pk")).order_by()
    for space, outcome, number in counted:
        found[space][outcome] = number
    return [tell(quarter, counts, day=today()) for counts in found.values()]


def _counts(space: Space, told: list[date]) -> dict[date, dict[str, int]]:
    found: dict[date, dict[str, int]] = defaultdict(dict)
    rows = Report.objects.filter(space=space, quarter__in=told).values_list("quarter", "outcome")
    for quarter, outcome, number in rows.annotate(number=Count("pk")).order_by():
        found[quarter][outcome] = number
    return found
