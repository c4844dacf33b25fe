"""Whoever leaves a committee no longer reads what is sent to it, keeps its secrets or judges in it."""

import pytest
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.models import Seat
from palabre.notifications.models import Notice
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role
from palabre.submissions.mailboxes import open_intakes
from palabre.vaults.trust import trust_in
from tests.committees.factories import seat
from tests.committees.seating import deputy_of, ending, held_by, invited, says_yes
from tests.people.factories import UserFactory
from tests.vaults.factories import enrol, trust_each_other

pytestmark = pytest.mark.django_db


def give(user: User, *roles: Role) -> None:
    space = held_by(user).committee.space
    for role in roles:
        Membership.objects.create(space=space, user=user, role=role, side=user.side)


@pytest.fixture
def pair(committee) -> tuple[User, User]:
    """A member of each side who reads messages and keeps secrets, trusted by both."""
    people = seat(committee, side=Side.CIVILIAN), seat(committee, side=Side.FORCES)
    for user in people:
        give(user, Role.READER, Role.CUSTODIAN)
        enrol(user)
    trust_each_other(committee.space)
    return people


def roles_of(user: User) -> set[str]:
    return set(user.memberships.values_list("role", flat=True))


def test_who_leaves_reads_nothing_more_and_the_secretariat_is_warned_before_and_told_after(
    as_secretary, secretary, committee, pair
):
    civilian, _forces = pair
    held = held_by(civilian)
    desk = reverse("committees_desk:seat", args=["kerouba", held.pk])
    assert set(open_intakes()) == {"kerouba"}

    shown = as_secretary.get(desk).content.decode()
    assert "Reader of messages" in shown
    assert "nothing can be sent to this committee until it has one" in shown
    assert "One side then has no trusted custodian" in shown
    services.vacate_seat(held, by=secretary, ending=ending("function"))

    assert roles_of(civilian) == set()
    assert open_intakes() == {}
    assert {seat.user for seat in trust_in(committee.space).counting} == {pair[1]}
    told = Notice.objects.filter(user=secretary).values_list("kind", flat=True)
    assert sorted(told) == ["committees.no_custodian", "committees.no_reader"]
    ended = AuditRecord.objects.filter(action="spaces.role.withdrawn")
    assert ended.count() == len(["member", "reader", "custodian"])


def test_who_resigns_is_told_what_ends_with_it_and_it_does(client, committee, pair):
    third = seat(committee)
    give(third, Role.READER, Role.MODERATOR)
    enrol(third)
    trust_each_other(committee.space)
    client.force_login(third)

    shown = client.get(reverse("committees:my_seat", args=["kerouba"])).content.decode()
    assert "This ends together with the seat:" in shown
    assert "no trusted reader" not in shown
    client.post(reverse("committees:resign", args=["kerouba"]), {"note": ""})

    assert roles_of(third) == set()
    assert set(open_intakes()) == {"kerouba"}
    assert not Notice.objects.filter(kind="committees.no_reader").exists()


def test_a_removal_and_whoever_takes_over_end_them_too(committee, secretary, pair):
    civilian, forces = pair
    chairs = [seat(committee, side=side, is_chair=True) for side in (Side.CIVILIAN, Side.FORCES)]
    removal = services.ask_removal(
        held_by(civilian), by=secretary, ending=ending("removal"), note="Why"
    )
    heir = UserFactory.create(side=Side.FORCES)
    nomination, _token = invited(held_by(forces), heir, by=secretary, how="function")

    for chair in chairs:
        removal = services.agree_removal(removal, by=chair)
    says_yes(nomination, heir)

    assert [roles_of(user) for user in pair] == [set(), set()]


def test_a_deputy_who_sits_down_in_the_seat_itself_goes_on_reading(committee, secretary, trader):
    deputy = UserFactory.create()
    deputy_of(trader, deputy, by=secretary)
    give(deputy, Role.READER)
    services.resign(held_by(trader), by=trader)

    nomination, _token = invited(Seat.objects.get(follows__user=trader), deputy, by=secretary)
    says_yes(nomination, deputy)

    assert roles_of(deputy) == {"member", "reader"}


def test_the_secretariat_stays_what_it_is_and_nothing_ends_elsewhere(committee, secretary, trader):
    other = Membership.objects.create(
        space=secretary.memberships.get().space.__class__.objects.create(slug="x", name_fr="X"),
        user=trader, role=Role.READER, side=trader.side,
    )  # fmt: skip
    give(trader, Role.SECRETARIAT)

    services.resign(held_by(trader), by=trader)

    assert roles_of(trader) == {"secretariat", "reader"}
    assert Membership.objects.filter(pk=other.pk).exists()
