"""The rules themselves, changed by those who run a space. What they said before stays on record."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.moderation import rules
from palabre.moderation.actions import Action
from palabre.moderation.models import Case, Rule, Wording
from palabre.people.models import User


@transaction.atomic
def add_rule(rule: Rule, *, by: User) -> Rule:
    require(rules.can_set_rules(by))
    rule.save(force_insert=True)
    record(Action.RULE_ADDED, by=by, on=rule, code=rule.code)
    return rule


@transaction.atomic
def change_rule(rule: Rule, *, by: User, **changes: Any) -> Rule:
    require(rules.can_set_rules(by))
    kept = Rule.objects.select_for_update().get(pk=rule.pk)
    before = {name: getattr(kept, name) for name in changes if getattr(kept, name) != changes[name]}
    if not before:
        return kept
    for name in before:
        setattr(kept, name, changes[name])
    if "veils" in before:
        Case.objects.open().filter(rule=kept).update(is_urgent=kept.veils)
    return _save(kept, Action.RULE_CHANGED, by=by, before=before)


@transaction.atomic
def retire_rule(rule: Rule, *, by: User) -> Rule:
    """Out of force: no new report cites it; what was decided under it still names it."""
    return _put(rule, Action.RULE_RETIRED, by=by, in_force=False)


@transaction.atomic
def restore_rule(rule: Rule, *, by: User) -> Rule:
    return _put(rule, Action.RULE_RESTORED, by=by, in_force=True)


def _put(rule: Rule, action: Action, *, by: User, in_force: bool) -> Rule:
    """As it is now, whatever the page that asks for it was made from; done twice, it is done once."""
    require(rules.can_set_rules(by))
    kept = Rule.objects.select_for_update().get(pk=rule.pk)
    if kept.is_active == in_force:
        return kept
    kept.is_active = in_force
    return _save(kept, action, by=by)


def _save(rule: Rule, action: Action, *, by: User, **details: Any) -> Rule:
    rule.changed_on = timezone.now().date()
    rule.save()
    record(action, by=by, on=rule, code=rule.code, **details)
    return rule


@transaction.atomic
def add_wording(wording: Wording, *, by: User) -> Wording:
    require(rules.can_set_rules(by))
    wording.save(force_insert=True)
    record(Action.WORDING_ADDED, by=by, on=wording, rule=wording.rule.code)
    return wording


@transaction.atomic
def change_wording(wording: Wording, *, by: User, **changes: Any) -> Wording:
    """What was decided with it keeps the words of that day."""
    require(rules.can_set_rules(by))
    kept = Wording.objects.select_for_update().get(pk=wording.pk)
    before = {
        name: str(getattr(kept, name)) for name in changes if getattr(kept, name) != changes[name]
    }
    for name in before:
        setattr(kept, name, changes[name])
    if before:
        kept.save()
        record(Action.WORDING_CHANGED, by=by, on=kept, before=before)
    return kept
