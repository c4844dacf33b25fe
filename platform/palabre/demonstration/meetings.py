"""Meetings: called in time, with their agenda; the next one has answers already."""

from datetime import timedelta

from palabre.committees.models import Committee, Meeting
from palabre.demonstration.reading import Row, day, moment, read
from palabre.meetings import services
from palabre.people.models import User

People = dict[str, User]
NOTICE = 12  # days between a call and its meeting


def load_meetings(committees: dict[str, Committee], people: People) -> None:
    for row in read("meetings")["meeting"]:
        meeting = _call(committees[row["committee"]], row, people)
        for name, answer in row.get("answers", {}).items():
            services.answer_convocation(meeting, answer, by=people[name])
        for proposal in row.get("proposal", []):
            services.propose_item(meeting, **proposal, by=people["admin"])


def _call(committee: Committee, row: Row, people: People) -> Meeting:
    on = day(-row["in_days"])
    starts = moment(0, 0).replace(
        year=on.year, month=on.month, day=on.day, hour=row["hour"], minute=0, second=0
    )
    admin = people["admin"]
    meeting = services.call_meeting(
        committee,
        by=admin,
        on=on - timedelta(days=NOTICE),
        starts_at=starts,
        is_chatham=row["chatham"],
        place_fr=row["place_fr"],
        place_en=row["place_en"],
    )
    for fr, en in zip(row["items_fr"], row["items_en"], strict=True):
        services.add_item(meeting, title_fr=fr, title_en=en, by=admin)
    return meeting
