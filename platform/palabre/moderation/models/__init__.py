from palabre.moderation.models.case import MOST_HELD, Case, CaseQuerySet, this_hour
from palabre.moderation.models.choices import (
    JUDGES,
    MEASURES,
    Choice,
    Look,
    Origin,
    Outcome,
    Round,
    look_of,
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
from palabre.moderation.models.measure import (
    Pause,
    PauseKind,
    Sanction,
    SanctionKind,
    in_matter_of,
)
from palabre.moderation.models.procedure import Procedure, procedure_of
from palabre.moderation.models.report import Report, Standing
from palabre.moderation.models.rule import Rule
from palabre.moderation.models.work import Note, SingleKeys, Wording

__all__ = [
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
    "Look",
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
    "in_matter_of",
    "last_words",
    "look_of",
    "procedure_of",
    "this_hour",
]
