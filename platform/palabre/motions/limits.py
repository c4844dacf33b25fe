"""So many ballots an account or a code, while the last one still waits: none fills the room for all."""

from palabre.core.limits import Limits

BALLOTS = Limits(20, 3 * 60.0, most=5000)
