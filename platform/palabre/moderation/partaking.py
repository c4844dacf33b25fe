"""Who has a part in a topic or discussion, and so neither proposes nor decides that it is slowed or paused.

Of speech without a name nothing is known.
"""

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.moderation.models import Pause, Report
from palabre.moderation.registry import talk_of
from palabre.people.models import User


def has_no_part_in(user: User, item: models.Model) -> Verdict:
    """Neither opened it, nor wrote in it, nor reported something in it, as far as that is known."""
    if talk_of(item).has_spoken(user, item):
        return deny(_("You opened this or wrote in it: somebody else of your side decides."))
    if any(_has_reported(user, things) for things in talk_of(item).things_in(item)):
        return deny(_("You reported something here: somebody else of your side decides."))
    return ALLOW


def has_no_part_in_what_is_paused(user: User, pause: Pause) -> Verdict:
    things = apps.get_model(pause.label)._base_manager.filter(pk=pause.item_pk)
    item: models.Model | None = things.first()
    return has_no_part_in(user, item) if item is not None else ALLOW


def _has_reported(user: User, things: QuerySet[models.Model]) -> bool:
    """Their words, or the name above them. Asked from their reports, which are few."""
    label = things.model._meta.label_lower
    told = Report.objects.filter(Q(case__label=label) | Q(under_label=label), reporter=user)
    about = told.values_list("case__label", "case__item_pk", "under_pk")
    numbers = [pk if of == label else under for of, pk, under in about]
    return bool(numbers) and things.filter(pk__in=numbers).exists()
