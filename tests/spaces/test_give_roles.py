import pytest
from django.core.exceptions import PermissionDenied

from palabre.audit.models import AuditRecord
from palabre.people.models import Side
from palabre.spaces.models import Role
from palabre.spaces.selectors import spaces_run_by
from palabre.spaces.services import grant_role, verify_person, withdraw_role
from tests.spaces.factories import MembershipFactory, SpaceFactory, join

pytestmark = pytest.mark.django_db


def give(desk, person, space, role: str):
    form = {"role-space": space.pk, "role-role": role, "role-side": Side.CIVILIAN}
    return desk.post(f"/en/secretariat/people/{person.pk}/roles/", form)


def test_the_secretariat_of_a_space_gives_a_role_in_it(desk, secretary, outsider, space):
    verify_person(outsider, side=Side.CIVILIAN, function="", by=secretary)
    give(desk, outsider, space, Role.MODERATOR)

    assert space.has_role(outsider, Role.MODERATOR)
    (line,) = AuditRecord.objects.filter(action="spaces.role.granted")
    assert line.details == {"role": "moderator", "side": "civilian", "space": space.slug}


def test_the_same_role_twice_is_one_role_and_one_line(secretary, outsider, space):
    for _each in range(2):
        grant_role(space, outsider, Role.CHAIR, side=Side.CIVILIAN, by=secretary)

    assert space.memberships.filter(user=outsider).count() == 1
    assert AuditRecord.objects.filter(action="spaces.role.granted").count() == 1


def test_not_in_a_space_that_others_run(desk, secretary, outsider):
    elsewhere = SpaceFactory.create()

    assert give(desk, outsider, elsewhere, Role.MEMBER).status_code == 422
    with pytest.raises(PermissionDenied):
        grant_role(elsewhere, outsider, Role.MEMBER, side=Side.CIVILIAN, by=secretary)


def test_a_role_is_withdrawn_and_its_withdrawal_recorded(desk, citizen, space):
    membership = space.memberships.get(user=citizen)
    desk.post(f"/en/secretariat/people/roles/{membership.pk}/withdraw/")

    assert not space.has_anyone(citizen)
    assert AuditRecord.objects.filter(action="spaces.role.withdrawn").count() == 1


def test_a_role_in_a_space_that_others_run_is_not_even_seen(desk, citizen):
    theirs = MembershipFactory.create(user=citizen)

    assert desk.post(f"/en/secretariat/people/roles/{theirs.pk}/withdraw/").status_code == 404
    page = desk.get(f"/en/secretariat/people/{citizen.pk}/").content.decode()
    assert theirs.space.name_en not in page


def test_nobody_withdraws_their_own_last_key(desk, secretary, space):
    key = space.memberships.get(user=secretary)
    answer = desk.post(f"/en/secretariat/people/roles/{key.pk}/withdraw/")

    assert answer.status_code == 403
    assert "somebody else withdraws it" in answer.content.decode()
    assert space.has_role(secretary, Role.SECRETARIAT)


def test_with_a_second_key_the_first_may_go(secretary, space):
    MembershipFactory.create(user=secretary, role=Role.SECRETARIAT)

    withdraw_role(space.memberships.get(user=secretary), by=secretary)

    assert not space.has_role(secretary, Role.SECRETARIAT)


def test_another_secretary_withdraws_it(secretary, space):
    other = join(space, side=Side.SECRETARIAT, role=Role.SECRETARIAT)

    withdraw_role(space.memberships.get(user=secretary), by=other)

    assert not space.has_role(secretary, Role.SECRETARIAT)


def test_the_spaces_run_are_those_the_rule_says(secretary, citizen, administrator, space, forum):
    assert list(spaces_run_by(secretary)) == [space]
    assert list(spaces_run_by(citizen)) == []
    assert set(spaces_run_by(administrator)) >= {space, forum}


def test_a_moderator_holds_the_key_of_their_own_side_and_nobody_gives_it_to_themselves(
    desk, secretary, outsider, space
):
    """Or whoever runs a space would hold both."""
    answer = give(desk, outsider, space, Role.MODERATOR)
    assert answer.status_code == 422
    assert "confirm first that this person is of it" in answer.content.decode()

    verify_person(outsider, side=Side.FORCES, function="", by=secretary)
    give(desk, outsider, space, Role.MODERATOR)
    give(desk, secretary, space, Role.MODERATOR)

    assert not space.memberships.filter(role=Role.MODERATOR).exists()
