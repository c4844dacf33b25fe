"""Meetings: one to come with answers already, others held, with what they adopted and their minutes."""

from datetime import date, timedelta

from palabre.committees.models import Committee, Meeting
from palabre.demonstration.reading import Row, day, moment, read
from palabre.meetings import services
from palabre.meetings.models import Decision, Minutes
from palabre.meetings.services.minutes import PassageWords
from palabre.people.models import User

People = dict[str, User]
NOTICE = 12  # days between a call and its meeting
WRITTEN = 3  # days from a meeting to its draft


def load_meetings(committees: dict[str, Committee], people: People) -> None:
    for row in read("meetings")["meeting"]:
        committee = Committee.objects.get(pk=committees[row["committee"]].pk)
        meeting = _call(committee, row, people)
        for name, answer in row.get("answers", {}).items():
            services.answer_convocation(meeting, answer, by=people[name])
        for proposal in row.get("proposal", []):
            services.propose_item(meeting, **proposal, by=people["admin"])
        if held := row.get("held"):
            _hold(meeting, held, people)
            _minute(meeting, held, people)


def _call(committee: Committee, row: Row, people: People) -> Meeting:
    on = day(-row["in_days"])
    starts = moment(0, 0).replace(
        year=on.year, month=on.month, day=on.day, hour=row["hour"], minute=0, second=0
    )
    admin = people["admin"]
    meeting = services.call_meeting(
        committee,
        by=admin,
        on=on - timedelta(days=row.get("notice", NOTICE)),
        starts_at=starts,
        is_chatham=row["chatham"],
        place_fr=row["place_fr"],
        place_en=row["place_en"],
        urgency_fr=row.get("urgency_fr", ""),
        urgency_en=row.get("urgency_en", ""),
    )
    for fr, en in zip(row["items_fr"], row["items_en"], strict=True):
        services.add_item(meeting, title_fr=fr, title_en=en, by=admin)
    return meeting


def _hold(meeting: Meeting, held: Row, people: People) -> None:
    admin = people["admin"]
    services.open_session(meeting, by=admin, at=meeting.starts_at)
    members = meeting.committee.members
    for side, number in held["present"].items():
        there = [seat.pk for seat in members if seat.side == side][:number]
        services.mark_present(meeting, there, by=admin)
    items = list(meeting.items.accepted())
    for row in held["decision"]:
        words = {name: row[name] for name in ("kind", "text_fr", "text_en", "responsible")}
        services.record_decision(
            meeting, item=items[row["item"]], due_on=day(-row["due_in"]), by=admin, **words
        )
    Decision.objects.filter(meeting=meeting).update(adopted_on=_day_of(meeting))
    services.close_session(meeting, by=admin)


def _minute(meeting: Meeting, held: Row, people: People) -> None:
    admin = people["admin"]
    minutes = services.begin_minutes(meeting, by=admin)
    passages = list(minutes.passages.all())
    words = {
        passage.pk: PassageWords(
            row["text_fr"].strip(), row["text_en"].strip(), row.get("for_members", False)
        )
        for passage, row in zip(passages, held["passage"], strict=True)
    }
    minutes = services.write_minutes(
        minutes, words, edition=minutes.edition, is_public=True, by=admin
    )
    _publish(minutes, held, people, on=_day_of(meeting) + timedelta(days=WRITTEN))
    for row in held.get("contest", []):
        passage, asked = passages[row["passage"]], {name: row[name] for name in _ASKED}
        services.contest_passage(passage, **asked, by=people[row["by"]])
    minutes.refresh_from_db()
    if held.get("approved") and minutes.contest_until:
        services.approve_minutes(minutes, by=admin, on=minutes.contest_until + timedelta(days=1))


_ASKED = ("text", "lang", "why")


def _publish(minutes: Minutes, held: Row, people: People, *, on: date) -> None:
    disagreement = held.get("disagreement", {})
    for chair in minutes.meeting.committee.chairs:
        if chair.user and chair.user.username != held.get("silent"):
            words = (
                disagreement.get("words", "")
                if disagreement.get("by") == chair.user.username
                else ""
            )
            services.assent(
                minutes, edition=minutes.edition, words=words, by=people[chair.user.username], on=on
            )


def _day_of(meeting: Meeting) -> date:
    return meeting.starts_at.date()
