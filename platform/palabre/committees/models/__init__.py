from palabre.committees.models.committee import Committee, Seat, Shown
from palabre.committees.models.discussion import (
    Contribution,
    Discussion,
    Mode,
    NamelessContribution,
    ReadMarker,
    State,
)
from palabre.committees.models.meeting import Meeting

__all__ = [
    "Committee",
    "Contribution",
    "Discussion",
    "Meeting",
    "Mode",
    "NamelessContribution",
    "ReadMarker",
    "Seat",
    "Shown",
    "State",
]
