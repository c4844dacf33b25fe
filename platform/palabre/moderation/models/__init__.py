from palabre.moderation.models.case import MOST_HELD, Case, CaseQuerySet, this_hour
from palabre.moderation.models.choices import (
    BY_APPEAL,
    JUDGES,
    MEASURES,
    Choice,
    Origin,
    Outcome,
    Round,
)
from palabre.moderation.models.keys import Claim, Decision, Panelist, Recusal, last_words
from palabre.moderation.models.lists import (
    LONGEST_PHRASE,
    MOST_PHRASES,
    Deed,
    Finds,
    ReadsWhat,
    WordList,
)
from palabre.moderation.models.measure import Pause, PauseKind, Sanction, SanctionKind
from palabre.moderation.models.procedure import Procedure, procedure_of
from palabre.moderation.models.report import Report, Standing
from palabre.moderation.models.rule import Rule
from palabre.moderation.models.work import Note, SingleKeys, Wording

__all__ = [
    "BY_APPEAL",
    "JUDGES",
    "LONGEST_PHRASE",
    "MEASURES",
    "MOST_HELD",
    "MOST_PHRASES",
    "Case",
    "CaseQuerySet",
    "Choice",
    "Claim",
    "Decision",
    "Deed",
    "Finds",
    "Note",
    "Origin",
    "Outcome",
    "Panelist",
    "Pause",
    "PauseKind",
    "Procedure",
    "ReadsWhat",
    "Recusal",
    "Report",
    "Round",
    "Rule",
    "Sanction",
    "SanctionKind",
    "SingleKeys",
    "Standing",
    "WordList",
    "Wording",
    "last_words",
    "procedure_of",
    "this_hour",
]
