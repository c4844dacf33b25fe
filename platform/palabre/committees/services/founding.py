"""Founding a committee and changing what it says of itself."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import rules
from palabre.committees.actions import Action
from palabre.committees.models import Committee, Rules
from palabre.committees.models.committee import WEAVES
from palabre.committees.services.places import lock
from palabre.core.verdict import require
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role, Space
from palabre.spaces.rules import can_run_anything


class CommitteeWords(TypedDict, total=False):
    name: str
    kind_fr: str
    kind_en: str
    territory: str
    purpose_fr: str
    purpose_en: str
    charter_fr: str
    charter_en: str
    founded_on: date
    weave: int


@transaction.atomic
def found_committee(
    slug: str, *, by: User, is_public: bool = True, **words: Unpack[CommitteeWords]
) -> Committee:
    """Make the space and the committee. Whoever founds it holds its secretariat."""
    require(can_run_anything(by))
    if Space.objects.filter(slug=slug).exists():
        raise PermissionDenied(_("Another space already has this address."))
    name = words["name"]
    space = Space.objects.create(slug=slug, name_fr=name, name_en=name, is_public=is_public)
    if not by.is_superuser:
        Membership.objects.create(
            space=space, user=by, role=Role.SECRETARIAT, side=Side.SECRETARIAT
        )
    words.setdefault("weave", rarest_threads())
    committee = Committee.objects.create(space=space, **words)
    Rules.objects.create(committee=committee, number=1, in_force_from=committee.founded_on)
    record(Action.COMMITTEE_FOUNDED, by=by, on=committee, slug=slug)
    return committee


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
