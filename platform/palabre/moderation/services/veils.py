"""What may endanger somebody is hidden at once: for a day at most, once, and by nobody for ever anew."""

from datetime import timedelta

from django.db.models import Model, Q

from palabre.audit.services import record
from palabre.core.text import words_of
from palabre.moderation.actions import Action
from palabre.moderation.models import Case, Report, Rule, Standing, procedure_of, this_hour
from palabre.moderation.models.case import KEPT, MOST_ORIGINAL
from palabre.moderation.models.report import ONE_VOICE
from palabre.moderation.registry import keeper_of
from palabre.moderation.services import closing
from palabre.people.models import User

MOST_HIDDEN_BY_ONE = 5


def is_to_be_asked(case: Case, rule: Rule) -> bool:
    """Whether a report under this rule could hide what the case is about."""
    never = case.is_held or case.is_measure or case.veiled_until is not None
    return rule.veils and not never


def may_hide(case: Case, item: Model, rule: Rule, *, by: User) -> bool:
    return is_to_be_asked(case, rule) and _is_heard(by) and not _was_judged(case, item)


def _is_heard(by: User) -> bool:
    """Whoever cries danger at everything hides nothing more; moderators look at it all the same."""
    standing = Standing.objects.filter(user=by).first() or Standing()
    if standing.weight * 2 < ONE_VOICE:
        return False
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # their reports, one at a time
    hidden = Report.objects.filter(
        reporter=by, rule__veils=True, case__outcome="", case__is_veiled=True
    )
    return hidden.count() < MOST_HIDDEN_BY_ONE


def _was_judged(case: Case, item: Model) -> bool:
    """These same words were looked at for danger, or given back on appeal: one report does not undo
    that. Of words that were forgotten since, we believe that they are the same."""
    looked_at = Q(rule__veils=True) | Q(veiled_until__isnull=False) | Q(appeals__outcome__in=KEPT)
    earlier = Case.objects.about(item).closed().filter(looked_at).order_by("-pk")
    originals = list(earlier.values_list("original", flat=True))
    if not originals:
        return False
    now = words_of(str(keeper_of(case.label).exhibit(item).html)[:MOST_ORIGINAL])
    return any(not before or words_of(before) == now for before in originals)


def hide(case: Case, item: Model, rule: Rule) -> None:
    hours = procedure_of(case.space).veil_hours
    case.rule, case.is_veiled = rule, True
    case.veiled_until = this_hour() + timedelta(hours=hours)
    case.save(update_fields=["rule", "is_veiled", "veiled_until"])
    keeper_of(case.label).hide(item, rule=rule.code)
    record(Action.CASE_VEILED, by=None, on=case, rule=rule.code)
    closing.tell_author_of_veil(case, item)
