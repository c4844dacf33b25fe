"""What happens to words as they come in: at once, looked at, or only once somebody has looked."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.days import today
from palabre.jobs.services import later
from palabre.moderation import lists, pulse
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    Case,
    Deed,
    Origin,
    Outcome,
    Procedure,
    Rule,
    procedure_of,
)
from palabre.moderation.models.case import MOST_ORIGINAL
from palabre.moderation.registry import keeper_of
from palabre.moderation.services.opening import MOST_TITLE, hold, locked, open_case
from palabre.people.models import User
from palabre.spaces.models import Role, Space

AN_HOUR = 3600
OFFICES = (Role.MODERATOR, Role.SECRETARIAT)


@dataclass(frozen=True)
class Door:
    """How a text comes in. No rule: by the open door."""

    rule: Rule | None = None
    waits_for: Origin | None = None
    one_key: bool = False

    @property
    def is_shut(self) -> bool:
        return self.waits_for is not None


OPEN = Door()


def door_for(text: str, *, space: Space, by: User, published: Callable[[], int]) -> Door:
    """`published`: how many texts of this person people can read here; asked only where it counts."""
    found = lists.first_of_each_deed(text, lists.lists_that_act(space))
    procedure = procedure_of(space)
    is_new = _is_newcomer(by, space, procedure, published)
    if held_by := found.get(Deed.HOLD):
        return _shut(held_by.rule, Origin.WORDS, procedure, is_new=is_new)
    if is_new:
        return _shut(_rule_for_newcomers(), Origin.NEWCOMER, procedure, is_new=True)
    if procedure.holds_all:
        return _shut(_mildest_rule(), Origin.HELD, procedure, is_new=False)
    seen_by = found.get(Deed.LOOK)
    return Door(rule=seen_by.rule) if seen_by else OPEN


def _is_newcomer(
    by: User, space: Space, procedure: Procedure, published: Callable[[], int]
) -> bool:
    """Whom somebody entitled has vouched for is none, nor is who holds an office here."""
    if not procedure.first_words or by.is_verified or space.has_role(by, *OFFICES):
        return False
    return published() < procedure.first_words


def _shut(rule: Rule | None, origin: Origin, procedure: Procedure, *, is_new: bool) -> Door:
    if rule is None:  # a house without rules holds nobody to any
        return OPEN
    by_one = is_new and procedure.spam_by_one and rule.is_spam
    return Door(rule=rule, waits_for=origin, one_key=by_one)


def _rule_for_newcomers() -> Rule | None:
    """Spam is what their first words are looked at for."""
    return Rule.objects.in_force().filter(is_spam=True).first() or _mildest_rule()


def _mildest_rule() -> Rule | None:
    return Rule.objects.in_force().filter(veils=False).last()


def come_in(item: models.Model, door: Door) -> None:
    """It has just been written, in the caller's transaction: nobody else knows of it yet."""
    if door.rule is None:
        return
    if door.waits_for is not None:
        hold(item, rule=door.rule, origin=door.waits_for, one_key=door.one_key)
    else:
        open_case(item, rule=door.rule, origin=Origin.WORDS)


@transaction.atomic
def look_at(item: models.Model) -> None:
    """Published already, or never to wait: a list of the space may have it looked at."""
    keeper = keeper_of(item._meta.label_lower)
    acting = lists.lists_that_act(keeper.space_of(item))
    found = lists.first_of_each_deed(lists.text_of(keeper.exhibit(item)), acting) if acting else {}
    if on := found.get(Deed.HOLD) or found.get(Deed.LOOK):
        open_case(item, rule=on.rule, origin=Origin.WORDS)


def look_later(item: models.Model) -> None:
    """For words that were changed: their row is held now, and a case holds its own row first."""
    later("moderation.look_at", item._meta.label_lower, str(item.pk))


# --- What waits belongs to whoever wrote it ---------------------------------------------------


def waiting_case(item: models.Model) -> Case:
    """Held first, before the thing itself, as every decision does."""
    found = Case.objects.about(item).waiting().first()
    case = locked(found) if found else None
    if case is None or not case.is_open:
        raise PermissionDenied(_("This no longer waits: it has been decided meanwhile."))
    return case


def require_unjudged(case: Case) -> None:
    if case.decisions.exists():
        raise PermissionDenied(
            _(
                "A moderator has begun to judge these words: they stay as they are until it is "
                "decided. You can still withdraw them and write anew."
            )
        )


def say_anew(case: Case, item: models.Model) -> None:
    """What waits says something else now; whoever looks at it judges that."""
    exhibit = keeper_of(case.label).exhibit(item)
    case.title, case.lang = exhibit.title[:MOST_TITLE], exhibit.lang
    case.original = str(exhibit.html)[:MOST_ORIGINAL]
    case.save(update_fields=["title", "lang", "original"])


def take_back(case: Case) -> None:
    """Its author withdraws it while it waits. Nobody has decided anything; nothing of it is kept."""
    case.outcome, case.closed_on, case.due_at = Outcome.WITHDRAWN, today(), None
    case.hours_open = int((timezone.now() - case.opened_at).total_seconds()) // AN_HOUR
    case.original = ""
    case.save()
    case.claims.all().delete()
    pulse.beat()
    record(Action.CASE_CLOSED, by=None, on=case, outcome=case.outcome, rule=case.rule.code)
