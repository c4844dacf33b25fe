"""Every write of meetings. Whoever acts in an office is on the record; who proposes, answers, comes or
speaks is not."""

from palabre.meetings.services.agenda import (
    accept_item,
    add_item,
    change_item,
    drop_item,
    move_item,
    propose_item,
)
from palabre.meetings.services.answering import answer_convocation
from palabre.meetings.services.asking import ask_new_chairs
from palabre.meetings.services.calendar import end_calendar_key, make_calendar_key
from palabre.meetings.services.contesting import (
    accept_contest,
    contest_passage,
    decline_contest,
)
from palabre.meetings.services.convoking import call_meeting, cancel_meeting, change_meeting
from palabre.meetings.services.deciding import record_decision, record_vote, room_of
from palabre.meetings.services.floor import (
    ask_for_floor,
    end_turn,
    give_floor,
    take_up_item,
    withdraw_wish,
)
from palabre.meetings.services.minutes import (
    approve_minutes,
    assent,
    begin_minutes,
    go_on_without,
    write_minutes,
)
from palabre.meetings.services.session import (
    close_session,
    look_after_sessions,
    mark_absent,
    mark_present,
    open_session,
)

__all__ = [
    "accept_contest",
    "accept_item",
    "add_item",
    "answer_convocation",
    "approve_minutes",
    "ask_for_floor",
    "ask_new_chairs",
    "assent",
    "begin_minutes",
    "call_meeting",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "close_session",
    "contest_passage",
    "decline_contest",
    "drop_item",
    "end_calendar_key",
    "end_turn",
    "give_floor",
    "go_on_without",
    "look_after_sessions",
    "make_calendar_key",
    "mark_absent",
    "mark_present",
    "move_item",
    "open_session",
    "propose_item",
    "record_decision",
    "record_vote",
    "room_of",
    "take_up_item",
    "withdraw_wish",
    "write_minutes",
]
