from palabre.moderation.services.appealing import appeal, appeal_by_name
from palabre.moderation.services.keys import claim, claim_next, decide, recuse, release
from palabre.moderation.services.opening import hold, open_case, report
from palabre.moderation.services.timing import forget_words_of, look_after_cases

__all__ = [
    "appeal",
    "appeal_by_name",
    "claim",
    "claim_next",
    "decide",
    "forget_words_of",
    "hold",
    "look_after_cases",
    "open_case",
    "recuse",
    "release",
    "report",
]
