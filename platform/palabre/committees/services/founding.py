"""Founding a committee and changing what it says of itself."""

from datetime import date
from itertools import chain, count
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import rules
from palabre.committees.actions import Action
from palabre.committees.composition import Constitution, faults
from palabre.committees.models import Committee, Rules, Seat, Share, Territory
from palabre.committees.models.committee import WEAVES
from palabre.committees.services.charters import write_first_charter
from palabre.committees.services.places import lock
from palabre.core.verdict import ALLOW, Verdict, deny, require
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role, Space
from palabre.spaces.rules import can_run_anything

# Pages beside those of committees, for everyone and at the secretariat's desk.
RESERVED = {"new", "coverage", "templates", "kinds", "endings", "territories"}
ADDRESS = 50  # letters; room stays for a number


class CommitteeWords(TypedDict, total=False):
    name: str
    kind_fr: str
    kind_en: str
    territory: str
    area: Territory | None
    founded_on: date
    weave: int


class FoundingWords(CommitteeWords, total=False):
    """With those that change afterwards by announcement alone (services.charters)."""

    purpose_fr: str
    purpose_en: str
    charter_fr: str
    charter_en: str


@transaction.atomic
def found_committee(
    slug: str,
    *,
    by: User,
    is_public: bool = True,
    constitution: Constitution | None = None,
    **words: Unpack[FoundingWords],
) -> Committee:
    """Make the space and the committee, with free seats and its first rules.

    Whoever founds it holds its secretariat. Without a constitution it begins with no seat, under
    the usual rules.
    """
    require(can_run_anything(by))
    require(can_have_address(slug))
    name = words["name"]
    try:
        with transaction.atomic():
            space = Space.objects.create(slug=slug, name_fr=name, name_en=name, is_public=is_public)
    except IntegrityError:  # somebody else has just taken it
        raise PermissionDenied(_("Another space already has this address.")) from None
    if not by.is_superuser:
        Membership.objects.create(
            space=space, user=by, role=Role.SECRETARIAT, side=Side.SECRETARIAT
        )
    words.setdefault("weave", rarest_threads())
    committee = Committee.objects.create(space=space, **words)
    write_first_charter(committee)
    _constitute(committee, constitution or Constitution(seats={}, shares={}))
    record(Action.COMMITTEE_FOUNDED, by=by, on=committee, slug=slug)
    return committee


def _constitute(committee: Committee, constitution: Constitution) -> None:
    """Its rules number one, and its seats, if these keep to those."""
    day, seats, shares = committee.founded_on, constitution.seats, constitution.shares
    first = Rules(committee=committee, number=1, in_force_from=day, **constitution.numbers)
    if constitution.numbers and (broken := faults(seats, first, shares)):
        raise PermissionDenied(" ".join(broken))
    first.save()
    Share.objects.bulk_create(
        Share(rules=first, kind=kind, fewest=fewest) for kind, fewest in shares.items() if fewest
    )
    Seat.objects.bulk_create(
        Seat(
            committee=committee,
            kind=kind,
            side=kind.side,
            function_fr=kind.name_fr,
            function_en=kind.name_en,
            since_on=day,
        )
        for kind, number in seats.items()
        for _one in range(number)
    )


def can_have_address(slug: str) -> Verdict:
    if slug in RESERVED:
        return deny(_("This address is a page of Palabre itself. Choose another one."))
    if Space.objects.filter(slug=slug).exists():
        return deny(_("Another space already has this address."))
    return ALLOW


def address_for(name: str) -> str:
    """A free address that looks like the name."""
    plain = slugify(name)[:ADDRESS] or "committee"
    tried = chain([plain], (f"{plain}-{number}" for number in count(2)))
    return next(slug for slug in tried if can_have_address(slug))


def rarest_threads() -> int:
    """So that the first five committees all look different."""
    worn = list(Committee.objects.values_list("weave", flat=True))
    return min(range(1, WEAVES + 1), key=worn.count)


@transaction.atomic
def change_committee(
    committee: Committee,
    *,
    by: User,
    is_public: bool | None = None,
    **words: Unpack[CommitteeWords],
) -> Committee:
    locked = lock(committee)
    require(rules.can_run(by, locked))
    for field, value in words.items():
        setattr(locked, field, value)
    locked.save()
    _change_space(locked, is_public=locked.space.is_public if is_public is None else is_public)
    record(Action.COMMITTEE_CHANGED, by=by, on=locked, fields=sorted(words))
    return locked


def _change_space(committee: Committee, *, is_public: bool) -> None:
    space = committee.space
    space.name_fr = space.name_en = committee.name
    space.is_public = is_public
    space.save(update_fields=["name_fr", "name_en", "is_public"])
