"""Rules and charter change with the keys of both co-chairs, where the rules in force want it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.models import Charter, Committee, Rules
from palabre.notifications.models import Notice
from palabre.people.models import Side, User
from tests.committees.factories import seat
from tests.committees.seating import ending, held_by
from tests.committees.test_change_charter import announce as announce_charter
from tests.committees.test_change_rules import afresh, announce

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-26T09:00Z", tick=False):
        yield


@pytest.fixture
def chairs(committee, secretary) -> tuple[User, User]:
    civilian = seat(committee, side=Side.CIVILIAN, name="aminata")
    forces = seat(committee, side=Side.FORCES, name="brahima")
    for user in (civilian, forces):
        services.name_chair(held_by(user), by=secretary)
    return civilian, forces


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_change_waits_for_both_and_is_then_announced_with_all_its_days(
    committee, secretary, trader, chairs
):
    civilian, forces = chairs
    proposed = announce(afresh(committee), by=secretary, quorum=60)
    assert proposed.is_proposed
    assert set(Notice.objects.filter(kind="committees.rules.proposed").values_list("user", flat=True)) == {civilian.pk, forces.pk}  # fmt: skip
    assert "60%" in signed_in(civilian).get("/en/committees/kerouba/chairs/").content.decode()
    key = reverse("committees:turn_key_of_rules", args=["kerouba", 2])

    for _twice in range(2):
        signed_in(civilian).post(key, {"answer": "yes"})
    with time_machine.travel("2026-12-05T09:00Z", tick=False):  # its first day is past by now
        assert afresh(committee).rules.quorum == 50
        assert not Notice.objects.filter(user=trader).exists()
        services.agree_to_change(proposed, by=forces)

        changed = Rules.objects.get(number=2)
        assert not changed.waits
        assert (changed.announced_on, changed.in_force_from) == (date(2026, 12, 5), date(2026, 12, 12))  # fmt: skip
        assert afresh(committee).rules.quorum == 50
        assert Notice.objects.filter(user=trader, kind="committees.rules.announced").exists()
    with time_machine.travel("2026-12-12T00:00Z", tick=False):
        assert afresh(committee).rules.quorum == 60
    done = AuditRecord.objects.order_by("pk").values_list("action", "actor")
    assert list(done)[-4:] == [
        ("committees.rules.proposed", "secretary"),
        ("committees.change.agreed", "aminata"),
        ("committees.change.agreed", "aminata"),
        ("committees.change.agreed", "brahima"),
    ]


def test_one_no_is_enough_and_stays_to_be_read(client, committee, secretary, chairs):
    proposed = announce(afresh(committee), by=secretary, quorum=60)
    services.agree_to_change(proposed, by=chairs[0])

    services.refuse_change(proposed, by=chairs[1])

    with time_machine.travel("2027-01-01T00:00Z", tick=False):
        assert afresh(committee).rules.quorum == 50
    shown = client.get(committee.rules_url).content.decode()
    assert "Rules no. 2, refused by a co-chair on 26 November 2026" in shown
    assert "brahima" not in shown.lower()
    with pytest.raises(PermissionDenied, match="decided already"):
        services.agree_to_change(proposed, by=chairs[0])
    assert Notice.objects.filter(user=secretary, kind="committees.rules.refused").exists()


def test_a_charter_waits_in_the_same_way(committee, secretary, chairs):
    proposed = announce_charter(afresh(committee), by=secretary)
    key = reverse("committees:turn_key_of_charter", args=["kerouba", 2])
    assert "Nul n’est chef." in signed_in(chairs[0]).get("/en/committees/kerouba/chairs/").content.decode()  # fmt: skip
    with time_machine.travel("2027-01-01T00:00Z", tick=False):
        services.bring_in_charters()
        assert afresh(committee).charter == ""
        for chair in chairs:
            signed_in(chair).post(key, {"answer": "yes"})
        services.bring_in_charters()
        assert afresh(committee).charter == ""
    with time_machine.travel("2027-01-08T00:00Z", tick=False):
        services.bring_in_charters()
        assert afresh(committee).charter == "Nul n’est chef."
    assert Charter.objects.get(pk=proposed.pk).began_on == date(2027, 1, 8)


@pytest.mark.parametrize("who", ["trader", "secretary"])
def test_nobody_else_turns_a_key(request, committee, secretary, chairs, who):
    proposed = announce(afresh(committee), by=secretary, quorum=60)
    person = request.getfixturevalue(who)

    for deed in (services.agree_to_change, services.refuse_change):
        with pytest.raises(PermissionDenied, match="Only the co-chairs"):
            deed(proposed, by=person)
    key = reverse("committees:turn_key_of_rules", args=["kerouba", 2])
    assert signed_in(person).post(key, {"answer": "yes"}).status_code == 404


def test_a_co_chair_who_left_leaves_the_rules_locked_not_open(committee, secretary, chairs):
    """Else the secretariat would end a seat first, and change the quorum alone afterwards."""
    services.vacate_seat(held_by(chairs[1]), by=secretary, ending=ending("death"))

    proposed = announce(afresh(committee), by=secretary, quorum=60)

    assert proposed.waits
    services.agree_to_change(proposed, by=chairs[0])
    heir = seat(committee, side=Side.FORCES)
    services.name_chair(held_by(heir), by=secretary)
    services.agree_to_change(proposed, by=heir)
    assert not Rules.objects.get(number=2).waits


def test_while_it_is_founded_or_where_rules_say_so_the_secretariat_changes_them_alone(
    committee, secretary, chairs
):
    first = announce(afresh(committee), by=secretary, chairs_agree=False)
    assert first.waits  # the rules in force want keys for this as well
    for chair in chairs:
        services.agree_to_change(first, by=chair)
    with time_machine.travel("2026-12-03T00:00Z", tick=False):
        assert not announce(afresh(committee), by=secretary, on=date(2026, 12, 20), quorum=60).waits
    Committee.objects.update(chairs_since=None)
    Rules.objects.filter(number__gt=1).delete()
    assert not announce(afresh(committee), by=secretary, quorum=70).waits


def test_the_secretariat_takes_a_proposal_back_even_after_its_day(committee, secretary, chairs):
    proposed = announce(afresh(committee), by=secretary, quorum=60)
    services.agree_to_change(proposed, by=chairs[0])

    with time_machine.travel(TODAY + timedelta(days=60), tick=False):
        services.withdraw_rules(proposed, by=secretary)
        assert afresh(committee).rules.number == 1
        assert not afresh(committee).rules_ever.waiting().exists()
