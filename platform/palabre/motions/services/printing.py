"""Codes for the room, printed once."""

from django.db import transaction

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.motions import codes, rules
from palabre.motions.actions import Action
from palabre.motions.models import Vote
from palabre.motions.services.settling import lock_vote
from palabre.people.models import User


@transaction.atomic
def print_codes(vote: Vote, *, by: User) -> dict[str, list[str]]:
    """As many a side as may vote. Nothing here keeps them, nor can make them again."""
    locked = lock_vote(vote)
    require(rules.can_print_codes(by, locked))
    drawn = codes.draw(locked, locked.electors)
    record(Action.CODES_PRINTED, by=by, on=locked, number=sum(locked.electors.values()))
    return drawn
