from django.utils import timezone
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from palabre.committees.models import Committee, Meeting
from palabre.meetings.models import (
    AgendaItem,
    Answer,
    Assent,
    Attendance,
    CalendarKey,
    Contest,
    Decision,
    Minutes,
    Passage,
    Reply,
    Session,
    Standing,
    Version,
    Wish,
)
from palabre.people.models import Side
from tests.committees.factories import CommitteeFactory, MeetingFactory, SeatFactory
from tests.people.factories import UserFactory


class MeetingToComeFactory(MeetingFactory):
    starts_at = LazyAttribute(lambda _made: timezone.now())


class AgendaItemFactory(DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    meeting = SubFactory(MeetingToComeFactory)
    standing = Standing.ACCEPTED
    position = Sequence(lambda n: n + 1)
    title_fr = Sequence("Le pont, la nuit {}".format)
    title_en = Sequence("The bridge at night {}".format)


class ReplyFactory(DjangoModelFactory[Reply]):
    class Meta:
        model = Reply

    meeting = SubFactory(MeetingToComeFactory)
    seat = SubFactory(SeatFactory, committee=SelfAttribute("..meeting.committee"))
    answer = Answer.COMING


class AttendanceFactory(DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    meeting = SubFactory(MeetingToComeFactory)
    seat = SubFactory(SeatFactory, committee=SelfAttribute("..meeting.committee"))


class SessionFactory(DjangoModelFactory[Session]):
    class Meta:
        model = Session

    meeting = SubFactory(MeetingToComeFactory)


class WishFactory(DjangoModelFactory[Wish]):
    class Meta:
        model = Wish

    meeting = SubFactory(MeetingToComeFactory)
    side = Side.CIVILIAN


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    meeting = SubFactory(MeetingToComeFactory)
    number = Sequence(lambda n: n + 1)
    text_fr = "Deux lampes au pont."
    text_en = "Two lamps on the bridge."
    present_civilian = present_forces = 2
    needed_civilian = needed_forces = 2


def seats_of(committee: Committee, side: str) -> list[int]:
    """Read afresh."""
    rows = committee.seats.current().filter(side=side, user__is_active=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def everybody_comes(meeting: Meeting) -> None:
    for side in (Side.CIVILIAN, Side.FORCES):
        for pk in seats_of(meeting.committee, side):
            Attendance.objects.get_or_create(meeting=meeting, seat_id=pk)


class MinutesFactory(DjangoModelFactory[Minutes]):
    class Meta:
        model = Minutes

    meeting = SubFactory(MeetingToComeFactory)


class PassageFactory(DjangoModelFactory[Passage]):
    class Meta:
        model = Passage

    minutes = SubFactory(MinutesFactory)
    position = Sequence(lambda n: n + 1)
    title_fr = Sequence("Le pont {}".format)
    text_fr = "Des membres ont décrit une attente."


class AssentFactory(DjangoModelFactory[Assent]):
    class Meta:
        model = Assent

    minutes = SubFactory(MinutesFactory)
    side = Side.CIVILIAN
    edition = 1
    agrees = True


class ContestFactory(DjangoModelFactory[Contest]):
    class Meta:
        model = Contest

    passage = SubFactory(PassageFactory)
    lang = "fr"
    text = "Des membres ont décrit deux attentes."


class VersionFactory(DjangoModelFactory[Version]):
    class Meta:
        model = Version

    minutes = SubFactory(MinutesFactory)
    number = 1
    content = LazyAttribute(lambda _made: {"day": "2026-11-01", "passages": []})
    digest = "0" * 64


class CalendarKeyFactory(DjangoModelFactory[CalendarKey]):
    class Meta:
        model = CalendarKey

    committee = SubFactory(CommitteeFactory)
    user = SubFactory(UserFactory)
    digest = Sequence("{:064d}".format)
