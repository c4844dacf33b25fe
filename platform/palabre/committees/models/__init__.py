from palabre.committees.models.attachment import Attachment, AttachmentPart, Draft
from palabre.committees.models.change import Change
from palabre.committees.models.charter import Charter
from palabre.committees.models.committee import Committee, SeatKind
from palabre.committees.models.discussion import (
    Contribution,
    Discussion,
    Mode,
    NamelessContribution,
    ReadMarker,
    State,
)
from palabre.committees.models.link import Opening, SealedLink
from palabre.committees.models.meeting import Meeting, Stage
from palabre.committees.models.nomination import Check, Nomination, NominationState, Point
from palabre.committees.models.picture import NamelessPicture
from palabre.committees.models.rules import Rules, RuleValues, Share, Tie
from palabre.committees.models.seat import Ending, Removal, Seat, Shown
from palabre.committees.models.template import Template, TemplatePlace
from palabre.committees.models.territory import Territory

__all__ = [
    "Attachment",
    "AttachmentPart",
    "Change",
    "Charter",
    "Check",
    "Committee",
    "Contribution",
    "Discussion",
    "Draft",
    "Ending",
    "Meeting",
    "Mode",
    "NamelessContribution",
    "NamelessPicture",
    "Nomination",
    "NominationState",
    "Opening",
    "Point",
    "ReadMarker",
    "Removal",
    "RuleValues",
    "Rules",
    "SealedLink",
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
