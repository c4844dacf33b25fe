from palabre.meetings.models.agenda import AgendaItem, Standing
from palabre.meetings.models.calendar import CalendarKey
from palabre.meetings.models.decision import Decision, Kind
from palabre.meetings.models.minutes import (
    Assent,
    Contest,
    Minutes,
    Outcome,
    Passage,
    Progress,
    Version,
)
from palabre.meetings.models.session import (
    AT_THE_TABLE,
    BOTH_SIDES,
    Answer,
    Attendance,
    Reply,
    Session,
    Wish,
)

__all__ = [
    "AT_THE_TABLE",
    "BOTH_SIDES",
    "AgendaItem",
    "Answer",
    "Assent",
    "Attendance",
    "CalendarKey",
    "Contest",
    "Decision",
    "Kind",
    "Minutes",
    "Outcome",
    "Passage",
    "Progress",
    "Reply",
    "Session",
    "Standing",
    "Version",
    "Wish",
]
