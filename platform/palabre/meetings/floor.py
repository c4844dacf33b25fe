"""Whose turn it is to speak: the sides alternate, and whoever had less time goes first."""

from collections.abc import Mapping

from palabre.meetings.models import AT_THE_TABLE


def next_side(waiting: Mapping[str, int], seconds: Mapping[str, int], last: str) -> str:
    """The side that speaks next, or nothing where nobody waits.

    Never the same side twice while another waits; among those, the one with less time so far.
    """
    asking = [side.value for side in AT_THE_TABLE if waiting.get(side.value)]
    others = [side for side in asking if side != last] or asking
    return min(others, key=lambda side: seconds.get(side, 0), default="")
