"""What in a text may point at somebody, and whether it calls a person a suspect.

Plain Python: no row, no request. It helps whoever publishes to look twice; it is no filter. Only an
accusation of a named person stops a text (docs/adr/0013-onward.md).
"""

from palabre.submissions.marking.accusing import Accusation, find_accusation
from palabre.submissions.marking.echoes import find_echoes
from palabre.submissions.marking.kinds import Kind, Mark, Piece, in_pieces
from palabre.submissions.marking.pointing import find_marks

__all__ = [
    "Accusation",
    "Kind",
    "Mark",
    "Piece",
    "find_accusation",
    "find_echoes",
    "find_marks",
    "in_pieces",
]
