from palabre.moderation.services.appealing import appeal, appeal_by_name
from palabre.moderation.services.entering import (
    OPEN,
    Door,
    come_in,
    door_for,
    look_at,
    look_later,
    require_unjudged,
    say_anew,
    take_back,
    waiting_case,
)
from palabre.moderation.services.keys import (
    claim,
    claim_next,
    decide,
    decide_together,
    recuse,
    release,
)
from palabre.moderation.services.measures import propose_pause, propose_sanction
from palabre.moderation.services.naming import choose_another_name, look_at_name, report_name
from palabre.moderation.services.opening import hold, locked_about, open_case, report
from palabre.moderation.services.putting_on import begin, lift
from palabre.moderation.services.timing import forget_words_of, look_after_cases
from palabre.moderation.services.working import leave_note, use_single_keys

__all__ = [
    "OPEN",
    "Door",
    "appeal",
    "appeal_by_name",
    "begin",
    "choose_another_name",
    "claim",
    "claim_next",
    "come_in",
    "decide",
    "decide_together",
    "door_for",
    "forget_words_of",
    "hold",
    "leave_note",
    "lift",
    "locked_about",
    "look_after_cases",
    "look_at",
    "look_at_name",
    "look_later",
    "open_case",
    "propose_pause",
    "propose_sanction",
    "recuse",
    "release",
    "report",
    "report_name",
    "require_unjudged",
    "say_anew",
    "take_back",
    "use_single_keys",
    "waiting_case",
]
