"""An appeal by the code of a message: it waits in memory, comes out with others or after a day, and comes
before the moderators as from nobody (ADR 30)."""

import json
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.core.days import today
from palabre.core.evenness import even_out
from palabre.core.limits import Limits
from palabre.core.verdict import require
from palabre.core.waiting import NoRoom, Room
from palabre.moderation.models import Case, Origin
from palabre.moderation.rules import can_appeal
from palabre.moderation.services import appeal

PLEAS = Room("pleas", most=500)
# Whoever sends one appeal again and again fills no room for the others. By case: nobody is known here.
PLEADERS = Limits(6, 600.0)
EVERYWHERE = "all"  # few appeal: whatever waits keeps company to the rest


def plead(case: Case, *, plea: str) -> None:
    """`case` is a removal of what grew out of the message whose code was given. The same once more, in
    other words, takes the place of the first."""
    require(can_appeal(case))
    if not PLEADERS.allow(case.pk):
        raise _no_room()
    even = even_out(plea, lang=case.lang)
    said = {"case": case.pk, "plea": even, "on": today().isoformat()}
    thing = json.dumps(said, ensure_ascii=False).encode()
    try:
        PLEAS.add(EVERYWHERE, thing, mark=str(case.pk).encode())
    except NoRoom:
        raise _no_room() from None


def _no_room() -> PermissionDenied:
    return PermissionDenied(
        _("Nothing can wait here just now. Keep your text, and try again in a few minutes.")
    )


def let_out_pleas() -> None:
    """All that wait, in random order, once there are enough or one has waited for long enough."""
    longest = timedelta(hours=settings.BATCH_HOURS)
    if not PLEAS.is_ready(EVERYWHERE, fewest=settings.BATCH_FEWEST, longest=longest):
        return
    with PLEAS.taken(EVERYWHERE) as waited, transaction.atomic():
        for thing in waited:
            _hear(**json.loads(thing))


def _hear(*, case: int, plea: str, on: str) -> None:
    """Whether it may be was asked when it was said. If nothing is left to look at, it is let go."""
    removal = Case.objects.standing().filter(pk=case).first()
    asked_on = date.fromisoformat(on)
    if removal is not None and can_appeal(removal, on=asked_on):
        appeal(removal, plea=plea, on=asked_on, origin=Origin.CODE)
