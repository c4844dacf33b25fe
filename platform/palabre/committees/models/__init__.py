from palabre.committees.models.committee import Committee, SeatKind
from palabre.committees.models.discussion import (
    Contribution,
    Discussion,
    Mode,
    NamelessContribution,
    ReadMarker,
    State,
)
from palabre.committees.models.meeting import Meeting, Stage
from palabre.committees.models.nomination import Check, Nomination, NominationState, Point
from palabre.committees.models.rules import Rules, RuleValues, Share, Tie
from palabre.committees.models.seat import Ending, Removal, Seat, Shown
from palabre.committees.models.template import Template, TemplatePlace
from palabre.committees.models.territory import Territory

__all__ = [
    "Check",
    "Committee",
    "Contribution",
    "Discussion",
    "Ending",
    "Meeting",
    "Mode",
    "NamelessContribution",
    "Nomination",
    "NominationState",
    "Point",
    "ReadMarker",
    "Removal",
    "RuleValues",
    "Rules",
    "Seat",
    "SeatKind",
    "Share",
    "Shown",
    "Stage",
    "State",
    "Template",
    "TemplatePlace",
    "Territory",
    "Tie",
]
