"""What the report of a quarter counts: who came to the meetings of the story, by number."""

from palabre.committees.models import Committee, Meeting
from palabre.committees.models.meeting import Stage
from palabre.meetings.models import AT_THE_TABLE, Session
from palabre.meetings.quorum import needed_of

AWAY = (1, 2, 0)  # how many stayed away, from side to side and from meeting to meeting


def load_attendance(committees: dict[str, Committee]) -> None:
    past = Meeting.objects.held().filter(committee__in=committees.values(), session=None)
    for number, meeting in enumerate(past.select_related("committee", "rules")):
        _was_held(meeting, number)


def _was_held(meeting: Meeting, turn: int) -> None:
    numbers: dict[str, int] = {}
    for place, side in enumerate(AT_THE_TABLE):
        away = AWAY[(turn + place) % len(AWAY)]
        seated = meeting.committee.number_of(side)
        numbers[f"seated_{side.value}"] = seated
        there = max(seated - away, needed_of(seated, meeting.rules.quorum))
        numbers[f"present_{side.value}"] = min(seated, there)
    Session.objects.create(meeting=meeting, **numbers)
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.CLOSED)
