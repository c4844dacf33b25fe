from palabre.moderation.models.case import LEASE, Case, CaseQuerySet, this_hour
from palabre.moderation.models.choices import JUDGES, Choice, Origin, Outcome, Round
from palabre.moderation.models.keys import Claim, Decision, Panelist, Recusal
from palabre.moderation.models.procedure import Procedure, procedure_of
from palabre.moderation.models.report import Report, Standing
from palabre.moderation.models.rule import Rule
from palabre.moderation.models.work import Note, SingleKeys, Wording

__all__ = [
    "JUDGES",
    "LEASE",
    "Case",
    "CaseQuerySet",
    "Choice",
    "Claim",
    "Decision",
    "Note",
    "Origin",
    "Outcome",
    "Panelist",
    "Procedure",
    "Recusal",
    "Report",
    "Round",
    "Rule",
    "SingleKeys",
    "Standing",
    "Wording",
    "procedure_of",
    "this_hour",
]
