"""What committees are made from: kinds of seats, endings, templates, territories. Every secretariat's."""

from django.db import transaction

from palabre.audit.services import record
from palabre.committees import rules
from palabre.committees.actions import Action
from palabre.committees.composition import Constitution
from palabre.committees.models import Ending, SeatKind, Template, TemplatePlace, Territory
from palabre.core.verdict import require
from palabre.people.models import User
from palabre.spaces.rules import can_run_anything

KEPT = {
    Ending: (Action.ENDING_ADDED, Action.ENDING_CHANGED),
    SeatKind: (Action.KIND_ADDED, Action.KIND_CHANGED),
    Template: (Action.TEMPLATE_ADDED, Action.TEMPLATE_CHANGED),
    Territory: (Action.TERRITORY_ADDED, Action.TERRITORY_CHANGED),
}


@transaction.atomic
def keep_kind(kind: SeatKind, *, by: User) -> SeatKind:
    """Add it, or change its words. Seats that were made keep the side that they were made for."""
    _keep(kind, by=by)
    return kind


@transaction.atomic
def keep_ending(ending: Ending, *, by: User) -> Ending:
    """Add it, or change its words. What it takes to end a seat in this way never changes."""
    before = Ending.objects.filter(pk=ending.pk).values("needs_both_chairs", "nobody_can_refuse")
    ask = {"needs_both_chairs": ending.needs_both_chairs, "nobody_can_refuse": False}
    what = before.first() or ask
    ending.needs_both_chairs = what["needs_both_chairs"]
    ending.nobody_can_refuse = what["nobody_can_refuse"]
    _keep(ending, by=by)
    return ending


@transaction.atomic
def keep_template(template: Template, constitution: Constitution, *, by: User) -> Template:
    """Committees that were founded from it stay as they are."""
    for name, value in constitution.numbers.items():
        setattr(template, name, value)
    _keep(template, by=by)
    template.places.all().delete()
    seats, shares = constitution.seats, constitution.shares
    TemplatePlace.objects.bulk_create(
        TemplatePlace(
            template=template, kind=kind, seats=seats.get(kind, 0), fewest=shares.get(kind, 0)
        )
        for kind in {**seats, **shares}
        if seats.get(kind) or shares.get(kind)
    )
    return template


@transaction.atomic
def keep_territory(territory: Territory, *, by: User) -> Territory:
    # All of them are the lock: two at once could each put one territory into the other.
    list(Territory.objects.select_for_update().values_list("pk"))
    require(rules.can_lie_in(territory, territory.parent))
    _keep(territory, by=by)
    return territory


@transaction.atomic
def remove_territory(territory: Territory, *, by: User) -> None:
    require(can_run_anything(by))
    require(rules.can_remove(territory))
    record(Action.TERRITORY_REMOVED, by=by, on=territory, name=territory.name)
    territory.delete()


def _keep(thing: Ending | SeatKind | Template | Territory, *, by: User) -> None:
    require(can_run_anything(by))
    added, changed = KEPT[type(thing)]
    is_new = thing.pk is None
    thing.save()
    record(added if is_new else changed, by=by, on=thing)
