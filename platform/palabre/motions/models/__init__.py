from palabre.motions.models.motion import Amendment, Fate, Motion, State
from palabre.motions.models.poll import Answered, Asked, Poll, Word
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
    "Answered",
    "Asked",
    "Counted",
    "Fate",
    "Motion",
    "PaperCode",
    "Poll",
    "Slip",
    "Stage",
    "State",
    "UrnKey",
    "UrnShare",
    "Vote",
    "Voter",
    "Way",
    "Word",
]
