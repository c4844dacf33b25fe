"""Mandate and charter change by announcement, from a day on; each member says yes anew, or does not."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.models import Charter, Committee
from palabre.committees.seating import charter_digest, has_accepted
from palabre.notifications.models import Notice
from palabre.notifications.registry import tell_in_words
from palabre.people.models import User
from tests.committees.factories import CommitteeFactory
from tests.committees.seating import held_by
from tests.people.factories import UserFactory

TODAY, DAY = date(2026, 11, 26), date(2026, 12, 3)
WORDS = {"purpose_fr": "Le marché et la route.", "purpose_en": "The market and the road."}
PAGE = "/en/committees/kerouba/charter/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-26T09:00Z", tick=False):
        yield


def announce(committee: Committee, *, by: User, on: date = DAY, charter: str = "Nul n’est chef."):
    words = {**WORDS, "charter_fr": charter, "reason_fr": "Ainsi."}
    return services.announce_charter(committee, by=by, in_force_from=on, **words)


def afresh(committee: Committee) -> Committee:
    return Committee.objects.get(pk=committee.pk)


def read(client: Client, user: User | None = None) -> str:
    if user:
        client.force_login(user)
    return " ".join(client.get(PAGE).content.decode().split())


def test_until_its_day_the_accepted_words_hold_and_then_each_is_asked(
    client, committee, secretary, trader
):
    announce(committee, by=secretary)
    services.bring_in_charters()
    assert afresh(committee).charter == ""
    assert "Announced: other words from 3 December 2026" in read(client)

    with time_machine.travel("2026-12-03T00:01Z", tick=False):
        services.bring_in_charters()
        services.bring_in_charters()

        now = afresh(committee)
        assert now.charter == "Nul n’est chef."
        assert not has_accepted(held_by(trader), now.charters.begun()[0])
        shown = read(client, trader)
        assert "Do you accept the charter as it is now?" in shown
        assert "0 of 5 who sit here have accepted these words." in shown
        assert "The charter has changed" in client.get("/en/committees/kerouba/my-seat/").content.decode()  # fmt: skip
        client.post(f"{PAGE}accept/", {"charter": charter_digest(now)})
        held = held_by(trader)
        assert (held.accepted_on, has_accepted(held, now.charters.begun()[0])) == (DAY, True)
        shown = read(client)
        assert "Do you accept" not in shown
        assert "From 1 January 2024" in shown
    told = [tell_in_words(each).sentence for each in Notice.objects.filter(user=trader)]
    assert sum("Read what changes" in words for words in told) == 1
    assert sum("say whether you accept it" in words for words in told) == 1
    assert not AuditRecord.objects.filter(action__contains="accept").exists()


def test_whoever_does_not_accept_keeps_their_seat_and_the_secretariat_sees_it(
    as_secretary, committee, secretary, trader, named
):
    announce(committee, by=secretary)

    with time_machine.travel(DAY + timedelta(days=90), tick=False):
        services.bring_in_charters()
        services.speak(named, "I sit here still.", by=trader)
        held = held_by(trader)
        as_secretary.force_login(secretary)
        type(held).objects.filter(pk=held.pk).update(accepted_on=TODAY)
        shown = as_secretary.get(reverse("committees_desk:seat", args=["kerouba", held.pk]))
    assert held.left_on is None
    assert "Earlier words" in shown.content.decode()


def test_a_yes_is_to_the_words_that_were_read(client, committee, secretary, trader):
    announce(committee, by=secretary)
    before = charter_digest(committee)
    with time_machine.travel(DAY, tick=False):
        services.bring_in_charters()
        client.force_login(trader)
        answer = client.post(f"{PAGE}accept/", {"charter": before})

    assert answer.status_code == 422
    assert "Read it again below." in answer.content.decode()
    assert held_by(trader).accepted_charter == ""


@pytest.mark.parametrize("days", [-1, 0, 6])
def test_it_never_acts_backwards(committee, secretary, days):
    with pytest.raises(PermissionDenied, match="7 days of notice"):
        announce(committee, by=secretary, on=TODAY + timedelta(days=days))
    with pytest.raises(PermissionDenied, match="nothing would change"):
        announce(committee, by=secretary, charter="")
    charter = committee.charters.get()
    charter.charter_fr = "Autre."
    with pytest.raises(TypeError):
        charter.save()


def test_where_nobody_sits_yet_it_may_hold_at_once_but_not_before(db):
    committee, by = CommitteeFactory.create(), UserFactory.create(is_superuser=True)
    with pytest.raises(PermissionDenied, match="Not before today"):
        announce(committee, by=by, on=TODAY - timedelta(days=1))

    announce(committee, by=by, on=TODAY)

    assert afresh(committee).charter == "Nul n’est chef."
    assert list(committee.charters.values_list("charter_fr", flat=True)) == ["", "Nul n’est chef."]


def test_what_is_withdrawn_never_holds(committee, secretary):
    announced = announce(committee, by=secretary)
    with pytest.raises(PermissionDenied, match="announced already"):
        announce(committee, by=secretary, charter="Encore.")

    services.withdraw_charter(announced, by=secretary)

    with time_machine.travel(DAY, tick=False):
        services.bring_in_charters()
    assert afresh(committee).charter == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Charter.objects.filter(pk=announced.pk).update(began_on=DAY)


def test_the_desk_announces_withdraws_and_loses_nothing_typed(as_secretary, committee, trader):
    desk = reverse("committees_desk:charter", args=["kerouba"])
    typed = {**WORDS, "charter_fr": "Nul n’est chef.", "reason_fr": "Ainsi.",
             "in_force_from": "2026-12-02"}  # fmt: skip

    early = as_secretary.post(desk, typed)
    assert early.status_code == 422
    assert "Nul n’est chef." in early.content.decode()
    assert as_secretary.post(desk, {**typed, "in_force_from": "2026-12-03"}).status_code == 302
    assert "Announced: other words" in as_secretary.get(desk).content.decode()
    as_secretary.post(reverse("committees_desk:withdraw_charter", args=["kerouba", 2]))
    assert committee.charters.get(number=2).withdrawn_on == TODAY
    assert as_secretary.get(desk).status_code == 200
