from factory import LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from palabre.committees.models import Committee, Meeting
from palabre.core.days import today
from palabre.motions.models import (
    Amendment,
    Answered,
    Asked,
    Counted,
    Motion,
    PaperCode,
    Poll,
    Slip,
    UrnKey,
    UrnShare,
    Vote,
    Voter,
    Way,
    Word,
)
from palabre.motions.services import close_vote, finish_closing, open_urn
from palabre.people.models import Side, User
from palabre.vaults.founding import founders_of
from tests.committees.factories import CommitteeFactory, DiscussionFactory
from tests.people.factories import UserFactory
from tests.vaults.factories import custodian as trusted_custodian
from tests.vaults.factories import reader, vault_of

TEXT = "The post opens at six. Women pass first. Nobody pays."


class MotionFactory(DjangoModelFactory[Motion]):
    class Meta:
        model = Motion

    committee = SubFactory(CommitteeFactory)
    title = Sequence("The post at the bridge {}".format)
    first_text = text = TEXT
    lang = "en"
    moved_by = SubFactory(UserFactory)


class AmendmentFactory(DjangoModelFactory[Amendment]):
    class Meta:
        model = Amendment

    motion = SubFactory(MotionFactory)
    number = Sequence(lambda n: n + 1)
    base = TEXT
    text = "The post opens at five. Women pass first. Nobody pays."
    proposed_by = SubFactory(UserFactory)


class VoteFactory(DjangoModelFactory[Vote]):
    class Meta:
        model = Vote

    motion = SubFactory(MotionFactory)
    rules = SelfAttribute("motion.committee.rules")
    way = Way.SECRET
    text = TEXT
    electors: dict[str, int] = {"civilian": 3, "forces": 3}
    last_day = LazyFunction(today)


class VoterFactory(DjangoModelFactory[Voter]):
    class Meta:
        model = Voter

    vote = SubFactory(VoteFactory)
    user = SubFactory(UserFactory)
    side = Side.CIVILIAN


class PaperCodeFactory(DjangoModelFactory[PaperCode]):
    class Meta:
        model = PaperCode

    vote = SubFactory(VoteFactory)
    side = Side.CIVILIAN
    digest = Sequence(lambda n: n.to_bytes(32))


class UrnKeyFactory(DjangoModelFactory[UrnKey]):
    class Meta:
        model = UrnKey

    vote = SubFactory(VoteFactory)
    side = Side.CIVILIAN
    public = bytes(32)


class UrnShareFactory(DjangoModelFactory[UrnShare]):
    class Meta:
        model = UrnShare

    key = SubFactory(UrnKeyFactory)
    custodian = bytes(32)
    sealed = bytes(80)


class SlipFactory(DjangoModelFactory[Slip]):
    class Meta:
        model = Slip

    vote = SubFactory(VoteFactory)
    civilian = forces = bytes(65)
    number = Sequence("{:010X}".format)


class CountedFactory(DjangoModelFactory[Counted]):
    class Meta:
        model = Counted

    vote = SubFactory(VoteFactory)
    number = Sequence("{:010X}".format)


class PollFactory(DjangoModelFactory[Poll]):
    class Meta:
        model = Poll

    discussion = SubFactory(DiscussionFactory)
    question = Sequence("The barrier opens at {}".format)


class AskedFactory(DjangoModelFactory[Asked]):
    class Meta:
        model = Asked

    poll = SubFactory(PollFactory)
    user = SubFactory(UserFactory)
    side = Side.CIVILIAN


class AnsweredFactory(DjangoModelFactory[Answered]):
    class Meta:
        model = Answered

    poll = SubFactory(PollFactory)
    side = Side.CIVILIAN
    word = Word.LIVE


def custodian(committee: Committee, side: str, *, name: str = "") -> User:
    """Somebody who keeps a key of this side's, trusted by two who read."""
    space = committee.space
    if not founders_of(space.slug):
        for each in (Side.CIVILIAN, Side.FORCES):
            reader(space, side=each, trusted=False)
    return trusted_custodian(space, side=side, name=name)


def voters_of(vote: Vote, side: str) -> list[User]:
    return [voter.user for voter in vote.voters.filter(side=side).select_related("user")]


def close(vote: Vote, by: User) -> Vote:
    """And what the job does afterwards."""
    close_vote(vote, by=by)
    finish_closing(vote.pk)
    return afresh(vote)


def open_by_both(vote: Vote, *custodians: User) -> Vote:
    for one in custodians:
        open_urn(vote, by=one, opened=vault_of(one))
    return afresh(vote)


def afresh(vote: Vote) -> Vote:
    return Vote.objects.select_related("motion", "meeting").get(pk=vote.pk)


def come(meeting: Meeting, *users: User) -> None:
    for user in users:
        seat = meeting.committee.seats.get(user=user, left_on=None)
        meeting.attendances.get_or_create(seat=seat)
