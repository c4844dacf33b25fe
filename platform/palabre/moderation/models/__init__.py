from palabre.moderation.models.case import LEASE, Case, CaseQuerySet, this_hour
from palabre.moderation.models.choices import JUDGES, Choice, Origin, Outcome, Round
from palabre.moderation.models.keys import Claim, Decision, Panelist, Recusal
from palabre.moderation.models.procedure import Procedure, procedure_of
from palabre.moderation.models.report import Report, Standing
from palabre.moderation.models.rule import Rule

__all__ = [
    "JUDGES",
    "LEASE",
    "Case",
    "CaseQuerySet",
    "Choice",
    "Claim",
    "Decision",
    "Origin",
    "Outcome",
    "Panelist",
    "Procedure",
    "Recusal",
    "Report",
    "Round",
    "Rule",
    "Standing",
    "procedure_of",
    "this_hour",
]
