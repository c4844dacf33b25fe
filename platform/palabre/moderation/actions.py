from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record. A report is speech: who made it is in no record."""

    CASE_OPENED = "moderation.case.opened", _("opened a case")
    CASE_VEILED = "moderation.case.veiled", _("hid a thing until both sides have decided")
    CASE_DECIDED = "moderation.case.decided", _("decided a case for one side")
    CASE_CLOSED = "moderation.case.closed", _("closed a case")
    CASE_GOES_ON = "moderation.case.goes_on", _("gave a case a further look")
    CASE_RECUSED = "moderation.case.recused", _("said that they cannot judge a case")
    VEIL_LIFTED = "moderation.case.unveiled", _("showed a thing again after a day undecided")
    APPEAL_OPENED = "moderation.appeal.opened", _("opened an appeal")
    MEASURE_PROPOSED = "moderation.measure.proposed", _("proposed a sanction or a pause")
    MEASURE_BEGAN = "moderation.measure.began", _("put on a sanction or a pause")
    MEASURE_LIFTED = "moderation.measure.lifted", _("lifted a sanction or a pause")
    RULE_ADDED = "moderation.rule.added", _("added a rule")
    RULE_CHANGED = "moderation.rule.changed", _("changed a rule")
    RULE_RETIRED = "moderation.rule.retired", _("took a rule out of force")
    RULE_RESTORED = "moderation.rule.restored", _("put a rule back in force")
    LIST_ADDED = "moderation.list.added", _("added a list of words")
    LIST_CHANGED = "moderation.list.changed", _("changed a list of words")
    PROCEDURE_CHANGED = "moderation.procedure.changed", _("changed how a space is moderated")
    WORDING_ADDED = "moderation.wording.added", _("added a ready reason")
    WORDING_CHANGED = "moderation.wording.changed", _("changed a ready reason")
