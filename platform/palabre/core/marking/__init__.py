"""What in a text may point at somebody, and whether it calls a person a suspect.

Plain Python: no row, no request. It helps whoever publishes to look twice; it is no filter. Only an
accusation of a named person stops a text (docs/adr/0013-onward.md).
"""

from palabre.core.marking.accusing import Accusation, find_accusation
from palabre.core.marking.echoes import find_echoes
from palabre.core.marking.kinds import Kind, Mark, Piece, in_pieces
from palabre.core.marking.numbers import find_numbers
from palabre.core.marking.phrases import find_phrases, is_start, parts_of, phrases_in
from palabre.core.marking.plain import Plain
from palabre.core.marking.pointing import find_marks

__all__ = [
    "Accusation",
    "Kind",
    "Mark",
    "Piece",
    "Plain",
    "find_accusation",
    "find_echoes",
    "find_marks",
    "find_numbers",
    "find_phrases",
    "in_pieces",
    "is_start",
    "parts_of",
    "phrases_in",
]
