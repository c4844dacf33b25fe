"""Every write of meetings. Whoever acts in an office is on the record; who proposes, answers, comes or
speaks is not."""

from palabre.meetings.services.deciding import record_decision, record_vote
from palabre.meetings.services.session import (
    close_session,
    mark_absent,
    mark_present,
    open_session,
)

__all__ = [
    "close_session",
    "mark_absent",
    "mark_present",
    "open_session",
    "record_decision",
    "record_vote",
]
