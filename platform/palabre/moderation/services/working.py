"""Notes to one's own side, and how one likes to work. Neither is an act in an office: no record."""

from typing import Any

from django.db import transaction

from palabre.core.verdict import require
from palabre.moderation import rules
from palabre.moderation.models import Case, Note, SingleKeys
from palabre.moderation.services.opening import locked
from palabre.people.models import User


@transaction.atomic
def leave_note(case: Case, *, text: str, by: User) -> Note:
    held = locked(case)
    require(rules.can_note(by, held))
    this: dict[str, Any] = {
        "side": held.side_of(by),
        "round": held.round,
        "moderator": by,
        "text": text,
    }
    return Note.objects.get_or_create(case=held, **this)[0]  # a page that is sent again adds none


def use_single_keys(*, wanted: bool, by: User) -> None:
    if wanted:
        SingleKeys.objects.get_or_create(user=by)
    else:
        SingleKeys.objects.filter(user=by).delete()
