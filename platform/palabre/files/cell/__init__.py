"""What runs in the child: the one place where bytes that strangers made are decoded.

Nothing here imports Django: a child starts for each file.
"""

MOST_IN = 25 * 1024 * 1024
MOST_OUT = 25 * 1024 * 1024
SECONDS_TO_SEE, SECONDS_TO_HEAR = 12, 45  # of the processor: a photo, a PDF; an hour of sound
LENGTH = 8  # bytes that say how long a part is
# How a file may be made: a voice as it is or altered; a picture whole, small, or like all others.
AS_IT_IS, ALTERED, SMALL, ALIKE = "as-it-is", "altered", "small", "alike"
MOST_ALIKE = 48_000  # bytes of a picture like all others
MOST_SAID = MOST_OUT + 4096


class Refused(Exception):
    """Named by the value of a palabre.files.refusals.Refusal."""
