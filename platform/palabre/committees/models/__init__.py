from palabre.committees.models.attachment import Attachment, AttachmentPart, Draft
from palabre.committees.models.committee import Committee, Seat, SeatKind, Shown
from palabre.committees.models.discussion import (
    Contribution,
    Discussion,
    Mode,
    NamelessContribution,
    ReadMarker,
    State,
)
from palabre.committees.models.meeting import Meeting, Stage
from palabre.committees.models.rules import Rules, RuleValues, Share, Tie
from palabre.committees.models.template import Template, TemplatePlace
from palabre.committees.models.territory import Territory

__all__ = [
    "Attachment",
    "AttachmentPart",
    "Committee",
    "Contribution",
    "Discussion",
    "Draft",
    "Meeting",
    "Mode",
    "NamelessContribution",
    "ReadMarker",
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
