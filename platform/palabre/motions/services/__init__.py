"""Every write of motions. Whoever opens, closes or counts a vote is on the record; whoever moves,
amends or votes is not."""

from palabre.motions.services.casting import (
    cast_ballot,
    cast_with_code,
    close_what_is_over,
    fill_urns,
    finish_closing,
)
from palabre.motions.services.moving import (
    accept_amendment,
    amend_motion,
    move_motion,
    withdraw_amendment,
    withdraw_motion,
)
from palabre.motions.services.opening import Call, first_last_day, open_vote
from palabre.motions.services.polling import (
    answer_poll,
    close_poll,
    finish_poll,
    gather_answers,
    open_poll,
)
from palabre.motions.services.printing import print_codes
from palabre.motions.services.settling import decide_tie
from palabre.motions.services.urns import give_up_urn, open_urn
from palabre.motions.services.voting import choose, close_vote, count_hands

__all__ = [
    "Call",
    "accept_amendment",
    "amend_motion",
    "answer_poll",
    "cast_ballot",
    "cast_with_code",
    "choose",
    "close_poll",
    "close_vote",
    "close_what_is_over",
    "count_hands",
    "decide_tie",
    "fill_urns",
    "finish_closing",
    "finish_poll",
    "first_last_day",
    "gather_answers",
    "give_up_urn",
    "move_motion",
    "open_poll",
    "open_urn",
    "open_vote",
    "print_codes",
    "withdraw_amendment",
    "withdraw_motion",
]
