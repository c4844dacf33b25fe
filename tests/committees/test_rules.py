import pytest
from django.contrib.auth.models import AnonymousUser

from palabre.committees import rules
from palabre.committees.models import Committee, Discussion, Mode
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.committees.factories import (
    CommitteeFactory,
    ContributionFactory,
    DiscussionFactory,
    SeatFactory,
    fill,
    seat,
)
from tests.people.factories import UserFactory
from tests.spaces.factories import SpaceFactory, join

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["open door", "closed door"])
def room(request):
    space = SpaceFactory.create(slug="room", is_public=request.param == "open door")
    return CommitteeFactory.create(space=space)


@pytest.fixture(
    params=["nobody", "outsider", "member", "moderator", "secretary", "administrator", "elsewhere"]
)
def person(request, room):
    if request.param == "nobody":
        return AnonymousUser()
    if request.param == "member":
        return seat(room)
    if request.param in ("moderator", "secretary"):
        role = Role.MODERATOR if request.param == "moderator" else Role.SECRETARIAT
        return join(room.space, role=role)
    if request.param == "elsewhere":
        return seat(CommitteeFactory.create())
    return UserFactory.create(is_superuser=request.param == "administrator")


def test_what_sql_shows_is_what_the_rules_allow(room, person):
    for mode in Mode.values:
        for is_public in (True, False):
            DiscussionFactory.create(committee=room, mode=mode, is_public=is_public)

    shown = set(Discussion.objects.visible_to(person))
    allowed = {one for one in Discussion.objects.all() if rules.can_read(person, one)}

    assert shown == allowed
    assert Committee.objects.visible_to(person).contains(room) == bool(
        rules.can_look_in(person, room)
    )
    if person.is_authenticated:
        assert Committee.objects.run_by(person).contains(room) == bool(rules.can_run(person, room))


def test_the_public_reads_only_what_is_public(committee, named):
    assert not rules.can_read(AnonymousUser(), named)

    named.is_public = True

    assert rules.can_read(AnonymousUser(), named)


def test_those_who_hold_a_seat_speak(named, trader, outsider):
    assert rules.can_speak(trader, named)
    assert not rules.can_speak(outsider, named)
    assert not rules.can_speak(AnonymousUser(), named)


def test_whoever_left_speaks_no_more(committee, named):
    gone = UserFactory.create()
    SeatFactory.create(committee=committee, user=gone, left_on="2026-01-01")

    assert not rules.can_speak(gone, named)


def test_the_secretariat_speaks_under_its_name_only(secretary, named, nameless):
    assert rules.can_speak(secretary, named)
    assert not rules.can_speak(secretary, nameless)


def test_nobody_speaks_in_a_closed_discussion(trader, committee):
    closed = DiscussionFactory.create(committee=committee, is_closed=True)

    verdict = rules.can_speak(trader, closed)

    assert verdict.reason == "This discussion is closed."


@pytest.mark.parametrize(
    ("civilians", "forces", "allowed"), [(2, 2, False), (4, 1, False), (1, 4, False), (3, 2, True)]
)
def test_no_names_needs_five_people_and_two_a_side(civilians, forces, allowed):
    small = CommitteeFactory.create()
    fill(small, civilians=civilians, forces=forces)

    verdict = rules.can_be_nameless(small)

    assert bool(verdict) is allowed
    assert allowed or "at least 5 members" in verdict.reason


def test_empty_seats_and_those_who_left_are_not_counted():
    small = CommitteeFactory.create()
    fill(small, civilians=2, forces=2)
    SeatFactory.create(committee=small, user=None)
    SeatFactory.create(committee=small, left_on="2026-01-01")

    assert not rules.can_be_nameless(small)


def test_people_change_only_what_they_wrote_themselves(named, trader, gendarme):
    mine = ContributionFactory.create(discussion=named, author=trader)

    assert rules.can_edit(trader, mine)
    assert not rules.can_edit(gendarme, mine)


def test_a_co_chair_closes_a_discussion_and_a_member_does_not(committee, named, trader):
    chair = seat(committee, side=Side.FORCES, is_chair=True)

    assert rules.can_close(chair, named)
    assert not rules.can_close(trader, named)
