"""Lists of words: changed by those who run a space, each change on record."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.moderation import rules
from palabre.moderation.actions import Action
from palabre.moderation.models import MOST_PHRASES, WordList
from palabre.people.models import User

MOST_RECORDED = 50


@transaction.atomic
def add_list(added: WordList, *, by: User) -> WordList:
    require(rules.can_set_list(by, added.space))
    added.save(force_insert=True)
    _record(Action.LIST_ADDED, added, by, words=added.phrases)
    return added


@transaction.atomic
def change_list(changed: WordList, *, by: User, **changes: Any) -> WordList:
    kept = WordList.objects.select_for_update().get(pk=changed.pk)
    require(rules.can_set_list(by, kept.space))
    before = set(kept.phrases)
    for name, value in changes.items():
        setattr(kept, name, value)
    kept.changed_on = today()
    kept.save()
    after = set(kept.phrases)
    _record(Action.LIST_CHANGED, kept, by, words=after - before, gone=before - after)
    return kept


@transaction.atomic
def add_phrase(to: WordList, phrase: str, *, by: User) -> WordList:
    """One more word, without the whole list going to and fro."""
    kept = WordList.objects.select_for_update().get(pk=to.pk)
    if phrase in kept.phrases:
        return kept
    if len(kept.phrases) >= MOST_PHRASES:
        raise PermissionDenied(
            _("A list holds %(most)s words at most. Begin another.") % {"most": MOST_PHRASES}
        )
    return change_list(kept, by=by, words="\n".join([*kept.phrases, phrase]))


def _record(
    action: Action, on: WordList, by: User, *, words: Iterable[str], gone: Iterable[str] = ()
) -> None:
    record(
        action,
        by=by,
        on=on,
        deed=on.deed,
        active=on.is_active,
        added=sorted(words)[:MOST_RECORDED],
        removed=sorted(gone)[:MOST_RECORDED],
    )
