"""How somebody's time in a seat ends, what stays of it, and who may see that."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from palabre.committees import services, terms
from palabre.committees.models import Committee, Removal, Seat
from palabre.committees.models.seat import months_after
from palabre.notifications.models import Notice
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.committees.factories import seat
from tests.committees.seating import deputy_of, ending, held_by, invited, says_yes
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
BEFORE = "/en/committees/kerouba/members/before/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def chairs(committee) -> tuple[User, User]:
    civilian = seat(committee, side=Side.CIVILIAN, name="aminata", is_chair=True)
    forces = seat(committee, side=Side.FORCES, name="brahima", is_chair=True)
    return civilian, forces


def test_a_member_leaves_in_two_taps_and_the_reason_is_for_the_secretariat(
    as_trader, trader, committee, secretary
):
    committee.seats.filter(user=trader).update(function_en="Traders")
    mine = reverse("committees:my_seat", args=["kerouba"])
    assert "Yes, I leave" in page(as_trader, mine)

    as_trader.post(reverse("committees:resign", args=["kerouba"]), {"note": "I was followed."})

    left = Seat.objects.get(user=trader)
    assert left.left_on
    assert left.ending == ending("resigned")
    assert not committee.space.has_anyone(trader)
    assert "Yes, I leave" not in page(as_trader, mine)
    after = Seat.objects.get(follows=left)
    assert (after.user, after.side, after.function) == (None, "civilian", "Traders")
    desk = page(signed_in(secretary), reverse("committees_desk:seats", args=["kerouba"]))
    assert "I was followed." in desk
    colleague = signed_in(seat(committee))
    for reader in (Client(), colleague):
        assert "I was followed." not in page(reader, BEFORE)
    assert "Left of their own accord" in page(colleague, BEFORE)
    assert "Left of their own accord" not in page(Client(), BEFORE)


def test_whoever_left_a_closed_committee_still_chooses_how_they_are_shown(
    as_trader, trader, committee
):
    committee.space.is_public = False
    committee.space.save()
    services.resign(held_by(trader), by=trader)
    assert as_trader.get(committee.get_absolute_url()).status_code == 404

    as_trader.post("/en/committees/kerouba/my-seat/", {"to_public": "side", "to_members": "side"})

    left = Seat.objects.get(user=trader)
    assert (left.shown_to_public, left.shown_to_members) == ("side", "side")


def test_nobody_resigns_for_another(trader, gendarme):
    with pytest.raises(PermissionDenied, match="not your seat"):
        services.resign(held_by(trader), by=gendarme)


def test_history_shows_each_as_they_were_shown(client, committee, secretary, trader):
    for name, shown in (("balkissa", "side"), ("kadiatou", "function"), ("salimata", "name")):
        hidden = seat(committee, name=name, shown_to_public=shown, function_en=f"Guild of {name}")
        services.resign(held_by(hidden), by=hidden)

    shown = page(client, BEFORE)

    assert "Balkissa" not in shown
    assert "Guild of balkissa" not in shown
    assert "Kadiatou" not in shown
    assert "Guild of kadiatou" in shown
    assert "Salimata" in shown
    assert "1 member who left is shown by side only." in shown


def test_a_removal_needs_the_keys_of_both_co_chairs(committee, secretary, trader, chairs):
    removal = services.ask_removal(
        held_by(trader), by=secretary, ending=ending("removal"), note="Named who had spoken."
    )
    civilian, forces = chairs
    here = reverse("committees:chairs", args=["kerouba"])
    key = reverse("committees:turn_key", args=["kerouba", removal.pk])
    assert "Named who had spoken." in page(signed_in(civilian), here)
    assert Notice.objects.filter(kind="committees.removal").count() == 2

    signed_in(civilian).post(key, {"answer": "yes"})
    signed_in(civilian).post(key, {"answer": "yes"})
    assert held_by(trader)
    signed_in(forces).post(key, {"answer": "yes"})

    left = Seat.objects.get(user=trader)
    assert left.left_on
    assert left.ending_note == "Named who had spoken."
    assert not committee.space.has_anyone(trader)


def test_one_no_is_enough(committee, secretary, trader, chairs):
    removal = services.ask_removal(
        held_by(trader), by=secretary, ending=ending("removal"), note="Why"
    )
    services.agree_removal(removal, by=chairs[0])

    services.refuse_removal(removal, by=chairs[1])

    assert held_by(trader)
    with pytest.raises(PermissionDenied, match="decided already"):
        services.agree_removal(removal, by=chairs[1])


def test_the_secretariat_alone_removes_nobody(committee, secretary, trader, chairs):
    with pytest.raises(PermissionDenied, match="both co-chairs"):
        services.vacate_seat(held_by(trader), by=secretary, ending=ending("removal"))
    services.vacate_seat(held_by(chairs[1]), by=secretary, ending=ending("death"))
    with pytest.raises(PermissionDenied, match="Each side needs a co-chair first"):
        services.ask_removal(held_by(trader), by=secretary, ending=ending("removal"), note="Why")


def test_a_member_turns_no_key(committee, secretary, trader, gendarme, chairs):
    removal = services.ask_removal(
        held_by(trader), by=secretary, ending=ending("removal"), note="Why"
    )

    with pytest.raises(PermissionDenied, match="Only the co-chairs"):
        services.agree_removal(removal, by=gendarme)
    assert Removal.objects.get().civilian_by is None


def test_a_term_that_ends_is_told_once_and_takes_nothing_away(
    as_trader, committee, secretary, trader, named
):
    ends = date(2026, 5, 20)
    Seat.objects.update(term_told=True)
    Seat.objects.filter(user=trader).update(until_on=ends, term_told=False)

    with time_machine.travel(ends - timedelta(days=31)):
        terms.remind_of_terms()
        assert not Notice.objects.exists()
    with time_machine.travel(ends + timedelta(days=3)):
        terms.remind_of_terms()
        terms.remind_of_terms()
        as_trader.force_login(trader)
        assert "Your term is over" in page(as_trader, "/en/committees/kerouba/my-seat/")
        services.speak(named, "I am still here.", by=trader)
        again = services.renew_term(held_by(trader), by=secretary)

    told = sorted(Notice.objects.values_list("user__username", "kind"))
    assert told == [("secretary", "committees.terms"), ("trader", "committees.term")]
    assert (again.until_on, again.term_told) == (date(2028, 5, 23), False)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 15), 24, date(2028, 12, 15)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, after):
    assert months_after(day, months) == after


def test_a_deputy_speaks_and_acts_only_when_the_holder_says_so(
    as_trader, committee, secretary, trader, named
):
    deputy = UserFactory.create(username="deputy")
    deputy_of(trader, deputy, by=secretary)

    services.speak(named, "In their place.", by=deputy)
    now = Committee.objects.get(pk=committee.pk)
    mine = now.seat_of(trader)
    assert (now.seat_of(deputy), now.number_of("civilian")) == (None, 3)
    assert (now.acts_for(trader), now.acts_for(deputy)) == (mine, None)

    as_trader.post(reverse("committees:deputy", args=["kerouba"]), {"sits_in": "yes"})
    now = Committee.objects.get(pk=committee.pk)
    assert (now.acts_for(trader), now.acts_for(deputy)) == (None, mine)
    services.speak(named, "I may still speak.", by=trader)

    as_trader.post(reverse("committees:deputy", args=["kerouba"]), {"sits_in": ""})
    assert Committee.objects.get(pk=committee.pk).acts_for(trader) == mine


def test_a_deputy_stays_with_the_seat_and_may_come_to_hold_it(committee, secretary, trader):
    deputy = UserFactory.create()
    behind = deputy_of(trader, deputy, by=secretary)
    services.resign(held_by(trader), by=trader)
    place = Seat.objects.get(follows__user=trader)
    behind.refresh_from_db()
    assert (behind.deputy_of, behind.sits_in, behind.left_on) == (place, False, None)

    nomination, _token = invited(place, deputy, by=secretary)
    says_yes(nomination, deputy)

    assert held_by(deputy).pk == place.pk
    assert committee.space.has_role(deputy, Role.MEMBER)
    behind.refresh_from_db()
    assert behind.ending == ending("replaced")


def test_the_secretariat_ends_renews_and_renames_on_its_pages(as_secretary, committee, trader):
    held = held_by(trader)
    where = [reverse(f"committees_desk:{name}", args=["kerouba", held.pk]) for name in ("seat", "renew", "vacate")]  # fmt: skip

    as_secretary.post(where[0], {"kind": "", "function_fr": "Pêche", "function_en": "Fishing"})
    as_secretary.post(where[1])
    assert "Fishing" in page(as_secretary, where[0])
    as_secretary.post(where[2], {"end-ending": ending("function").pk, "end-note": "Posted away."})

    held.refresh_from_db()
    assert (held.function, held.ending_note) == ("Fishing", "Posted away.")
    assert held.left_on
