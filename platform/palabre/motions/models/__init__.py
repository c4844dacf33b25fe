from palabre.motions.models.motion import Amendment, Fate, Motion, State
from palabre.motions.models.urn import Counted, Slip, UrnKey, UrnShare
from palabre.motions.models.vote import (
    SECRETLY,
    UNDER_WAY,
    PaperCode,
    Stage,
    Vote,
    Voter,
    Way,
)

__all__ = [
    "SECRETLY",
    "UNDER_WAY",
    "Amendment",
    "Counted",
    "Fate",
    "Motion",
    "PaperCode",
    "Slip",
    "Stage",
    "State",
    "UrnKey",
    "UrnShare",
    "Vote",
    "Voter",
    "Way",
]
